"""How the common goals go in a cluster, by the words of its board."""

from collections.abc import Callable, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from config.phrases import listing, numbers, part_of
from strategy.pages.local_goal_findings import moving_states
from strategy.progress import GoalTally

#: How a goal goes by the board's assessment, best first.
_ASSESSED = ("reached", "partly", "onway", "started", "waiting", "missed", None)


def goals_heading(tallies: Sequence[tuple[int, GoalTally]]) -> str:
    """How many local goals move under each common goal; whether one is on course says the verdict.

    tallies: (number of the goal, its local goals).
    """
    if not tallies:
        return _("There are no common goals for this year")
    told = [
        _("%(part)s under goal %(goal)s")
        % {"part": part_of(tally.moving, tally.agreed), "goal": goal}
        for goal, tally in tallies
        if tally.agreed
    ]
    if not told:
        return _("The common goals")
    states = moving_states(*(tally for _goal, tally in tallies))
    return _("Local goals %(states)s: %(goals)s") % {"states": states, "goals": listing(told)}


def goals_figures(tallies: Sequence[tuple[int, GoalTally]]) -> dict[str, int]:
    """What the heading counts, by the names that pages give it."""
    found: dict[str, int] = {}
    for goal, tally in tallies:
        if tally.agreed:
            found |= {
                f"moving_under_goal_{goal}": tally.moving,
                f"adopted_under_goal_{goal}": tally.agreed,
            }
    return found


def by_words(assessed: Sequence[tuple[int, str | None]]) -> str:
    """The goals by the words about them, best first; nothing about no goals."""
    wordings: dict[str | None, Callable[[int], str]] = {
        "reached": lambda n: ngettext(
            "Goal %(goals)s is achieved", "Goals %(goals)s are achieved", n
        ),
        "partly": lambda n: ngettext(
            "Goal %(goals)s is partly achieved", "Goals %(goals)s are partly achieved", n
        ),
        "onway": lambda n: ngettext(
            "Goal %(goals)s is on the way", "Goals %(goals)s are on the way", n
        ),
        "started": lambda n: ngettext(
            "Goal %(goals)s is under way, but without a clear effect so far",
            "Goals %(goals)s are under way, but without a clear effect so far",
            n,
        ),
        "waiting": lambda n: ngettext(
            "Goal %(goals)s is not started", "Goals %(goals)s are not started", n
        ),
        "missed": lambda n: ngettext(
            "Goal %(goals)s is not achieved", "Goals %(goals)s are not achieved", n
        ),
        None: lambda n: ngettext(
            "Goal %(goals)s is not assessed", "Goals %(goals)s are not assessed", n
        ),
    }
    found = []
    for key in _ASSESSED:
        which = [goal for goal, progress in assessed if progress == key]
        if which:
            found.append(wordings[key](len(which)) % {"goals": numbers(which)})
    return ". ".join(found)
