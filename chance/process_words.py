"""What is found in a figure that comes often, and how it is known."""

from collections.abc import Sequence
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from chance.process import ENOUGH, Process
from config.numbers import written
from config.phrases import listing

#: More points outside than this are counted, not named.
MOST_NAMED = 3


def found(process: Process, times: Sequence[str]) -> str:
    """Whether something lies outside the usual wander, and when. times: of the values."""
    count = len(process.values)
    if not process.outside:
        return ngettext(
            "%(count)s figure, within its usual wander",
            "%(count)s figures, all within their usual wander",
            count,
        ) % {"count": count}
    if len(process.outside) <= MOST_NAMED:
        named = listing([times[position] for position in process.outside])
        return _("%(times)s lies outside the usual wander") % {"times": named}
    return _("%(outside)s of %(count)s figures lie outside the usual wander") % {
        "outside": len(process.outside),
        "count": count,
    }


def how(process: Process, decimals: int) -> tuple[str, ...]:
    """How it is known: the limits, what they rest on, and what they do not say."""

    def told(value: float) -> str:
        return written(Decimal(str(value)), decimals)

    limits = _("The mean is %(mean)s, and the limits are %(low)s and %(high)s.") % {
        "mean": told(process.mean),
        "low": told(process.low),
        "high": told(process.high),
    }
    rule = _(
        "The limits lie 2.66 times as far from the mean as a figure usually lies from the one"
        " before. If nothing has changed, hardly any figure is beyond them: in 5 of a hundred such"
        " charts there is one."
    )
    trial = _(
        "There are fewer than %(enough)s figures. The limits are on trial, and may still move much."
    ) % {"enough": ENOUGH}
    caution = _("Seasons are not taken into account. What lies outside is a question, no answer.")
    return (limits, rule, *([trial] if process.is_trial else []), caution)
