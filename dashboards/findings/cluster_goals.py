"""How the common goals go in a cluster, by the words of its board."""

from collections.abc import Callable, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from config.phrases import numbers

#: How a goal goes by the board's assessment, best first.
_ASSESSED = ("reached", "partly", "onway", "started", "waiting", "missed", None)


def goals_heading(assessed: Sequence[tuple[int, str | None]]) -> str:
    """How the goals go, by the board's newest words: (number of the goal, progress or None)."""
    if not assessed:
        return _("There are no common goals for this year")
    if all(progress is None for _number, progress in assessed):
        return _("The board has not assessed the goals yet")
    return by_words(assessed)


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
