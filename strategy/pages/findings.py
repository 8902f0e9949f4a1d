"""What the goal page has found, in sentences."""

import datetime

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from config.phrases import number, quoted
from strategy.pages.local_goal_findings import moving
from strategy.progress import GoalTally


def local_goals_heading(tally: GoalTally, *, places: int, with_goals: int) -> str:
    """How many institutions work on the goal, and how many of their goals move."""
    if not places:
        return _("No local goals are written under this goal")
    if not tally.total:
        return _("No institution has a local goal under this goal yet")
    if with_goals == places:
        first = ngettext(
            "The institution has a local goal",
            "All %(number)s institutions have a local goal",
            places,
        ) % {"number": number(places)}
    else:
        first = ngettext(
            "%(part)s of %(whole)s institution has a local goal",
            "%(part)s of %(whole)s institutions have a local goal",
            places,
        ) % {"part": capfirst(number(with_goals)), "whole": number(places)}
    if not tally.agreed:
        return first
    return f"{first}; {moving(tally)}"


def board_wrote(text: str, *, on: datetime.date) -> str:
    """A comment of the board, quoted, and of which day it is."""
    return _("The board wrote on %(date)s: %(quote)s") % {
        "date": date_format(on, "DATE_FORMAT"),
        "quote": quoted(text.strip()),
    }
