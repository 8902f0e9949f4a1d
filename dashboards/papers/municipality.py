"""The figures of the municipality beside the administration's words in a status report."""

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
from files.papers.facts import as_json
from files.papers.pieces import status_mark
from institutions.editions import CommitteesEyes
from strategy.models import Goal, StatusReport
from strategy.papers import tally_facts


def facts_of_the_day(report: StatusReport, on: datetime.date) -> dict[str, Any]:
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
        "inspected": _("%(part)s of %(whole)s") % {"part": row.inspected, "whole": row.daycare},
        "profiled": _("%(part)s of %(whole)s") % {"part": row.profiled, "whole": row.daycare},
    }
