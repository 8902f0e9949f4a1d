"""Whether new figures of an indicator have come when its rhythm says so."""

import calendar
import datetime
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Self

from django.db.models import Max

from indicators.models import Indicator, IndicatorOwner, ManualResult
from institutions.models import Placement
from measurements.models import Measurement
from measurements.rounds_of_year import YEAR, last_day, round_said

#: What is counted here as it is written, and nobody has to measure.
COUNTED_HERE = frozenset({Indicator.Source.METHODS, Indicator.Source.LOCAL_GOALS})


class Newest(NamedTuple):
    """The day a figure is of; without one of its own, the last of its period.

    until: what the next is counted from, the last day of the period. period: “2026”, where the
    figure has no day of its own.
    """

    until: datetime.date
    on: datetime.date
    period: str = ""

    @property
    def said(self) -> str:
        """“2026”, “forår 2026”: what a figure without a day is told by."""
        return round_said(self.period, int(self.period[:YEAR])) if self.period else ""


@dataclass(frozen=True, slots=True)
class Freshness:
    """Who sees to an indicator, the day of its newest figure, and when the next is due.

    due_on: None where nobody has said how often, it is counted here, or there is a figure of the
    one year it is about. is_stale: the day is past,
    or there is no figure at all of what has a rhythm. is_new: it has a rhythm, and keeps to it.
    newest_said: the year or round of a newest figure that has no day.
    """

    owner: str
    owner_id: int | None
    rhythm: str
    newest_on: datetime.date | None
    due_on: datetime.date | None
    is_stale: bool
    newest_said: str = ""

    @property
    def is_new(self) -> bool:
        return self.rhythm != "" and not self.is_stale

    @classmethod
    def of(
        cls,
        indicator: Indicator,
        care: IndicatorOwner | None,
        newest: Newest | None,
        on: datetime.date,
    ) -> Self:
        newest_on = newest.on if newest else None
        is_over = bool(indicator.year and newest_on and newest_on.year >= indicator.year)
        is_measured = indicator.source not in COUNTED_HERE and not is_over
        due_on = None
        if care and newest and is_measured:
            due_on = months_after(newest.until, care.rhythm)
        has_rhythm = care is not None and is_measured
        return cls(
            owner=str(care.person) if care and care.person else "",
            owner_id=care.person_id if care else None,
            rhythm=str(care.get_rhythm_display()) if care else "",
            newest_on=newest_on,
            due_on=due_on,
            is_stale=has_rhythm and (due_on is None or due_on < on),
            newest_said=newest.said if newest else "",
        )


def freshness_of(indicators: Iterable[Indicator], *, on: datetime.date) -> dict[int, Freshness]:
    """Indicator → how fresh it is; five queries. Each is to have its goal and strategy at hand."""
    asked = list(indicators)
    ids = [indicator.pk for indicator in asked]
    cares = {
        care.indicator_id: care
        for care in IndicatorOwner.objects.filter(indicator__in=ids).select_related("person")
    }
    newest = _newest(asked, on=on)
    return {
        indicator.pk: Freshness.of(indicator, cares.get(indicator.pk), newest.get(indicator.pk), on)
        for indicator in asked
    }


def months_after(day: datetime.date, months: int) -> datetime.date:
    """The same day so many months later, or the last of that month."""
    year, month = divmod(day.month - 1 + months, 12)
    last = calendar.monthrange(day.year + year, month + 1)[1]
    is_last = day.day == calendar.monthrange(day.year, day.month)[1]
    return datetime.date(day.year + year, month + 1, last if is_last else min(day.day, last))


def _newest(indicators: Sequence[Indicator], *, on: datetime.date) -> dict[int, Newest]:
    """Indicator → the newest day its figures are of, where it is shown; parts tell of the whole."""
    whole = {indicator.pk: indicator.pk for indicator in indicators}
    parts = Indicator.objects.filter(parent__in=list(whole)).order_by()
    whole |= {pk: parent or pk for pk, parent in parts.values_list("pk", "parent")}
    lineages: dict[int, set[str]] = defaultdict(set)
    links = Indicator.topics.through.objects.filter(indicator__in=list(whole)).order_by()
    for member, lineage in links.values_list("indicator", "topic__lineage"):
        lineages[whole[member]].add(lineage)
    places = _places(indicators, on=on)
    measured = _measured(set().union(*lineages.values()), on=on)
    found: dict[int, list[Newest]] = defaultdict(list)
    for indicator in indicators:
        cluster = indicator.goal.strategy.cluster_id
        # what children say beside a report is no report
        counts = indicator.source != Indicator.Source.MANUAL
        found[indicator.pk] += [
            day
            for (lineage, institution), day in measured.items()
            if counts
            and lineage in lineages[indicator.pk]
            and (cluster is None or institution in places[cluster])
        ]
    reports = ManualResult.objects.filter(indicator__in=list(whole)).order_by()
    for member, day in reports.values_list("indicator").annotate(day=Max("reported_on")):
        found[whole[member]].append(Newest(day, day))
    return {pk: max(days) for pk, days in found.items() if days}


def _places(indicators: Sequence[Indicator], *, on: datetime.date) -> dict[int, set[int]]:
    """Cluster → the institutions in it, of the clusters that the indicators are of."""
    clusters = {one.goal.strategy.cluster_id for one in indicators} - {None}
    placed = Placement.objects.on(on).filter(cluster__in=clusters).order_by()
    found: dict[int, set[int]] = defaultdict(set)
    for cluster, institution in placed.values_list("cluster", "institution"):
        found[cluster].add(institution)
    return found


def _measured(lineages: Iterable[str], *, on: datetime.date) -> dict[tuple[str, int], Newest]:
    """(lineage, institution) → the newest day; one query."""
    rows = (
        Measurement.objects.filter(topic__lineage__in=list(lineages), year__lte=on.year)
        .order_by()
        .values_list("topic__lineage", "institution", "period")
        .annotate(day=Max("measured_on"))
    )
    found: dict[tuple[str, int], Newest] = {}
    for lineage, institution, period, day in rows:
        until = last_day(period)
        newest = Newest(until, day) if day else Newest(until, until, period)
        found[lineage, institution] = max(newest, found.get((lineage, institution), newest))
    return found
