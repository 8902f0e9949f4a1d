"""What the municipality page counts: of each cluster, and outside clusters."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Subquery

from dashboards.municipality.kept_up import KeptUp
from dashboards.municipality.rows import ClusterGoalCell, ClusterRow, IndicatorMark
from indicators.evaluation import InBrief, in_brief_by_cluster
from indicators.filters import Filters
from indicators.models import Indicator
from institutions.access import Reader
from institutions.models import NOT_DAYCARE, Area, Cluster, Institution, Placement
from measurements.models import Inspection, Instrument, Measurement, Topic
from strategy.models import Goal
from strategy.progress import GoalTally, LocalGoalState


class OpenInstitution(NamedTuple):
    """An open institution; outside clusters its cluster is None."""

    pk: int
    cluster: int | None
    is_daycare: bool


@dataclass(frozen=True, slots=True)
class Figures:
    """What has been counted, by cluster: None is outside clusters."""

    units: dict[int | None, list[int]]
    daycare: dict[int | None, list[int]]
    goals: Sequence[Goal]
    standings: dict[tuple[int | None, int], list[LocalGoalState]]
    indicators: dict[int, tuple[IndicatorMark, ...]]
    inspected: frozenset[int]
    profiled: frozenset[int]
    kept_up: Mapping[int | None, KeptUp]

    def row(self, cluster: int | None, *, name: str, href: str) -> ClusterRow:
        units, daycare = self.units.get(cluster, []), self.daycare.get(cluster, [])
        cells = []
        for goal in self.goals:
            found = self.standings.get((cluster, goal.pk), [])
            covered = len({known.institution for known in found if not known.is_unfinished})
            adopted = len({known.institution for known in found if known.is_agreed})
            cells.append(ClusterGoalCell(GoalTally.of(found), covered, adopted, len(units)))
        return ClusterRow(
            name=name,
            href=href,
            units=len(units),
            cells=tuple(cells),
            indicators=self.indicators.get(cluster, ()) if cluster else (),
            daycare=len(daycare),
            inspected=sum(pk in self.inspected for pk in daycare),
            profiled=sum(pk in self.profiled for pk in daycare),
            kept_up=self.kept_up.get(cluster, KeptUp()),
        )


def units(
    clusters: set[int], *, user: Reader, on: datetime.date, filters: Filters, area: Area | None
) -> tuple[OpenInstitution, ...]:
    """Open institutions; those in other clusters than these count as outside clusters."""
    placed = Placement.objects.on(on).filter(institution=OuterRef("pk"))
    found = filters.of_institutions(Institution.objects.visible_to(user).open_on(on))
    if area is not None:
        found = found.filter(area=area)
    rows = (
        found.order_by()
        .annotate(cluster_now=Subquery(placed.values("cluster")[:1]))
        .values_list("pk", "cluster_now", "kind")
    )
    return tuple(
        OpenInstitution(pk, cluster if cluster in clusters else None, kind not in NOT_DAYCARE)
        for pk, cluster, kind in rows
    )


def by_cluster(units: Iterable[OpenInstitution]) -> dict[int | None, list[int]]:
    found: dict[int | None, list[int]] = defaultdict(list)
    for unit in units:
        found[unit.cluster].append(unit.pk)
    return dict(found)


def by_place(
    standings: Iterable[LocalGoalState], *, units: Iterable[OpenInstitution]
) -> dict[tuple[int | None, int], list[LocalGoalState]]:
    cluster_of = {unit.pk: unit.cluster for unit in units}
    found: dict[tuple[int | None, int], list[LocalGoalState]] = defaultdict(list)
    for standing in standings:
        found[cluster_of[standing.institution], standing.goal].append(standing)
    return dict(found)


def indicator_marks(
    clusters: Sequence[Cluster],
    *,
    user: Reader,
    on: datetime.date,
    filters: Filters,
    units: Iterable[OpenInstitution],
) -> dict[int, tuple[IndicatorMark, ...]]:
    year = filters.year or on.year
    indicators = tuple(
        filters.of_indicators(Indicator.objects.visible_to(user).whole())
        .filter(
            goal__strategy__stage__in=["adopted", "running"],
            goal__strategy__from_year__lte=year,
            goal__strategy__to_year__gte=year,
        )
        .select_related("goal__strategy")
        .order_by("goal__strategy", "number")
    )
    found = in_brief_by_cluster(
        indicators,
        clusters=clusters,
        user=user,
        on=on,
        year=filters.year,
        within={unit.pk for unit in units} if filters.kind or filters.ownership else None,
    )
    marks: dict[int, tuple[IndicatorMark, ...]] = {}
    for cluster in clusters:
        own = [i for i in indicators if i.goal.strategy.cluster_id in {cluster.pk, None}]
        marks[cluster.pk] = tuple(
            _indicator_mark(indicator, found[cluster.pk][indicator.pk]) for indicator in own
        )
    return marks


def _indicator_mark(indicator: Indicator, found: InBrief) -> IndicatorMark:
    return IndicatorMark(
        number=indicator.number,
        href=indicator.get_absolute_url(),
        key=found.mark,
        word=found.word,
        result=found.result_text,
    )


def inspected(*, user: Reader, year: int) -> frozenset[int]:
    """Institutions with an inspection in the year, with ratings or without."""
    visits = Inspection.objects.visible_to(user).filter(year=year).order_by()
    return frozenset(visits.values_list("institution", flat=True).distinct())


def profiled(*, user: Reader, year: int) -> frozenset[int]:
    """Institutions whose rooms were profiled in the year, as with KIDS."""
    topics = list(
        Topic.objects.order_by()
        .filter(version__instrument__kind=Instrument.Kind.PROFILE)
        .values_list("pk", flat=True)
    )
    measured = Measurement.objects.filter(institution=OuterRef("pk"), topic__in=topics, year=year)
    places = Institution.objects.order_by().visible_to(user).filter(Exists(measured))
    return frozenset(places.values_list("pk", flat=True))
