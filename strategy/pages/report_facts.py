"""What a status report to the committee says: the administration's words beside the figures.

It tells of the whole municipality, to everybody who may read it. A draft has the figures of the
day; what is sent is kept whole in the report, and is what everybody reads from then on.
"""

import datetime
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from files.papers import compose, file_name
from files.papers.pieces import Paper, sender
from strategy.models import StatusReport
from strategy.slots import facts_of_report


def facts_of_the_day(report: StatusReport, *, on: datetime.date) -> dict[str, Any]:
    """What the report would say if it were sent that day."""
    found = facts_of_report.first(report, on)
    if found is None:
        raise ImproperlyConfigured("No floor above strategy tells the figures of a status report")
    return found


def report_facts(report: StatusReport, *, on: datetime.date) -> dict[str, Any]:
    """What the report says: as it was sent, or, of a draft, with the figures of the day."""
    if report.is_sent and report.content is None:  # sent before reports were frozen at the sending
        report.freeze(facts_of_the_day(report, on=on), on=on)
    return report.content or facts_of_the_day(report, on=on)


def report_paper(report: StatusReport, *, on: datetime.date) -> Paper:
    """The report as PDF; one that is not sent says on each page that it is a draft."""
    facts = report_facts(report, on=on)
    day = report.figures_on or on
    told = date_format(day, "DATE_FORMAT")
    content = compose(
        "strategy/report.typ",
        title=report.title,
        on=day,
        sender=sender(),
        dates=_("As of %(date)s") % {"date": told},
        is_draft=report.is_draft,
        facts={**facts, "approval": approval_line(report)},
        counts=counts_of(facts),
    )
    return Paper(file_name(day, report.title, suffix="pdf"), content)


def counts_of(facts: dict[str, Any]) -> dict[str, dict[str, int]]:
    """What the report counts, as its page names it; nothing of what was sent before it had names.

    Of a municipality and its goals, whoever reads: a report tells everybody the same.
    """
    goals = enumerate(facts["goals"], 1)
    told = {f"municipality/goal:{number}": goal.get("figures", {}) for number, goal in goals}
    brief: dict[str, int] = {}
    for counted in facts.get("figures", ()):
        brief |= counted
    return {"municipality": brief, **told}


def approval_line(report: StatusReport) -> str:
    """Who approved it and when, or where it is on its way there."""
    if report.approved_on is None:
        return str(report.get_stage_display())
    date = date_format(report.approved_on, "DATE_FORMAT")
    if report.on_behalf_of_committee:
        return _("Approved on behalf of the committee %(date)s") % {"date": date}
    return _("Approved by the committee %(date)s") % {"date": date}
