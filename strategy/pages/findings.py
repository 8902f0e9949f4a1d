"""What the goal page has found, in sentences."""

import datetime
from collections.abc import Sequence

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from config.phrases import listing, number, quoted
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


def assessed(word: str, *, since: datetime.date | None, on: datetime.date | None) -> str:
    """Who says how a goal goes, and since when. word: the board's newest; empty for none."""
    if not (word and since and on):
        return _("The board has not assessed the goal yet.")
    values = {
        "word": word,
        "since": date_format(since, "DATE_FORMAT"),
        "date": date_format(on, "DATE_FORMAT"),
    }
    if since == on:
        return _("The board said “%(word)s” on %(date)s.") % values
    return _("The board has said “%(word)s” since %(since)s, last on %(date)s.") % values


def proposed(word: str, *, instead_of: str) -> str:
    """What the leader proposes that the board says next, which it has not answered."""
    if word == instead_of:
        return _("The leader proposes the same word next.")
    return _("The leader proposes “%(word)s” next; the board has not answered yet.") % {
        "word": word
    }


def who_says(
    on: datetime.date | None,
    *,
    others: Sequence[tuple[int, str]],
    is_alike: bool = True,
    board: str = "",
) -> str:
    """Whose word the verdict is, and which goals the leader proposes another word about.

    others: (number of the goal, the word that is proposed). board: its name, to those who would
    take “the board” for their own.
    """
    if on is None:
        return ""
    date = {"date": date_format(on, "DATE_FORMAT"), "board": board}
    told = [_whose_word(is_alike=is_alike, is_named=bool(board)) % date]
    if others:
        goals = [
            _("“%(word)s” about goal %(goal)s") % {"word": word, "goal": goal}
            for goal, word in others
        ]
        told.append(_("The leader now proposes %(goals)s.") % {"goals": listing(goals)})
    return " ".join(told)


def _whose_word(*, is_alike: bool, is_named: bool) -> str:
    if is_named:
        return (
            _("%(board)s assessed the goals on %(date)s.")
            if is_alike
            else _("%(board)s has assessed the goals, last on %(date)s.")
        )
    return (
        _("The board says so, on %(date)s.")
        if is_alike
        else _("The board says so, last on %(date)s.")
    )
