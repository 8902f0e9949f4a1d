"""Where an area's clusters need help."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count

from dashboards.findings import my_work as findings
from dashboards.municipality import MunicipalityPage, Row
from institutions.models import Cluster
from institutions.periods import holds_on
from strategy.models import LocalGoal
from strategy.workflow import Status


@dataclass(frozen=True, slots=True)
class NeedsHelp:
    """A cluster and why one may want to call: sentences."""

    name: str
    href: str
    reasons: tuple[str, ...]


def clusters_in_need(page: MunicipalityPage, *, user, on: datetime.date) -> tuple[NeedsHelp, ...]:
    """The clusters of the municipality page, those with the most reasons first; one query more."""
    overdue = _overdue(user=user, on=on)
    found = [
        NeedsHelp(row.name, row.href, tuple(_reasons(row, overdue=overdue.get(row.href, 0))))
        for row in page.rows
        if row.name
    ]
    return tuple(sorted(found, key=lambda need: -len(need.reasons)))


def _reasons(row: Row, *, overdue: int) -> Iterable[str]:
    gaps = sum(cell.units - cell.covered for cell in row.cells)
    if gaps:
        yield findings.gaps(gaps)
    missed = sum(cell.tally.count("missed") for cell in row.cells)
    if missed:
        yield findings.missed(missed)
    if overdue:
        yield findings.overdue(overdue)
    open_ = sum(mark.key == "notyet" for mark in row.indicators)
    if open_:
        yield findings.open_indicators(open_)
    if row.units and row.inspected < row.units:
        yield findings.uninspected(row.units - row.inspected)


def _overdue(*, user, on: datetime.date) -> dict[str, int]:
    """Address of the cluster → adopted goals whose day of measuring has passed."""
    late = LocalGoal.objects.visible_to(user).filter(
        status__in=[Status.ADOPTED, Status.IN_PROGRESS], measured_on__lt=on
    )
    placed = late.filter(holds_on(on, "institution__placements__"))
    rows = placed.order_by().values("institution__placements__cluster__slug")
    return {
        Cluster(slug=slug).get_absolute_url(): count
        for slug, count in rows.annotate(count=Count("pk")).values_list(
            "institution__placements__cluster__slug", "count"
        )
    }
