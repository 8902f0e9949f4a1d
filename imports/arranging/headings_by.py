"""Headings by what is left of them: without their unit, or by their words in any order."""

from collections.abc import Iterable

from files.spreadsheets.danish_values import fold
from imports.arranging.alike import words_in
from imports.arranging.units import bared
from imports.arranging.words import ANSWER, KnownWord


def unitless(words: Iterable[KnownWord]) -> dict[tuple[str, str], KnownWord]:
    """Words by their headings without the unit; two of the same are none."""
    found: dict[tuple[str, str], set[KnownWord]] = {}
    for word in words:
        bare, unit = bared(word.heading)
        if unit:
            found.setdefault((fold(bare), unit), set()).add(word)
    return {key: ones.pop() for key, ones in found.items() if len(ones) == 1}


def by_words(words: Iterable[KnownWord]) -> dict[frozenset[str], KnownWord]:
    """Headings of several words, by these in any order, where they are only one's."""
    found: dict[frozenset[str], set[KnownWord]] = {}
    for word in words:
        if len(told := words_in(word.heading)) > 1 and word.role != ANSWER:
            found.setdefault(told, set()).add(word)
    return {key: ones.pop() for key, ones in found.items() if len(ones) == 1}
