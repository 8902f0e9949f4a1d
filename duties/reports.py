"""Reports of inspections: which is the newest, and from which the next is counted."""

import datetime
from collections.abc import Collection, Iterable

from duties.due import due_after, is_counted, report_day, rule_after
from duties.rules import FOLLOW_UP_REPORT, REPORT, RuleBook
from institutions.editions import ANYBODY
from institutions.statements import rows_for
from measurements.models import Inspection

#: What the register follows.
REPORT_RULES = (REPORT, FOLLOW_UP_REPORT)


def due_after_year(
    institutions: frozenset[int], year: int, on: datetime.date
) -> dict[int, datetime.date]:
    """Institution id → the day the next report is due, where that is after a year."""
    rules = RuleBook.of(REPORT_RULES)
    reports = reports_until(institutions, on=on)
    counted = newest_of(report for report in reports if is_counted(report, rules))
    days = {pk: due_from(report, None, rules) for pk, report in counted.items()}
    return {pk: day for pk, day in days.items() if day is not None and day.year > year}


def due_from(
    report: Inspection | None, opened_on: datetime.date | None, rules: RuleBook
) -> datetime.date | None:
    """When the next is due; who opened and has had none is given as long as after a report."""
    if report is not None:
        return due_after(report_day(report).on, rules, code=rule_after(report))
    return due_after(opened_on, rules) if opened_on else None


def newest_of(reports: Iterable[Inspection]) -> dict[int, Inspection]:
    """Institution id → its newest of them."""
    newest: dict[int, Inspection] = {}
    for report in reports:
        before = newest.get(report.institution_id)
        if before is None or report_day(report).on >= report_day(before).on:
            newest[report.institution_id] = report
    return newest


def reports_until(ids: Collection[int], *, on: datetime.date) -> list[Inspection]:
    """All there were on a day."""
    visits = rows_for(
        lambda _reader, keys: Inspection.objects.filter(
            institution__in=keys, year__lte=on.year
        ).order_by("pk"),
        *("reports", on.year),
        reader=ANYBODY,
        keys=tuple(ids),
    )
    return [visit for visit in visits if report_day(visit).on <= on]
