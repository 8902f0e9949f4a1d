"""The municipality page: clusters by goals, as far as the reader reads them."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Self

from django.db.models import OuterRef, Subquery

from dashboards.findings import municipality as findings
from dashboards.progress import STATES, Standing, Tally, visible_standings
from institutions.models import Cluster, Institution, Placement
from measurements.attainment import Attainment, attainments_by_cluster
from measurements.models import Indicator, Inspection, Measurement
from strategy.models import Goal


class Unit(NamedTuple):
    """An open institution; outside clusters its cluster is None."""

    pk: int
    cluster: int | None


@dataclass(frozen=True, slots=True)
class Cell:
    """A cluster under a goal: its local goals per state, and how many institutions have one."""

    tally: Tally
    covered: int
    units: int

    @property
    def counts(self) -> tuple[tuple[str, int, str], ...]:
        """(mark, how many, its word)."""
        return tuple((key, count, str(STATES[key])) for key, count in self.tally.counts)


@dataclass(frozen=True, slots=True)
class IndicatorMark:
    """How one indicator stands in one cluster."""

    number: int
    href: str
    key: str
    word: str
    result: str


@dataclass(frozen=True, slots=True)
class Row:
    """A cluster; without a name, the institutions outside clusters."""

    name: str
    href: str
    units: int
    cells: tuple[Cell, ...]
    indicators: tuple[IndicatorMark, ...]
    inspected: int
    profiled: int

    @property
    def is_complete(self) -> bool:
        return all(cell.covered == cell.units for cell in self.cells)

    @property
    def reached(self) -> int:
        return sum(mark.key == "reached" for mark in self.indicators)


@dataclass(frozen=True, slots=True)
class AreaRows:
    name: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class MunicipalityPage:
    """Clusters by goals, in seven queries and what the indicators take."""

    on: datetime.date
    columns: tuple[tuple[int, str, str], ...]
    areas: tuple[AreaRows, ...]
    tally: Tally

    @classmethod
    def build(cls, *, user, on: datetime.date) -> Self:
        clusters = tuple(Cluster.objects.visible_to(user).select_related("area"))
        units = _units({cluster.pk for cluster in clusters}, user=user, on=on)
        goals = tuple(
            Goal.objects.visible_to(user).common().in_force(on.year).order_by("strategy", "number")
        )
        ids = [unit.pk for unit in units]
        standings = visible_standings(user, institutions=ids, goals=[goal.pk for goal in goals])
        figures = _Figures(
            units=_by_cluster(units),
            goals=goals,
            standings=_by_place(standings, units=units),
            indicators=_indicator_marks(clusters, user=user, on=on),
            inspected=_inspected(user=user, on=on),
            profiled=_profiled(user=user, on=on),
        )
        areas: dict[str, list[Row]] = {}
        for cluster in clusters:
            row = figures.row(cluster.pk, name=cluster.name, href=cluster.get_absolute_url())
            areas.setdefault(cluster.area.name, []).append(row)
        if None in figures.units:
            areas.setdefault("", []).append(figures.row(None, name="", href=""))
        return cls(
            on=on,
            columns=tuple(
                (goal.number, goal.short_name, goal.get_absolute_url()) for goal in goals
            ),
            areas=tuple(AreaRows(name, tuple(rows)) for name, rows in areas.items()),
            tally=Tally.of(standings),
        )

    @property
    def rows(self) -> tuple[Row, ...]:
        return tuple(row for area in self.areas for row in area.rows)

    @property
    def units(self) -> int:
        return sum(row.units for row in self.rows)

    @property
    def states(self) -> tuple[str, ...]:
        """The marks that occur, for the legend."""
        return tuple(key for key, _count in self.tally.counts)

    @property
    def goals_heading(self) -> str:
        named = [row for row in self.rows if row.name]
        return findings.goals_heading(
            clusters=len(named),
            complete=sum(row.is_complete for row in named),
            gaps=sum(cell.units - cell.covered for row in self.rows for cell in row.cells),
            goals=len(self.columns),
        )

    @property
    def data_heading(self) -> str:
        return findings.data_heading(
            self.on.year,
            inspected=sum(row.inspected for row in self.rows),
            profiled=sum(row.profiled for row in self.rows),
            units=self.units,
        )


@dataclass(frozen=True, slots=True)
class _Figures:
    """What has been counted, by cluster: None is outside clusters."""

    units: dict[int | None, list[int]]
    goals: Sequence[Goal]
    standings: dict[tuple[int | None, int], list[Standing]]
    indicators: dict[int, tuple[IndicatorMark, ...]]
    inspected: frozenset[int]
    profiled: frozenset[int]

    def row(self, cluster: int | None, *, name: str, href: str) -> Row:
        units = self.units.get(cluster, [])
        cells = []
        for goal in self.goals:
            found = self.standings.get((cluster, goal.pk), [])
            covered = len({known.institution for known in found if not known.is_unfinished})
            cells.append(Cell(Tally.of(found), covered, len(units)))
        return Row(
            name=name,
            href=href,
            units=len(units),
            cells=tuple(cells),
            indicators=self.indicators.get(cluster, ()) if cluster else (),
            inspected=sum(pk in self.inspected for pk in units),
            profiled=sum(pk in self.profiled for pk in units),
        )


def _units(clusters: set[int], *, user, on: datetime.date) -> tuple[Unit, ...]:
    """Open institutions; those in other clusters than these count as outside clusters."""
    placed = Placement.objects.on(on).filter(institution=OuterRef("pk"))
    rows = (
        Institution.objects.visible_to(user)
        .open_on(on)
        .order_by()
        .annotate(cluster_now=Subquery(placed.values("cluster")[:1]))
        .values_list("pk", "cluster_now")
    )
    return tuple(Unit(pk, cluster if cluster in clusters else None) for pk, cluster in rows)


def _by_cluster(units: Iterable[Unit]) -> dict[int | None, list[int]]:
    found: dict[int | None, list[int]] = defaultdict(list)
    for unit in units:
        found[unit.cluster].append(unit.pk)
    return dict(found)


def _by_place(
    standings: Iterable[Standing], *, units: Iterable[Unit]
) -> dict[tuple[int | None, int], list[Standing]]:
    cluster_of = {unit.pk: unit.cluster for unit in units}
    found: dict[tuple[int | None, int], list[Standing]] = defaultdict(list)
    for standing in standings:
        found[cluster_of[standing.institution], standing.goal].append(standing)
    return dict(found)


def _indicator_marks(clusters, *, user, on: datetime.date) -> dict[int, tuple[IndicatorMark, ...]]:
    indicators = tuple(
        Indicator.objects.visible_to(user)
        .whole()
        .filter(
            goal__strategy__stage__in=["adopted", "running"],
            goal__strategy__from_year__lte=on.year,
            goal__strategy__to_year__gte=on.year,
        )
        .select_related("goal__strategy")
        .order_by("goal__strategy", "number")
    )
    found = attainments_by_cluster(indicators, clusters=clusters, user=user, on=on)
    marks: dict[int, tuple[IndicatorMark, ...]] = {}
    for cluster in clusters:
        own = [i for i in indicators if i.goal.strategy.cluster_id in {cluster.pk, None}]
        marks[cluster.pk] = tuple(
            _indicator_mark(indicator, found[cluster.pk][indicator.pk]) for indicator in own
        )
    return marks


def _indicator_mark(indicator: Indicator, attainment: Attainment) -> IndicatorMark:
    return IndicatorMark(
        number=indicator.number,
        href=indicator.get_absolute_url(),
        key=attainment.mark,
        word=attainment.word,
        result=attainment.result_text,
    )


def _inspected(*, user, on: datetime.date) -> frozenset[int]:
    """Institutions with an inspection this year, with ratings or without."""
    visits = Inspection.objects.visible_to(user).filter(year=on.year).order_by()
    return frozenset(visits.values_list("institution", flat=True).distinct())


def _profiled(*, user, on: datetime.date) -> frozenset[int]:
    """Institutions with KIDS this year."""
    measured = Measurement.objects.visible_to(user).filter(
        year=on.year, topic__version__instrument__code="kids"
    )
    return frozenset(measured.order_by().values_list("institution", flat=True).distinct())
