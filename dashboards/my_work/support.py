"""Where an area's clusters need help."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db.models import Count

from dashboards.findings import my_work as findings
from dashboards.municipality import MunicipalityPage
from dashboards.municipality.rows import ClusterRow
from institutions.access import Reader
from institutions.models import Cluster
from institutions.periods import holds_on
from strategy.models import LocalGoal
from strategy.workflow import LocalGoalStatus


@dataclass(frozen=True, slots=True)
class NeedsHelp:
    """A cluster and why one may want to call; weight: how many things are told of."""

    name: str
    href: str
    reasons: tuple[str, ...]
    weight: int
    place: str = ""
    figures: Mapping[str, int] = field(default_factory=dict)


def clusters_in_need(
    page: MunicipalityPage, *, user: Reader, on: datetime.date
) -> tuple[NeedsHelp, ...]:
    """The clusters of the municipality page, those with most to do first; one query more."""
    overdue = _overdue(user=user, on=on)
    found = [_need(row, overdue=overdue.get(row.href, 0)) for row in page.rows if row.name]
    return tuple(sorted(found, key=lambda need: -need.weight))


def _need(row: ClusterRow, *, overdue: int) -> NeedsHelp:
    counts = [
        (sum(cell.units - cell.covered for cell in row.cells), findings.gaps),
        (sum(cell.tally.count("missed") for cell in row.cells), findings.missed),
        (overdue, findings.overdue),
        (sum(mark.key == "notyet" for mark in row.indicators), findings.open_indicators),
        (row.daycare - row.inspected, findings.uninspected),
    ]
    return NeedsHelp(
        row.name,
        row.href,
        reasons=tuple(told(count) for count, told in counts if count),
        weight=sum(count for count, _told in counts),
        place=row.place,
        figures={"missing": counts[0][0], "missed": counts[1][0]},
    )


def _overdue(*, user: Reader, on: datetime.date) -> dict[str, int]:
    """Address of the cluster → adopted goals whose day of measuring has passed."""
    late = LocalGoal.objects.visible_to(user).filter(
        status__in=[LocalGoalStatus.ADOPTED, LocalGoalStatus.IN_PROGRESS], measured_on__lt=on
    )
    placed = late.filter(holds_on(on, "institution__placements__"))
    rows = placed.order_by().values("institution__placements__cluster__slug")
    return {
        Cluster(slug=slug).get_absolute_url(): count
        for slug, count in rows.annotate(count=Count("pk")).values_list(
            "institution__placements__cluster__slug", "count"
        )
    }
