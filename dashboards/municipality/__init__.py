"""The municipality page: clusters by goals, as far as the reader reads them."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Self

from django.db.models import Exists, OuterRef, Subquery
from django.utils.translation import gettext as _

from dashboards.cluster.parts import ClusterFinding
from dashboards.findings import municipality as findings
from dashboards.municipality.rows import (
    AreaRows,
    ClusterGoalCell,
    ClusterRow,
    GoalLine,
    IndicatorMark,
)
from indicators.evaluation import InBrief, in_brief_by_cluster
from indicators.extent import Extent
from indicators.filters import FilterQuestion, Filters
from indicators.models import Indicator
from institutions.access import Reader
from institutions.models import Area, Cluster, Institution, Placement
from institutions.remembering import remembered
from measurements.models import Inspection, Instrument, Measurement, Topic
from strategy.models import Approval, Goal
from strategy.pages.approvals import may_approve
from strategy.progress import GoalTally, LocalGoalState, visible_standings

EVERYTHING = Filters()


class OpenInstitution(NamedTuple):
    """An open institution; outside clusters its cluster is None."""

    pk: int
    cluster: int | None


@dataclass(frozen=True, slots=True)
class MunicipalityPage:
    """Clusters by goals, in eight queries and what the indicators take; of one area where told."""

    on: datetime.date
    year: int
    area: Area | None
    filters: Filters
    choices: tuple[FilterQuestion, ...]
    area_links: tuple[tuple[str, str], ...]
    columns: tuple[tuple[int, str, str], ...]
    areas: tuple[AreaRows, ...]
    scope: Extent
    tally: GoalTally
    approvals: tuple[Approval, ...]
    may_approve: bool

    @classmethod
    def build(
        cls,
        *,
        user: Reader,
        on: datetime.date,
        filters: Filters = EVERYTHING,
        area: Area | None = None,
    ) -> Self:
        year = filters.year or on.year
        shown = Cluster.objects.visible_to(user).select_related("area")
        clusters = tuple(shown if area is None else shown.filter(area=area))
        units = _units(
            {cluster.pk for cluster in clusters}, user=user, on=on, filters=filters, area=area
        )
        goals = tuple(
            Goal.objects.visible_to(user).common().in_force(year).order_by("strategy", "number")
        )
        # before local goals are read, which they do not follow from
        marks = remembered(
            lambda: _indicator_marks(clusters, user=user, on=on, filters=filters, units=units),
            "marks",
            area and area.pk,
            filters,
            reader=user,
        )
        ids = [unit.pk for unit in units]
        standings = visible_standings(user, institutions=ids, goals=[goal.pk for goal in goals])
        figures = Figures(
            units=_by_cluster(units),
            goals=goals,
            standings=_by_place(standings, units=units),
            indicators=marks,
            inspected=_inspected(user=user, year=year),
            profiled=_profiled(user=user, year=year),
        )
        areas: dict[str, list[ClusterRow]] = {}
        for cluster in clusters:
            row = figures.row(cluster.pk, name=cluster.name, href=cluster.get_absolute_url())
            areas.setdefault(cluster.area.name, []).append(row)
        if None in figures.units:
            areas.setdefault("", []).append(figures.row(None, name="", href=""))
        return cls(
            on=on,
            year=year,
            area=area,
            filters=filters,
            choices=filters.choices(this_year=on.year),
            area_links=tuple(
                (found.name, found.get_absolute_url())
                for found in ([] if area else Area.objects.visible_to(user))
            ),
            columns=tuple(
                (goal.number, goal.short_name, goal.get_absolute_url()) for goal in goals
            ),
            areas=tuple(AreaRows(name, tuple(rows)) for name, rows in areas.items()),
            scope=Extent.of(len(units), user=user, on=on, filters=filters, area=area),
            tally=GoalTally.of(standings),
            approvals=tuple(
                Approval.objects.visible_to(user)
                .defer("content")
                .select_related("strategy", "approved_by")
            ),
            may_approve=may_approve(user),
        )

    @property
    def approvals_heading(self) -> str:
        newest = self.approvals[0] if self.approvals else None
        return findings.approvals_heading(newest.approved_on if newest else None)

    @property
    def rows(self) -> tuple[ClusterRow, ...]:
        return tuple(row for area in self.areas for row in area.rows)

    @property
    def units(self) -> int:
        return sum(row.units for row in self.rows)

    @property
    def states(self) -> tuple[str, ...]:
        """The marks that occur, for the legend."""
        return tuple(key for key, _count in self.tally.counts)

    @property
    def in_brief(self) -> tuple[ClusterFinding, ...]:
        """The three findings at the top: what is agreed, what is reached, where help is needed."""
        named = [row for row in self.rows if row.name]
        figures = _summed(self.lines)
        marks = [mark for row in named for mark in row.indicators]
        agreed = findings.agreed_in_brief(
            figures["adopted"],
            figures["expected"],
            awaiting=figures["awaiting"],
            total=self.tally.agreed,
        )
        reached = findings.reached_in_brief(
            sum(mark.key == "reached" for mark in marks),
            len(marks),
            clusters=sum(bool(row.indicators) for row in named),
        )
        help_needed = findings.help_in_brief(
            {row.name: row.lacking for row in named if row.lacking},
            {row.name: row.missed for row in named if row.missed},
            clusters=len(named),
            outside=sum(row.lacking for row in self.rows if not row.name),
        )
        return (
            ClusterFinding(
                *agreed,
                "#maal-for-maal",
                _("See goal by goal"),
                figures=figures if figures["expected"] else {},
            ),
            ClusterFinding(
                *reached,
                "#data",
                _("See the indicators"),
                figures={
                    "indicators_reached": sum(row.reached for row in named),
                    "indicators": len(marks),
                },
            ),
            ClusterFinding(*help_needed, "#maal", _("See cluster by cluster")),
        )

    @property
    def lines(self) -> tuple[GoalLine, ...]:
        """The goals of the municipality, each across the clusters."""
        rows, in_need = self.rows, self.in_need
        return tuple(
            GoalLine.of(column, [(row.name, row.cells[place]) for row in rows], in_need=in_need)
            for place, column in enumerate(self.columns)
        )

    @property
    def has_several(self) -> bool:
        """Whether there are several clusters, of which some may stand out."""
        return sum(bool(row.name) for row in self.rows) > 1

    @property
    def in_need(self) -> frozenset[str]:
        """The clusters said to need help: none where all of them would be."""
        named = [row for row in self.rows if row.name]
        found = frozenset(row.name for row in named if row.lacking or row.missed)
        return found if len(found) < len(named) else frozenset()

    @property
    def lines_heading(self) -> str:
        lines = self.lines
        return findings.lines_heading(
            [(line.number, line.covered, line.units) for line in lines],
            awaiting=any(line.awaiting for line in lines if not line.missing),
        )

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
    def data_figures(self) -> dict[str, int]:
        """What the heading about data counts."""
        inspected = sum(row.inspected for row in self.rows)
        profiled = sum(row.profiled for row in self.rows)
        return {"inspected": inspected, "profiled": profiled, "units": self.units}

    @property
    def data_heading(self) -> str:
        return findings.data_heading(self.year, **self.data_figures)


def _summed(lines: Sequence[GoalLine]) -> dict[str, int]:
    """What is expected under all goals, by name."""
    names = ("expected", "adopted", "awaiting", "missing")
    return {name: sum(line.figures[name] for line in lines) for name in names}


@dataclass(frozen=True, slots=True)
class Figures:
    """What has been counted, by cluster: None is outside clusters."""

    units: dict[int | None, list[int]]
    goals: Sequence[Goal]
    standings: dict[tuple[int | None, int], list[LocalGoalState]]
    indicators: dict[int, tuple[IndicatorMark, ...]]
    inspected: frozenset[int]
    profiled: frozenset[int]

    def row(self, cluster: int | None, *, name: str, href: str) -> ClusterRow:
        units = self.units.get(cluster, [])
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
            inspected=sum(pk in self.inspected for pk in units),
            profiled=sum(pk in self.profiled for pk in units),
        )


def _units(
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
        .values_list("pk", "cluster_now")
    )
    return tuple(
        OpenInstitution(pk, cluster if cluster in clusters else None) for pk, cluster in rows
    )


def _by_cluster(units: Iterable[OpenInstitution]) -> dict[int | None, list[int]]:
    found: dict[int | None, list[int]] = defaultdict(list)
    for unit in units:
        found[unit.cluster].append(unit.pk)
    return dict(found)


def _by_place(
    standings: Iterable[LocalGoalState], *, units: Iterable[OpenInstitution]
) -> dict[tuple[int | None, int], list[LocalGoalState]]:
    cluster_of = {unit.pk: unit.cluster for unit in units}
    found: dict[tuple[int | None, int], list[LocalGoalState]] = defaultdict(list)
    for standing in standings:
        found[cluster_of[standing.institution], standing.goal].append(standing)
    return dict(found)


def _indicator_marks(
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


def _inspected(*, user: Reader, year: int) -> frozenset[int]:
    """Institutions with an inspection in the year, with ratings or without."""
    visits = Inspection.objects.visible_to(user).filter(year=year).order_by()
    return frozenset(visits.values_list("institution", flat=True).distinct())


def _profiled(*, user: Reader, year: int) -> frozenset[int]:
    """Institutions whose rooms were profiled in the year, as with KIDS."""
    topics = list(
        Topic.objects.order_by()
        .filter(version__instrument__kind=Instrument.Kind.PROFILE)
        .values_list("pk", flat=True)
    )
    measured = Measurement.objects.filter(institution=OuterRef("pk"), topic__in=topics, year=year)
    places = Institution.objects.order_by().visible_to(user).filter(Exists(measured))
    return frozenset(places.values_list("pk", flat=True))
