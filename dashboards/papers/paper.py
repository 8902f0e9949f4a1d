"""What the papers of this floor share: the file, charts from the pages' templates, marks."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from config.templatetags.components import STATUS_WORDS
from dashboards.progress import STATES, Tally
from papers import Drawing, Mark

BAR_WIDTH, BAR_HEIGHT = 240, 16


@dataclass(frozen=True, slots=True)
class Paper:
    """A file to take along: its name and what is in it."""

    name: str
    content: bytes


def drawing(kind: str, chart: Any, *, width: int, height: int) -> Drawing:
    """A chart as the page draws it; the same numbers must stand in words beside it."""
    markup = render_to_string(f"charts/{kind}.html", {"chart": chart})
    return Drawing.of(markup, alt="", width=width, height=height)


def status_mark(key: str | None, word: str = "") -> Mark:
    """A mark with its own word, or the situation's; without a key it is not assessed."""
    return Mark(key or "none", word or str(STATUS_WORDS[key or "none"]))


def tally_facts(tally: Tally) -> dict[str, Any]:
    """Local goals per state, as a bar and in words."""
    notes = []
    if tally.awaiting_board:
        notes.append(
            ngettext(
                "%(n)s goal awaits the board", "%(n)s goals await the board", tally.awaiting_board
            )
            % {"n": tally.awaiting_board}
        )
    if not tally.total:
        notes.append(_("No local goals yet"))
    bar = None
    if tally.agreed:
        bar = drawing("distribution_bar", tally.bar, width=BAR_WIDTH, height=BAR_HEIGHT)
    return {
        "bar": bar,
        "counts": [Mark(key, word) for key, word in tally.words],
        "note": " · ".join(notes),
    }


def legend(keys: list[str]) -> list[Mark]:
    """What the marks of the bars mean, best first."""
    return [status_mark(key) for key in STATES if key in keys]


def sender(place: object = None) -> str:
    """Whose paper it is, for the head and the foot."""
    return f"{place} · {settings.MUNICIPALITY_NAME}" if place else settings.MUNICIPALITY_NAME


def runs(text: str, **values: object) -> list[dict[str, Any]]:
    """A sentence of ours with **weight** on some words, cut up before anybody's words come in."""
    return [
        {"text": part % values, "strong": bool(place % 2)}
        for place, part in enumerate(text.split("**"))
        if part
    ]
