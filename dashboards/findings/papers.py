"""What a paper has found, in sentences, where no page says it."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from config.phrases import number, overdue_among


def deviations_heading(places: int) -> str:
    """At how many institutions something isn't as meant."""
    if not places:
        return _("Nothing deviates")
    return ngettext(
        "Something deviates at %(number)s institution",
        "Something deviates at %(number)s institutions",
        places,
    ) % {"number": number(places)}


def follow_up_heading(open_: int, *, steps: int, overdue: int) -> str:
    """What the board has asked for, and what stands in the plan, that nobody has reported done.

    overdue: of both together.
    """
    if not (open_ or steps):
        return _("Nothing is open")
    told = _open(open_, steps)
    if not overdue:
        return told[0].upper() + told[1:]
    late = overdue_among(overdue, open_ + steps, neuter=not open_)
    both = _("%(open)s; %(overdue)s") % {"open": told, "overdue": late}
    return both[0].upper() + both[1:]


def _open(follow_ups: int, steps: int) -> str:
    """“Tre opfølgninger og ét trin i planen er åbne”."""
    of_plan = {"number": number(steps, neuter=True)}
    if not steps:
        return ngettext(
            "%(number)s follow-up is open", "%(number)s follow-ups are open", follow_ups
        ) % {"number": number(follow_ups)}
    if not follow_ups:
        return (
            ngettext(
                "%(number)s step of the plan is not done",
                "%(number)s steps of the plan are not done",
                steps,
            )
            % of_plan
        )
    return _("%(follow_ups)s and %(steps)s are open") % {
        "follow_ups": ngettext("%(number)s follow-up", "%(number)s follow-ups", follow_ups)
        % {"number": number(follow_ups)},
        "steps": ngettext("%(number)s step of the plan", "%(number)s steps of the plan", steps)
        % of_plan,
    }
