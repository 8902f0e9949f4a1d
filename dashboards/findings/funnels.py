"""What a funnel has found: who lies outside what chance alone gives."""

from collections.abc import Sequence
from math import exp

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from chance import Funnel, FunnelPlace
from chance.words import per_cent
from config.phrases import part_of, shortened


def heading(found: Funnel) -> str:
    """Who certainly lies outside; else how many lie within."""
    certain = [one for one in found.places if one.is_certain]
    if not certain:
        return _("%(part)s institutions lie within what chance alone gives") % {
            "part": part_of(found.inside, len(found.places))
        }
    return _("%(places)s than chance gives") % {"places": "; ".join(_sides(certain))}


def figures(found: Funnel) -> dict[str, int]:
    """What the heading counts."""
    if any(one.is_certain for one in found.places):
        return {}
    return {"inside": found.inside, "compared": len(found.places)}


def _sides(places: Sequence[FunnelPlace]) -> list[str]:
    above = [one.name for one in places if one.side > 0]
    below = [one.name for one in places if one.side < 0]
    told = []
    if above:
        told.append(_("%(names)s certainly higher") % {"names": shortened(above)})
    if below:
        told.append(_("%(names)s certainly lower") % {"names": shortened(below)})
    return told


def text(found: Funnel) -> str:
    """How many chance alone would put outside, beside how many do lie there."""
    outside = len(found.places) - found.inside
    told = ngettext(
        "%(outside)s of %(all)s lies outside the inner limit.",
        "%(outside)s of %(all)s lie outside the inner limit.",
        outside,
    ) % {"outside": outside, "all": len(found.places)}
    use = _("Use it to ask each other, not to conclude.")
    return f"{told} {_by_itself(found.expected_outside)} {use}"


def _by_itself(expected: float) -> str:
    """What chance alone gives: so many, or where that is less than one, how often one."""
    if round(expected):
        count = round(expected)
        return _("Of so many about %(expected)s does so by chance alone.") % {"expected": count}
    every = round(1 / (1 - exp(-expected)))
    return _("Of so few, one does so by chance alone in about one comparison of %(number)s.") % {
        "number": every
    }


def where(place: FunnelPlace) -> str:
    """Where a place lies, in a word."""
    if not place.side:
        return _("within")
    if place.is_certain:
        return _("certainly above") if place.side > 0 else _("certainly below")
    return _("above the inner limit") if place.side > 0 else _("below the inner limit")


def how(found: Funnel) -> tuple[str, ...]:
    return (
        _(
            "In a small institution a few children move the share a lot. So the limits are widest"
            " to the left."
        ),
        _(
            "They show how far an institution may lie from %(share)s, the share of all together, by"
            " its size alone. Of a hundred institutions 95 lie within the inner limit and of a"
            " thousand 998 within the outer."
        )
        % {"share": per_cent(found.share)},
    )
