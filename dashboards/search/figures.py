"""The newest figures that a search leads to, by the words people use for what is measured."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import reduce
from operator import and_

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from config.search import says, stem, words
from dashboards.cluster.measured import ClusterMeasured
from dashboards.findings.counted import summed_of
from dashboards.institution.surveys import topics_by_id
from dashboards.search.kinds import Hit
from indicators.evaluation import attainments
from indicators.models import Indicator
from institutions.access import Reader
from institutions.models import Cluster, Institution
from leadership.workplace.pages import told_at_workplace
from measurements.coverage import Coverage
from measurements.models import Topic

#: What people call what is measured with an instrument, beside its own words (data: Danish).
CALLED = {
    "topi": "trivsel trives børnenes udvikling opsporing bekymring",
    "btu": "forældretilfredshed forældre tilfreds tilfredshed brugertilfredshed",
    "tu": "medarbejdertrivsel arbejdsglæde arbejdsmiljø medarbejdertilfredshed apv",
    "sprogvurdering": "sprog sprogtest sprogscreening ordforråd",
    "personale": "sygdom sygefravær fravær udskiftning opsigelser uddannede pædagoger",
    "normering": "voksne pr. barn bemanding minimumsnormering",
}
#: A shorter word is in half of all names.
SHORTEST = 4
#: Where one reads more clusters than these, none is told of; of each cluster so many figures.
CLUSTERS, MOST = 2, 5
#: What stands for the result of an indicator that has none.
NO_FIGURE = frozenset(("", "–"))


def figures_that_say(typed: str, *, user: Reader, are_indicators_found: bool) -> tuple[Hit, ...]:
    """Figures of what is called by every word of what was typed, in one's own clusters, and where
    they stand beside each other. One query where nothing is called so; else at most eight more for
    each cluster.
    """
    wanted = [stem(word) for word in words(typed)]
    if not wanted or any(len(word) < SHORTEST for word in words(typed)):
        return ()
    called = _called(wanted)
    if not called and not are_indicators_found:
        return ()
    near = list(Cluster.objects.visible_to(user)[: CLUSTERS + 1])
    hits: list[Hit] = []
    if len(near) <= CLUSTERS:
        for cluster in near:
            hits += _indicators(cluster, typed, user=user) if are_indicators_found else []
            hits += list(_of_cluster(cluster, called, user=user))[:MOST] if called else []
    return (*hits, *_beside_each_other(called))


def _called(wanted: Sequence[str]) -> list[Topic]:
    """What is called so: of an instrument the questions that are, or else all of it."""
    found: dict[str, list[Topic]] = defaultdict(list)
    whole: dict[str, list[Topic]] = defaultdict(list)
    for topic in topics_by_id().values():
        instrument = topic.version.instrument
        called = f"{instrument.name} {CALLED.get(instrument.code, '')}"
        if _says(topic.name, wanted):
            found[instrument.code].append(topic)
        elif _says(f"{called} {topic.name}", wanted):
            whole[instrument.code].append(topic)
    return [topic for topics in (whole | found).values() for topic in topics]


def _says(text: str, wanted: Sequence[str]) -> bool:
    said = text.casefold()
    return all(word in said for word in wanted)


def _indicators(cluster: Cluster, typed: str, *, user: Reader) -> Iterator[Hit]:
    """Those of the cluster's strategies that say it, each with its newest result."""
    said = reduce(and_, (says(word, "text", "short_text") for word in words(typed)), Q())
    rows = (
        Indicator.objects.visible_to(user)
        .whole()
        .filter(said, Q(goal__strategy__cluster=cluster) | Q(goal__strategy__cluster=None))
        .select_related("goal__strategy")
        .order_by("-goal__strategy__cluster", "number")
    )
    indicators = list(rows[:MOST])
    if not indicators:
        return
    found = attainments(indicators, cluster=cluster, user=user, on=timezone.localdate())
    for indicator in indicators:
        one = found[indicator.pk]
        if one.result_text not in NO_FIGURE:
            title = _("%(indicator)s: %(result)s") % {
                "indicator": indicator.short_text or indicator.text,
                "result": one.result_text,
            }
            where = f"{cluster} · {one.word}"
            yield Hit(title, indicator.get_absolute_url(), where, (None, cluster.pk))


def _of_cluster(cluster: Cluster, called: Sequence[Topic], *, user: Reader) -> Iterator[Hit]:
    on = timezone.localdate()
    places = Institution.objects.visible_to(user).in_cluster(cluster, on).open_on(on)
    names = dict(places.values_list("pk", "name"))
    coverage = Coverage.of(names, on=on, clusters=[cluster.pk])
    without = {one.name: one.not_asked for one in coverage}
    measured = ClusterMeasured.of(names, user=user, on=on, not_asked=without)
    address, at = cluster.get_absolute_url(), (None, cluster.pk)
    short = {one.version.instrument.code: one.version.instrument.short_name for one in called}
    codes = short.keys()
    topics = {topic.name for topic in called}
    for summed in measured.summed:
        if summed.instrument in codes:
            where = f"{cluster} · {summed.of_units}".rstrip(".")
            yield Hit(summed.heading, f"{address}#{summed.code}", where, at)
    rows = [
        (table, row)
        for table in measured.tables
        for row in table.rows
        if table.instrument in codes and row.topic in topics and row.value is not None
    ]
    workplace = told_at_workplace(measured.of_own, cluster, user=user, on=on)
    for table, row in rows:
        where = f"{cluster} · {table.name} {table.year}"
        if row.places is not None:
            asked = set(names.values()) - set(without.get(short[table.instrument], ()))
            where += f" · {summed_of(row.places, units=len(asked))}".rstrip(".")
        there = f"{address}#{table.code}"
        if table.instrument in workplace:
            there = reverse("workplace_detail", args=[cluster.slug])
        yield Hit(f"{row.topic}: {row.value}", there, where, at)


def _beside_each_other(called: Sequence[Topic]) -> Iterator[Hit]:
    """Each instrument, where the places stand beside each other."""
    instruments = {topic.version.instrument.code: topic.version.instrument for topic in called}
    for code, instrument in instruments.items():
        asked = [topic.name for topic in called if topic.version.instrument_id == instrument.pk]
        address = f"{reverse('comparison')}?{urlencode({'redskab': code})}"
        title = _("%(instrument)s, place by place") % {"instrument": instrument.short_name}
        yield Hit(title, address, asked[0])
