"""Who answers for what is under way, and how new the statuses are, in sentences."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from config.phrases import part_of


def heading(goals: int, owned: int, told: int) -> str:
    """Of the local goals under way: how many somebody answers for, and how many are told of."""
    if not goals:
        return _("No local goals are under way")
    return ngettext(
        "%(owned)s local goal under way has somebody responsible, and %(told)s a new status",
        "%(owned)s local goals under way have somebody responsible, and %(told)s a new status",
        goals,
    ) % {"owned": part_of(owned, goals), "told": part_of(told, goals)}


def wanted(owned: int, told: int, *, days: int) -> str:
    """What is aimed at, per cent of each."""
    return _(
        "The aim is that %(owned)s per cent have somebody responsible, and that %(told)s per cent"
        " have a status from the last %(days)s days."
    ) % {"owned": owned, "told": told, "days": days}


def of_indicators(measured: int, owned: int, new: int) -> str:
    """Of the measuring points: how many somebody answers for, and how many have new figures."""
    if not measured:
        return ""
    return ngettext(
        "%(owned)s indicator has somebody responsible, and %(new)s figures as new as its rhythm"
        " says.",
        "%(owned)s indicators have somebody responsible, and %(new)s figures as new as their rhythm"
        " says.",
        measured,
    ) % {"owned": part_of(owned, measured), "new": part_of(new, measured)}
