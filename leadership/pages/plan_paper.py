"""A team's development plan on paper, for the talk with the head of area and the year after."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string
from django.utils.formats import date_format
from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from files.papers import PaperMark, compose, file_name
from leadership.models import PlanFollowUp
from leadership.pages.plan import ActionRow, DevelopmentPlanPage, FocusRow
from leadership.workflow import PlanStage

TEMPLATE = "leadership/plan.typ"


@dataclass(frozen=True, slots=True)
class PlanPaper:
    """A file to take along."""

    name: str
    content: bytes


def paper_of(page: DevelopmentPlanPage) -> PlanPaper:
    """The plan as its page shows it; a draft until both have signed. One query beside the page."""
    plan = page.plan
    title = _("%(plan)s, %(team)s") % {"plan": plan, "team": page.team}
    content = compose(
        TEMPLATE,
        title=title,
        on=page.on,
        sender=str(page.team),
        dates=_("As of %(date)s") % {"date": date_format(page.on, "DATE_FORMAT")},
        is_draft=plan.stage in (PlanStage.DRAFT, PlanStage.PROPOSED),
        facts=_facts(page),
        counts={page.place: {"leaders": page.leaders}, f"{page.place}/gaps": page.gap_figures},
    )
    return PlanPaper(file_name(page.on, title, suffix="pdf"), content)


def _facts(page: DevelopmentPlanPage) -> dict[str, Any]:
    return {
        "head": list(_head(page)),
        "lead": page.lead,
        "picture": _picture(page),
        "focuses": {
            "heading": page.focus_heading,
            "columns": [_("This we do"), _("Responsible"), _("Deadline"), _("Status")],
            "rows": list(map(_focus, page.focuses)),
            "empty": _("No actions yet"),
        },
        "follow_ups": {
            "heading": page.follow_up_heading,
            "columns": [_("Day"), _("What"), _("What was written")],
            "rows": list(map(_follow_up, page.follow_ups)),
        },
        "duties": {
            "heading": _("Who leads what"),
            "rows": [(duty.name, duty.told) for duty in page.team.duties.all()],
        },
        "signed": {"heading": _("Signed"), "text": _signed(page)},
    }


def _head(page: DevelopmentPlanPage) -> Iterator[tuple[str, str]]:
    yield _("Team"), str(page.team)
    yield _("Year"), str(page.plan.year)
    leaders = ngettext("%(count)s leader", "%(count)s leaders", page.leaders)
    yield _("Leaders"), leaders % {"count": page.leaders}
    yield _("State"), str(page.plan.get_stage_display())


def _picture(page: DevelopmentPlanPage) -> dict[str, Any] | None:
    """The joint picture; of single leaders there is nothing to tell."""
    if page.gaps is None:
        return None
    return {
        "heading": page.gaps.finding,
        "columns": [_("Core area"), _("Now"), _("Wanted"), _("Spread")],
        "rows": [
            (
                row.area.name,
                str(row.now) if row.now else "–",
                str(row.wanted) if row.wanted else "–",
                row.spread or "–",
            )
            for row in page.gaps.rows
        ],
        "note": page.gaps.scale_in_words,
    }


def _focus(row: FocusRow) -> dict[str, Any]:
    focus = row.focus
    supports = [
        *(
            _("Goal %(number)s: %(name)s") % {"number": goal.number, "name": goal.short_name}
            for goal in focus.goals.all()
        ),
        *(
            _("Indicator %(number)s: %(name)s")
            % {"number": one.number, "name": one.short_text or one.text}
            for one in focus.indicators.all()
        ),
    ]
    chapters = [chapter.full_name for chapter in focus.chapters.all()]
    told = [
        (_("Supports"), supports),
        (_("Builds on"), [*map(str, focus.commitments.all()), *chapters]),
    ]
    return {
        "name": focus.name,
        "text": focus.text,
        "distance": row.distance,
        "about": [(word, lines) for word, lines in told if lines],
        "actions": list(map(_action, row.actions)),
    }


def _action(row: ActionRow) -> dict[str, Any]:
    action = row.action
    return {
        "text": action.text,
        "responsible": action.responsible or "–",
        "due": date_format(action.due_on, "SHORT_DATE_FORMAT") if action.due_on else "–",
        "mark": PaperMark(row.mark, row.word),
        "note": action.note,
    }


def _follow_up(row: PlanFollowUp) -> tuple[str, str, str]:
    what = _("Review of the year") if row.is_review else _("Follow-up")
    return date_format(row.planned_on, "SHORT_DATE_FORMAT"), what, row.narrative or "–"


def _signed(page: DevelopmentPlanPage) -> str:
    """Who has signed, in the words of the page."""
    if page.agreement is None:
        return _("Nobody has signed yet.")
    told = render_to_string("leadership/_signed.html", {"agreement": page.agreement})
    return " ".join(strip_tags(told).split())
