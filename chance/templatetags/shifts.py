"""The mark of a judgement, with its words and how it is known: the only one there is."""

from typing import Any

from django import template
from django.utils.translation import gettext_lazy

from chance.judging import Judged, Movement
from chance.words import how, word

register = template.Library()

#: The drawn sign of each; several are told apart by their words.
MARKS = {
    Movement.UP: "shift-up",
    Movement.DOWN: "shift-down",
    Movement.HIGHER: "shift-up",
    Movement.LOWER: "shift-down",
    Movement.MORE: "shift-up",
    Movement.FEWER: "shift-down",
    Movement.RATED_UP: "shift-up",
    Movement.RATED_DOWN: "shift-down",
    Movement.CHANCE: "shift-chance",
    Movement.SAME: "same",
    Movement.BASE: "shift-base",
    Movement.SCALE: "shift-scale",
    Movement.UNKNOWN: "none",
}

#: What is counted in full is said with its year: “flere end i 2025”.
COUNTED = {
    Movement.MORE: gettext_lazy("More than in %(year)s"),
    Movement.FEWER: gettext_lazy("Fewer than in %(year)s"),
}


@register.inclusion_tag("components/shift.html")
def shift(judged: Judged, *, since: int | None = None, of: str = "") -> dict[str, Any]:
    """since: the year held against. of: whose it is, for who hears the page."""
    said = word(judged)
    if since and judged.shift in COUNTED:
        said, since = COUNTED[judged.shift] % {"year": since}, None
    return {
        "shift": judged.shift.value.replace("_", "-"),
        "icon": MARKS[judged.shift],
        "word": said,
        "since": since,
        "of": of,
        "how": how(judged),
    }
