"""The mark of a judgement, with its words and how it is known: the only one there is."""

from typing import Any

from django import template

from chance.judging import Judged, Shift
from chance.words import how, word

register = template.Library()

#: The drawn sign of each; several are told apart by their words.
MARKS = {
    Shift.UP: "shift-up",
    Shift.DOWN: "shift-down",
    Shift.HIGHER: "shift-up",
    Shift.LOWER: "shift-down",
    Shift.MORE: "shift-up",
    Shift.FEWER: "shift-down",
    Shift.RATED_UP: "shift-up",
    Shift.RATED_DOWN: "shift-down",
    Shift.CHANCE: "shift-chance",
    Shift.SAME: "same",
    Shift.BASE: "shift-base",
    Shift.SCALE: "shift-scale",
    Shift.UNKNOWN: "none",
}


@register.inclusion_tag("components/shift.html")
def shift(judged: Judged, *, since: int | None = None, of: str = "") -> dict[str, Any]:
    """since: the year held against. of: whose it is, for who hears the page."""
    return {
        "shift": judged.shift.value.replace("_", "-"),
        "icon": MARKS[judged.shift],
        "word": word(judged),
        "since": since,
        "of": of,
        "how": how(judged),
    }
