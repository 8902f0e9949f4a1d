"""Kept snapshots, as the evaluation of indicators takes them."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from indicators.evaluation.facts import SnapshotFact
from indicators.evaluation.readings import number
from indicators.evaluation.results import UnitResult, UnitState
from indicators.evaluation.rules import ScaleFacts, StepFacts, TopicFacts, Unit, UnitReading
from indicators.models import ResultSnapshot
from institutions.models import Placement
from institutions.statements import rows_of

NOBODY = Unit(0, "")
#: As they are kept → as they are; asking the enumeration takes as long as making a result.
STATES = {state.value: state for state in UnitState}

#: What is read of a snapshot.
KEPT = (
    *("indicator", "institution", "year", "state", "value", "rank", "raw", "topic", "as_of"),
    *("carried_from", "is_light", "is_other_scale", "has_reading"),
    *("shown_topic", "shown_rank", "shown_value"),
)


def audiences(threshold: int) -> list[str]:
    """The rows that somebody with this threshold reads, those that go before others last."""
    if threshold > settings.SMALL_N_ANY:
        return [ResultSnapshot.Audience.EVERYBODY, ResultSnapshot.Audience.BOARDS]
    return [ResultSnapshot.Audience.EVERYBODY]


def load(
    indicators: Iterable[int],
    *,
    institutions: Collection[int] | None = None,
    topics: Mapping[int, TopicFacts],
    since: int,
    threshold: int,
    years: Mapping[int, Collection[int]] | None = None,
    clusters: Mapping[int, Collection[int]] | None = None,
) -> dict[int, dict[int, dict[int, SnapshotFact]]]:
    """Indicator → institution → year → what is kept; one query.

    institutions: only these; None all. Of each indicator, years: only these, None all from `since`
    on; clusters: only the institutions that have been in these, None all.
    """
    wanted = list(indicators)
    found: dict[int, dict[int, dict[int, SnapshotFact]]] = {pk: defaultdict(dict) for pk in wanted}
    heard = audiences(threshold)

    def kept() -> QuerySet[ResultSnapshot, tuple[Any, ...]]:
        rows = ResultSnapshot.objects.filter(
            indicator__in=wanted, year__gte=since, audience__in=heard
        )
        if institutions is not None:
            rows = rows.filter(institution__in=institutions)
        if years is not None:
            rows = rows.filter(_each(years, lambda found: Q(year__in=found)))
        if clusters is not None:
            rows = rows.filter(_each(clusters, _have_been_in))
        # “boards” sorts before “everybody”
        return rows.order_by(*["-audience"][: len(heard) - 1]).values_list(*KEPT)

    known: dict[tuple[Any, ...], SnapshotFact] = {}  # many units stand alike
    words: _Words = {}
    wants = (
        tuple(wanted),
        since,
        tuple(heard),
        _named(institutions),
        *map(_each_named, (years, clusters)),
    )
    for row in rows_of(kept, "snapshots", *wants, reader=None):
        says = row[2:]
        if says not in known:
            fact = SnapshotFact(_result(row, topics, words), _shown(row, topics), row[12], says)
            known[says] = fact
        found[row[0]][row[1]][row[2]] = known[says]
    return found


def _named(wanted: Collection[int] | None) -> frozenset[int] | None:
    return None if wanted is None else frozenset(wanted)


def _each_named(wanted: Mapping[int, Collection[int]] | None) -> frozenset[Any] | None:
    if wanted is None:
        return None
    return frozenset((pk, frozenset(own)) for pk, own in wanted.items())


def years(indicators: Collection[int], *, since: int, until: int) -> dict[int, list[int]]:
    """The years in which anything is kept of indicators, anywhere; sorted. One query."""
    found: dict[int, list[int]] = {pk: [] for pk in indicators}
    rows = ResultSnapshot.objects.filter(indicator__in=indicators, year__gte=since, year__lte=until)
    for indicator, year in rows.order_by("year").values_list("indicator", "year").distinct():
        found[indicator].append(year)
    return found


def _each(wanted: Mapping[int, Collection[int]], condition: Callable[[frozenset[int]], Q]) -> Q:
    """Each indicator on its condition, those of the same wants named together."""
    alike: dict[frozenset[int], list[int]] = defaultdict(list)
    for indicator, own in wanted.items():
        alike[frozenset(own)].append(indicator)
    found = Q(pk__in=[])
    for own_wants, indicators in alike.items():
        found |= Q(indicator__in=indicators) & condition(own_wants)
    return found


def _have_been_in(clusters: frozenset[int]) -> Q:
    placed = Placement.objects.order_by().filter(cluster__in=clusters)
    return Q(institution__in=placed.values("institution"))


def step_of(topic: TopicFacts, rank: int) -> StepFacts | None:
    """The step of a topic's scale with a rank."""
    return next((step for step in topic.scale.steps if step.rank == rank), None)


#: (Scale, value) → the value as it is written, and its band.
_Words = dict[tuple[int, Decimal], tuple[str, str]]


def _in_words(value: Decimal, scale: ScaleFacts, known: _Words) -> tuple[str, str]:
    """Most values are there many times, and writing a number as a language does is slow."""
    key = scale.pk, value
    if key not in known:
        known[key] = number(value, scale), scale.band_of(value)
    return known[key]


def _result(row: tuple[Any, ...], topics: Mapping[int, TopicFacts], words: _Words) -> UnitResult:
    year, state, value, rank, raw, topic_id, as_of, carried, is_light, is_other = row[2:12]
    topic = topics.get(topic_id)
    step = step_of(topic, rank) if topic and rank is not None else None
    light = _("Light inspection") if is_light else ""
    label, band = raw or light, ""
    if step:
        label = raw or step.label
    elif topic and value is not None:
        label, band = _in_words(value, topic.scale, words)
    return UnitResult(
        NOBODY,
        STATES[state],
        label=label,
        rank=rank,
        of=step.of if step else None,
        value=value,
        band=band,
        measured_on=as_of,
        year=year,
        version_code=topic.version_code if topic else "",
        topic=topic_id,
        carried_from=carried,
        inspection=light,
        is_other_scale=is_other,
    )


def _shown(row: tuple[Any, ...], topics: Mapping[int, TopicFacts]) -> UnitReading | None:
    topic_id, rank, value = row[13:16]
    if topic_id is None:
        return None
    topic = topics[topic_id]
    step = step_of(topic, rank) if rank is not None else None
    return UnitReading(topic, row[2], value=value, step=step)
