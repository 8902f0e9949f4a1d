"""Local goals on paper: how many are in each state, and how the board finds it goes."""

from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from charts.papers import drawing
from files.papers import PaperMark
from files.papers.pieces import status_mark
from strategy.pages.course import CourseStrip
from strategy.progress import GoalTally

BAR_WIDTH, BAR_HEIGHT = 240, 16


def tally_facts(tally: GoalTally) -> dict[str, Any]:
    """Local goals per state, as a bar and in words."""
    notes = []
    if tally.awaiting_board:
        notes.append(
            ngettext(
                "%(n)s goal awaits the board", "%(n)s goals await the board", tally.awaiting_board
            )
            % {"n": tally.awaiting_board}
        )
    if not tally.total:
        notes.append(_("No local goals yet"))
    bar = None
    if tally.agreed:
        bar = drawing("distribution_bar", tally.bar, width=BAR_WIDTH, height=BAR_HEIGHT)
    return {
        "bar": bar,
        "counts": [PaperMark(key, word) for key, word in tally.words],
        "note": " · ".join(notes),
    }


def course_facts(strip: CourseStrip | None) -> dict[str, Any]:
    """How the board found that each goal goes, day by day; nothing where it has not."""
    if strip is None or not strip.is_shown:
        return {"columns": [], "rows": []}
    return {
        "columns": [_("Goal"), *(date_format(day, "SHORT_DATE_FORMAT") for day in strip.days)],
        "rows": [
            {
                "goal": _("%(number)s. %(name)s") % {"number": row.number, "name": row.name},
                "words": [
                    {
                        "mark": status_mark(cell.progress) if cell.progress else None,
                        "is_new": cell.is_new,
                    }
                    for cell in row.cells
                ],
            }
            for row in strip.rows
        ],
    }
