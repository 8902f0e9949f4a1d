"""Local goals on paper: how many are in each state, and what the marks mean."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from charts.papers import drawing
from files.papers import PaperMark
from files.papers.pieces import status_mark
from strategy.progress import STATES, GoalTally

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


def legend(keys: list[str]) -> list[PaperMark]:
    """What the marks of the bars mean, best first."""
    return [status_mark(key) for key in STATES if key in keys]
