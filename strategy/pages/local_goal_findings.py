"""How local goals move, in half a sentence that several pages use."""

from django.utils.translation import gettext as _

from config.phrases import number
from strategy.progress import GoalTally


def moving_states(*tallies: GoalTally) -> str:
    """What counts as moving: “på vej eller opnået”, and “delvist” where a goal is."""
    if any(tally.count("partly") for tally in tallies):
        return _("on the way, or achieved in whole or in part")
    return _("on the way or achieved")


def moving(tally: GoalTally) -> str:
    """How many of the adopted goals are on the way or achieved; there is at least one."""
    values = {
        "part": number(tally.moving, neuter=True),
        "whole": number(tally.agreed, neuter=True),
        "states": moving_states(tally),
    }
    if tally.agreed == 1:
        return (
            _("the one adopted local goal is %(states)s") % values
            if tally.moving
            else _("the one adopted local goal is neither on the way nor achieved yet")
        )
    if tally.moving == tally.agreed:
        return _("all %(whole)s adopted local goals are %(states)s") % values
    return _("%(part)s of %(whole)s adopted local goals are %(states)s") % values
