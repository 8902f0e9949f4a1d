"""The status report to the committee: the administration's words beside the figures.

It tells of the whole municipality, to everybody who may read it. A draft has the figures of the
day; what is sent is kept whole in the report, and is what everybody reads from then on.
"""

import datetime
import json
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from config.phrases import sentence
from dashboards.findings.municipality import not_adopted
from dashboards.municipality import MunicipalityPage
from dashboards.municipality.rows import ClusterGoalCell, ClusterRow, GoalLine
from files.papers import compose, file_name
from files.papers.facts import as_json
from files.papers.pieces import Paper, sender, status_mark
from institutions.editions import CommitteesEyes
from strategy.models import Goal, StatusReport
from strategy.papers import tally_facts


def report_facts(report: StatusReport, *, on: datetime.date) -> dict[str, Any]:
    """What the report says: as it was sent, or, of a draft, with the figures of the day."""
    if report.is_sent and report.content is None:  # sent before reports were frozen at the sending
        report.freeze(facts_of_the_day(report, on=on), on=on)
    return report.content or facts_of_the_day(report, on=on)


def facts_of_the_day(report: StatusReport, *, on: datetime.date) -> dict[str, Any]:
    """What the report would say if it were sent that day, in Danish, as it is kept."""
    with override("da"):
        page = MunicipalityPage.build(user=CommitteesEyes(), on=on)
        goals = Goal.objects.visible_to(CommitteesEyes()).common().in_force(on.year)
        facts = {
            "head": _head(report, page),
            "summary": report.summary,
            "brief": [f"{found.figure} {found.text}" for found in page.in_brief],
            "figures": [dict(found.figures) for found in page.in_brief],
            "units": page.units,
            "goals_heading": page.goals_heading,
            "goals": _goals(report, page, tuple(goals.order_by("strategy", "number"))),
            "columns": [_("Cluster"), _("Local goals"), _("Institutions with a local goal")],
            "indicators_heading": page.data_heading,
            "indicators_columns": [
                _("Cluster"),
                _("Reached"),
                _("Indicators"),
                _("Tilsyn %(year)s") % {"year": page.year},
                _("KIDS %(year)s") % {"year": page.year},
            ],
            "indicators": [_indicators(row) for row in page.rows],
        }
        told: dict[str, Any] = json.loads(as_json(facts))
        return told


def report_paper(report: StatusReport, *, on: datetime.date) -> Paper:
    """The report as PDF; one that is not sent says on each page that it is a draft."""
    facts = report_facts(report, on=on)
    day = report.figures_on or on
    told = date_format(day, "DATE_FORMAT")
    content = compose(
        "dashboards/report.typ",
        title=report.title,
        on=day,
        sender=sender(),
        dates=_("As of %(date)s") % {"date": told},
        is_draft=report.is_draft,
        facts={**facts, "approval": approval_line(report)},
    )
    return Paper(file_name(day, report.title, suffix="pdf"), content)


def approval_line(report: StatusReport) -> str:
    """Who approved it and when, or where it is on its way there."""
    if report.approved_on is None:
        return str(report.get_stage_display())
    date = date_format(report.approved_on, "DATE_FORMAT")
    if report.on_behalf_of_committee:
        return _("Approved on behalf of the committee %(date)s") % {"date": date}
    return _("Approved by the committee %(date)s") % {"date": date}


def _head(report: StatusReport, page: MunicipalityPage) -> list[tuple[str, str]]:
    return [
        (_("For"), _("The committee")),
        (_("Strategy"), str(report.strategy)),
        (_("Institutions"), str(page.units)),
        (_("As of"), date_format(page.on, "DATE_FORMAT")),
    ]


def _goals(
    report: StatusReport, page: MunicipalityPage, goals: tuple[Goal, ...]
) -> list[dict[str, Any]]:
    told = report.narratives
    return [
        {
            "heading": _("Goal %(number)s: %(text)s") % {"number": goal.number, "text": goal.text},
            "narrative": told.get(goal.pk, ""),
            "adopted": _adopted(line),
            "figures": line.figures,
            "rows": [_cell(row, row.cells[place]) for row in page.rows],
        }
        for place, (goal, line) in enumerate(zip(goals, page.lines, strict=True))
    ]


def _adopted(line: GoalLine) -> str:
    """What is expected of the institutions under a goal: adopted, with the board, and missing."""
    adopted = ngettext(
        "%(part)s of %(whole)s institution has an adopted local goal.",
        "%(part)s of %(whole)s institutions have an adopted local goal.",
        line.units,
    ) % {"part": line.adopted, "whole": line.units}
    rest = sentence(not_adopted(line.awaiting, line.missing, neuter=False))
    return f"{adopted} {rest}".strip()


def _cell(row: ClusterRow, cell: ClusterGoalCell) -> dict[str, Any]:
    return {
        "cluster": row.name or _("Institutions outside clusters"),
        "tally": tally_facts(cell.tally),
        "covered": _("%(part)s of %(whole)s") % {"part": cell.covered, "whole": cell.units},
    }


def _indicators(row: ClusterRow) -> dict[str, Any]:
    reached = _("%(part)s of %(whole)s") % {"part": row.reached, "whole": len(row.indicators)}
    return {
        "cluster": row.name or _("Institutions outside clusters"),
        "reached": reached if row.indicators else "–",
        "marks": [
            status_mark(mark.key, f"{mark.number}. {mark.word}: {mark.result}")
            for mark in row.indicators
        ]
        or [status_mark("none", _("No indicators"))],
        "inspected": _("%(part)s of %(whole)s") % {"part": row.inspected, "whole": row.units},
        "profiled": _("%(part)s of %(whole)s") % {"part": row.profiled, "whole": row.units},
    }
