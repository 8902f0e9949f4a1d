"""The paper of an institution: its local goals, and what has been measured there."""

import datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from charts.papers import drawing
from dashboards.institution import InstitutionPage
from dashboards.institution.asked import Asked
from dashboards.institution.inspections import Inspections, RatingCell
from dashboards.institution.local_goals import LocalGoalRow, LocalGoals
from dashboards.institution.measured import MeasuredTable
from dashboards.institution.profile import KidsProfile
from dashboards.institution.surveys import Counted
from dashboards.papers.sources import dates_line, sources_of
from files.papers import PaperMark, compose, file_name
from files.papers.pieces import Paper, sender, status_mark
from institutions.access import Reader
from institutions.editions import BoardsEyes
from institutions.models import Institution
from strategy.form_fields import LOOP_FIELDS
from strategy.models import LearningLoop

CHART_WIDTH, CHART_HEIGHT = 190, 22


def institution_paper(institution: Institution, *, user: Reader, on: datetime.date) -> Paper:
    """The paper of an institution as PDF, in at most 22 queries."""
    board = BoardsEyes(user)
    page = InstitutionPage.build(institution, user=board, on=on)
    month = date_format(on, "YEAR_MONTH_FORMAT")
    content = compose(
        "dashboards/institution.typ",
        title=_("Status of %(place)s, %(month)s") % {"place": institution, "month": month},
        on=on,
        sender=sender(page.cluster),
        dates=dates_line(sources_of([institution.pk], user=board, on=on), on=on),
        facts=facts_of(page),
        counts={f"board/{scope}": told for scope, told in page.counts.items()},
    )
    return Paper(file_name(on, institution.name, _("follow-up on goals"), suffix="pdf"), content)


def facts_of(page: InstitutionPage) -> dict[str, Any]:
    """What the paper says, in the order in which it says it."""
    return {
        "head": _head(page),
        "lead": page.lead + ("" if page.lead.endswith(".") else "."),
        "local_goals": {
            "heading": page.local_goals_heading,
            "columns": [
                _("Local goal"),
                _("Efforts"),
                _("How and when the effect is measured"),
                _("Status"),
            ],
            "groups": _groups(page.local_goals),
        },
        "inspections": _inspections(page.inspections) if page.inspections.is_asked else None,
        "profile": _profile(page.profile) if page.profile else None,
        "asked": [_asked(survey) for survey in page.surveys.asked],
        "counted": [
            *(_counted(survey) for survey in page.surveys.counted),
            *(_measured(table) for table in page.surveys.tables),
        ],
        "hidden": _hidden(page),
    }


def _head(page: InstitutionPage) -> list[tuple[str, str]]:
    institution = page.institution
    kind, ownership = institution.get_kind_display(), institution.get_ownership_display()
    rows = [
        (_("Kind"), f"{kind}, {ownership.lower()}"),
        (capfirst(pgettext("plural", "children")), page.children_text),
        (_("Leader"), page.leaders_text),
        (_("As of"), date_format(page.on, "DATE_FORMAT")),
    ]
    return [(term, text) for term, text in rows if text]


def _groups(local_goals: LocalGoals) -> list[dict[str, Any]]:
    return [
        {
            "heading": _("Goal %(number)s: %(text)s")
            % {"number": group.number, "text": group.text},
            "rows": [_local_goal(row) for row in group.rows],
            "empty": "" if group.rows else _("No local goal is written yet."),
        }
        for group in local_goals.groups
    ]


def _local_goal(row: LocalGoalRow) -> dict[str, Any]:
    standing = row.standing
    adopted = ""
    if row.adopted_on:
        date = date_format(row.adopted_on, "SHORT_DATE_FORMAT")
        adopted = _("Adopted %(date)s") % {"date": date}
    return {
        "text": row.text,
        "efforts": [str(effort) for effort in row.efforts],
        "how": "\n\n".join(part for part in [row.how, row.measure_text, row.when_text] if part),
        "status": status_mark(standing.key) if standing.is_agreed else None,
        "learned": [_loop(loop) for loop in row.loops],
        "stage": standing.stage,
        "adopted": adopted,
    }


def _loop(loop: LearningLoop) -> list[tuple[str, str]]:
    """What the loop says, by its headings; the number expected beside the words."""
    told = [
        (str(field.heading), field.kind.shown(field.kind.kept(getattr(loop, field.name))))
        for field in LOOP_FIELDS
        if field.name not in ("expected", "expected_of")
    ]
    expected = [(_("Expected"), loop.expected_text)]
    written = date_format(timezone.localdate(loop.expected_at), "DATE_FORMAT")
    rows = [*told[:2], *expected, (_("Written"), written), *told[2:]]
    return [(heading, text) for heading, text in rows if text]


