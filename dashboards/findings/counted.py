"""What those who were counted come to, in a sentence: at an institution, and over a cluster's."""

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from chance import Judged
from chance import words as chance_words
from config.numbers import rounded
from config.phrases import in_per_cent, number
from measurements.suppression import Distribution


def best_of(told: Distribution) -> tuple[int, int] | None:
    """How many have the best answer, and of how many; None where either is hidden."""
    best, total = told.cells[0], told.total
    if best.is_hidden or not total:
        return None
    count = best.count
    if count is None and best.share is not None:
        count = int(rounded(best.share * total, 0))
    return None if count is None else (count, total)


def counted_heading(
    name: str,
    *,
    when: str,
    label: str,
    count: int | None,
    share: Decimal | None,
    total: int | None,
) -> str:
    """How many have the best answer in the newest round; that it is hidden, where it is."""
    values = {"name": name, "when": when, "label": label.lower(), "count": count, "total": total}
    if count is not None and total is not None:
        return _("%(name)s, %(when)s: %(count)s of %(total)s children are in %(label)s") % values
    if share is not None:
        values["share"] = f"{in_per_cent(share)}\N{NO-BREAK SPACE}%"
        return _("%(name)s, %(when)s: %(share)s of the children are in %(label)s") % values
    return (
        _("%(name)s, %(when)s: the distribution is hidden, because the numbers are small") % values
    )


def summed_heading(
    name: str,
    *,
    when: str,
    label: str,
    now: tuple[int, int],
    was_when: str,
    was: tuple[int, int] | None,
    judged: Judged | None,
    places: int = 1,
    units: int = 1,
) -> str:
    """How many have the best answer over the institutions, beside the same round a year before.

    now, was: (how many, of how many), of the same institutions where there is a `was`. places:
    how many of the units are counted; where they are not all, it is said.
    """
    count, total = now
    told = counted_heading(name, when=when, label=label, count=count, share=None, total=total)
    if places < units:
        told = _("%(told)s at %(places)s of %(units)s institutions") % {
            "told": told,
            "places": number(places),
            "units": number(units),
        }
    if was is None or judged is None:
        return told
    before = _("%(when)s: %(count)s of %(total)s") % {
        "when": was_when,
        "count": was[0],
        "total": was[1],
    }
    return "; ".join(filter(None, [f"{told} ({before})", chance_words.clause(judged)]))


def summed_of(places: int, *, units: int) -> str:
    """Of how many institutions the figures are."""
    return ngettext(
        "The figures are of %(places)s of %(units)s institution.",
        "The figures are of %(places)s of %(units)s institutions.",
        units,
    ) % {"places": number(places), "units": number(units)}
