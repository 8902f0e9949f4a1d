"""The municipality page: clusters by goals, as far as the reader reads them."""

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Self, TypeVar

from django.conf import settings
from django.utils.translation import gettext as _

from dashboards.cluster.parts import ClusterFinding
from dashboards.findings import kept_up as owners
from dashboards.findings import municipality as findings
from dashboards.municipality import counted
from dashboards.municipality.counted import Figures
from dashboards.municipality.kept_up import (
    ITS_OWN,
    OWNED_WANTED,
    TOLD_WANTED,
    KeptUp,
    KeptUpFound,
    kept_up,
)
from dashboards.municipality.rows import AreaRows, ClusterRow, GoalLine
from indicators.extent import Extent
from indicators.filters import FilterQuestion, Filters
from institutions.access import Reader
from institutions.models import Area, Cluster
from institutions.remembering import kept_apart, remembered
from strategy.models import Approval, Goal
from strategy.pages.approvals import ApprovalRow, approval_rows, may_approve
from strategy.progress import GoalTally, visible_standings

Thing = TypeVar("Thing")

EVERYTHING = Filters()


@dataclass(frozen=True, slots=True)
class MunicipalityPage:
    """Clusters by goals, in 13 queries and what the indicators take; of one area where told."""

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
    approvals: tuple[ApprovalRow, ...]
    may_approve: bool
    its_own: KeptUp
    lacking: KeptUpFound

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

        def kept(build: Callable[[], Thing], name: str, *of: object) -> Thing:
            return kept_apart(build, "municipality", name, on, area and area.pk, *of, reader=user)

        def shown() -> tuple[Cluster, ...]:
            clusters = Cluster.objects.visible_to(user).select_related("area")
            return tuple(clusters if area is None else clusters.filter(area=area))

        clusters = kept(shown, "clusters")
        there = {cluster.pk for cluster in clusters}
        units = kept(
            lambda: counted.units(there, user=user, on=on, filters=filters, area=area),
            *("units", frozenset(there), filters),
        )
        in_force = Goal.objects.visible_to(user).common().in_force(year)
        goals = kept(lambda: tuple(in_force.order_by("strategy", "number")), "goals", year)
        # before local goals are read, which they do not follow from
        marks = remembered(
            lambda: counted.indicator_marks(
                clusters, user=user, on=on, filters=filters, units=units
            ),
            "marks",
            area and area.pk,
            filters,
            reader=user,
        )
        found = kept(
            lambda: kept_up([unit[:2] for unit in units], there, user=user, on=on),
            *("kept up", frozenset(units), frozenset(there), settings.STATUS_EVERY_DAYS),
        )
        ids = [unit.pk for unit in units]
        standings = visible_standings(user, institutions=ids, goals=[goal.pk for goal in goals])
        figures = Figures(
            units=counted.by_cluster(units),
            daycare=counted.by_cluster(unit for unit in units if unit.is_daycare),
            goals=goals,
            standings=counted.by_place(standings, units=units),
            indicators=marks,
            inspected=kept(lambda: counted.inspected(user=user, year=year), "inspected", year),
            profiled=kept(lambda: counted.profiled(user=user, year=year), "profiled", year),
            kept_up=found.counts,
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
            area_links=() if area else kept(lambda: _links(user), "areas"),
            columns=tuple(
                (goal.number, goal.short_name, goal.get_absolute_url()) for goal in goals
            ),
            areas=tuple(AreaRows(name, tuple(rows)) for name, rows in areas.items()),
            scope=kept(
                lambda: Extent.of(len(units), user=user, on=on, filters=filters, area=area),
                *("scope", len(units), filters),
            ),
            tally=GoalTally.of(standings),
            approvals=approval_rows(Approval.objects.visible_to(user), user=user),
            may_approve=may_approve(user),
            its_own=KeptUp() if area else figures.kept_up.get(ITS_OWN, KeptUp()),
            lacking=found,
        )

    @property
    def approvals_heading(self) -> str:
        approvals = (row.approval for row in self.approvals)
        newest = next((one for one in approvals if not one.is_model), None)
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
            sent=self.tally.awaiting_board,
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
    def kept_up(self) -> KeptUp:
        """Who answers for the local goals under way, in all that is shown."""
        total = self.its_own
        for row in self.rows:
            total = total.plus(row.kept_up)
        return total

    @property
    def kept_up_heading(self) -> str:
        return owners.heading(*self.kept_up[:3])

    @property
    def measured_rows(self) -> tuple[ClusterRow, ...]:
        """The clusters that have measuring points."""
        return tuple(row for row in self.rows if row.kept_up.measured)

    @property
    def measured_heading(self) -> str:
        total = self.kept_up
        return owners.of_indicators(total.measured, total.measured_owned, total.measured_new)

    @property
    def kept_up_wanted(self) -> str:
        return owners.wanted(OWNED_WANTED, TOLD_WANTED, days=settings.STATUS_EVERY_DAYS)

    @property
    def data_figures(self) -> dict[str, int]:
        """What the heading about data counts."""
        inspected = sum(row.inspected for row in self.rows)
        profiled = sum(row.profiled for row in self.rows)
        daycare = sum(row.daycare for row in self.rows)
        return {"inspected": inspected, "profiled": profiled, "daycare": daycare}

    @property
    def data_heading(self) -> str:
        return findings.data_heading(self.year, units=self.units, **self.data_figures)


def _links(user: Reader) -> tuple[tuple[str, str], ...]:
    """The areas and their pages."""
    areas = Area.objects.visible_to(user)
    return tuple((area.name, area.get_absolute_url()) for area in areas)


def _summed(lines: Sequence[GoalLine]) -> dict[str, int]:
    """What is expected under all goals, by name."""
    names = ("expected", "adopted", "awaiting", "missing")
    return {name: sum(line.figures[name] for line in lines) for name in names}