def _inspections(tilsyn: Inspections) -> dict[str, Any]:
    notes = []
    if tilsyn.has_break:
        notes.append(
            _(
                "The scale and the names of the themes have changed. Ratings on either side of"
                " the dashed line cannot be compared."
            )
        )
    orders = _("Instructions of tilsyn %(year)s") % {"year": tilsyn.rated_in}
    return {
        "heading": tilsyn.heading,
        "columns": [_("Theme"), *(str(column.year) for column in tilsyn.columns)],
        "breaks": [place for place, column in enumerate(tilsyn.columns, 1) if column.is_break],
        "rows": [
            {"theme": theme.name, "cells": [_rating(cell) for cell in theme.cells]}
            for theme in tilsyn.themes
        ],
        "note": " ".join(notes),
        "orders_heading": orders if tilsyn.orders else "",
        "orders": tilsyn.orders,
    }


def _rating(cell: RatingCell) -> dict[str, Any]:
    label = cell.label or (_("Light-tilsyn") if cell.light else "–")
    return {"rank": cell.rank, "of": cell.of, "label": label}


def _profile(profile: KidsProfile) -> dict[str, Any]:
    was = [str(profile.was_year)] if profile.was_year else []
    return {
        "heading": profile.heading,
        "columns": [
            *[_("Area of KIDS"), _("Place on the scale"), str(profile.year), _("Band")],
            *[*was, _("The cluster")],
        ],
        "rows": [
            {
                "cells": [
                    *[area.own, area.band],
                    *([area.was or "–"] if was else []),
                    area.others or "–",
                ],
                "name": area.name,
                "chart": drawing("range_row", area.chart, width=CHART_WIDTH, height=CHART_HEIGHT),
            }
            for area in profile.areas
        ],
        "numbers": [2, 4, 5] if was else [2, 4],
        "note": _(
            "%(version)s. The dot is the institution's value now, the ring its value before, and"
            " the lines are the cluster's other institutions."
        )
        % {"version": profile.version},
    }


def _asked(survey: Asked) -> dict[str, Any]:
    shares = [_("Positive"), _("Negative")] if survey.has_bars else []
    was = [str(survey.was_year)] if survey.was_year else []
    difference = ""
    if survey.smallest_difference:
        difference = _("A change of less than %(difference)s point is not counted as certain.") % {
            "difference": survey.smallest_difference
        }
    return {
        "heading": survey.heading,
        "columns": [_("Question"), *shares, str(survey.year), *was, _("Answers")],
        "rows": [
            [
                answer.topic,
                *([answer.positive or "–", answer.negative or "–"] if shares else []),
                _shown(answer.value),
                *([answer.was] if was else []),
                "–" if answer.respondents is None else str(answer.respondents),
            ]
            for answer in survey.answers
        ],
        "note": difference,
    }


def _counted(survey: Counted) -> dict[str, Any]:
    return {
        "heading": survey.heading,
        "columns": [_("Round"), _("Assessed"), *survey.columns],
        "rows": [
            [
                capfirst(found.name),
                "–" if found.total is None else str(found.total),
                *(_shown(cell) for _step, cell in found.cells),
            ]
            for found in survey.rounds
        ],
        "note": "",
    }


def _measured(table: MeasuredTable) -> dict[str, Any]:
    groups = [table.group_name] if table.group_name else []
    was = [str(table.was_year)] if table.was_year else []
    return {
        "heading": table.heading,
        "columns": [_("What was measured"), *groups, str(table.year), *was],
        "rows": [
            [
                row.topic,
                *([row.group] if groups else []),
                _shown(row.value),
                *([_shown(row.was)] if was else []),
            ]
            for row in table.rows
        ],
        "note": "",
    }


def _shown(text: str | None) -> str | PaperMark:
    return status_mark("hidden") if text is None else text


def _hidden(page: InstitutionPage) -> str:
    surveys: list[Asked | Counted | MeasuredTable] = [
        *page.surveys.asked,
        *page.surveys.counted,
        *page.surveys.tables,
    ]
    threshold = next((survey.threshold for survey in surveys if survey.has_hidden), None)
    if threshold is None:
        return ""
    return _(
        "We do not show figures that rest on fewer than %(threshold)s children or answers. Where"
        " a small number could be worked out from the others, we hide those too."
    ) % {"threshold": threshold}
