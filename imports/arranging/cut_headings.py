"""Headings that are cut short: by points, or where the column ends."""

from collections.abc import Iterable, Mapping
from typing import Protocol, TypeVar

from files.spreadsheets.danish_values import fold
from imports.arranging.alike import LONG_ENOUGH, abbreviates, share, words_in
from imports.arranging.heading_years import without_year
from imports.arranging.units import bared

TOPIC = "topic"
#: So much longer is a heading that was cut off; and so long is what is left of it.
MOST_CUT, LEFT = 1.7, LONG_ENOUGH * 2
#: So long is what is left of a word that was cut off at a point.
CUT = 4
#: So few letters before a point begin one word of all that may stand there.
SHORT = 3


class Named(Protocol):
    """A heading that is understood."""

    @property
    def heading(self) -> str: ...
    @property
    def role(self) -> str: ...


Word = TypeVar("Word", bound=Named)


def abbreviated(text: str, names: Mapping[str, Word]) -> Word | None:
    """The one heading that words with a point at their end begin: “Komm. og sprog”."""
    folded, ends = fold(text), text.endswith(".")
    if "." not in text or len(folded) < LONG_ENOUGH:
        return None
    count = len(text.split())
    begun = {word for name, word in names.items() if ends and name.startswith(folded)}
    words = {one for one in begun if len(bared(one.heading)[0].split()) == count}
    words = words or {one for one in names.values() if abbreviates(text, one.heading)}
    return words.pop() if len(words) == 1 else None


def cut_off(text: str, names: Mapping[str, Word]) -> Word | None:
    """The one topic that a text is the greater part of, cut off where a column ends."""
    folded = fold(text)
    if len(folded) < LEFT:
        return None
    begun = {name: word for name, word in names.items() if name.startswith(folded)}
    words = {*begun.values()}
    is_topic = len(words) == 1 and all(one.role == TOPIC for one in words)
    is_most = all(len(name) <= len(folded) * MOST_CUT for name in begun)
    return words.pop() if is_topic and is_most else None


def begun(text: str, words: Iterable[Word]) -> Word | None:
    """The one word that a text begins, or abbreviates: “Gen.”, “Fokus”, “Nærm. leder”.

    Cut off at a point it may be short; without one it is as long as that it tells.
    """
    words, folded = {*words}, fold(text)
    if len(folded) >= (SHORT if text.endswith(".") else CUT):
        found = {one for one in words if fold(one.heading).startswith(folded)}
    else:
        found = set()
    found = found or {one for one in words if abbreviates(text, one.heading)}
    return found.pop() if len(found) == 1 else None


def like_headings(text: str, words: Iterable[Word]) -> tuple[Word, ...]:
    """Those that share a word with a heading, or begin as one that was cut off at a point does.

    Where some have its unit, these alone.
    """
    text = without_year(text)
    bare, unit = bared(text)
    told, folded = words_in(bare), fold(text)
    cut = folded if text.endswith(".") and len(folded) >= SHORT else ""
    found = [
        word
        for word in words
        if share(told, words_in(bared(word.heading)[0]))
        or (cut and fold(word.heading).startswith(cut))
    ]
    same = [word for word in found if unit and bared(word.heading)[1] == unit]
    return tuple(same or found)
