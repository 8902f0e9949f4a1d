"""The mark of a judgement, with its words and how it is known: the only one there is."""

from typing import Any

from django import template

from chance.judging import Judged, Shift
from chance.words import how, word

register = template.Library()

#: The drawn sign of each; several are told apart by their words.
MARKS = {
    Shift.UP: "up",
    Shift.DOWN: "down",
    Shift.HIGHER: "up",
    Shift.LOWER: "down",
    Shift.MORE: "up",
    Shift.FEWER: "down",
    Shift.RATED_UP: "up",
    Shift.RATED_DOWN: "down",
    Shift.CHANCE: "chance",
    Shift.SAME: "same",
    Shift.BASE: "base",
    Shift.SCALE: "scale",
    Shift.UNKNOWN: "unknown",
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
