"""How local goals move, in half a sentence that several pages use."""

from django.utils.translation import gettext as _

from config.phrases import number
from strategy.progress import GoalTally


def moving(tally: GoalTally) -> str:
    """How many of the adopted goals are on the way or achieved; there is at least one."""
    values = {
        "part": number(tally.moving, neuter=True),
        "whole": number(tally.agreed, neuter=True),
    }
    if tally.agreed == 1:
        return (
            _("the one adopted local goal is on the way or achieved")
            if tally.moving
            else _("the one adopted local goal is neither on the way nor achieved yet")
        )
    if tally.moving == tally.agreed:
        return _("all %(whole)s adopted local goals are on the way or achieved") % values
    return _("%(part)s of %(whole)s adopted local goals are on the way or achieved") % values
