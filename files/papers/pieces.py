"""What every paper of an app needs: the file, marks in words, whose paper it is."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings

from config.templatetags.components import STATUS_WORDS
from files.papers.facts import PaperMark


@dataclass(frozen=True, slots=True)
class Paper:
    """A file to take along: its name and what is in it."""

    name: str
    content: bytes


def status_mark(key: str | None, word: str = "") -> PaperMark:
    """A mark with its own word, or the situation's; without a key it is not assessed."""
    return PaperMark(key or "none", word or str(STATUS_WORDS[key or "none"]))


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
