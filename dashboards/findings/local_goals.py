"""How local goals move, in half a sentence that several pages use."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dashboards.findings.words import number
from dashboards.progress import Tally


def moving(tally: Tally) -> str:
    """How many of the adopted goals are on the way or achieved; there is at least one."""
    values = {
        "part": number(tally.moving, neuter=True),
        "whole": number(tally.agreed, neuter=True),
    }
    if tally.moving == tally.agreed > 1:
        return _("all %(whole)s adopted local goals are on the way or achieved") % values
    return (
        ngettext(
            "%(part)s of %(whole)s adopted local goal is on the way or achieved",
            "%(part)s of %(whole)s adopted local goals are on the way or achieved",
            tally.agreed,
        )
        % values
    )
