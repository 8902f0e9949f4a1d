"""What a paper has found, in sentences, where no page says it."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dashboards.findings.words import clauses, number


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
    """What the board has asked for and what the plan wants that is not done; how much is late."""
    told = ngettext("%(number)s follow-up is open", "%(number)s follow-ups are open", open_) % {
        "number": number(open_)
    }
    if steps:
        planned = ngettext(
            "%(number)s step of the plan is not done",
            "%(number)s steps of the plan are not done",
            steps,
        ) % {"number": number(steps, neuter=True)}
        told = clauses([told, planned])
    if not overdue:
        return told[0].upper() + told[1:]
    late = ngettext("%(number)s is overdue", "%(number)s are overdue", overdue) % {
        "number": number(overdue)
    }
    both = _("%(open)s; %(overdue)s") % {"open": told, "overdue": late}
    return both[0].upper() + both[1:]
