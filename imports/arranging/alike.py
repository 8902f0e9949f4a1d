"""Headings that have words in common, or begin alike."""

import re
from collections.abc import Iterable
from itertools import product

from files.spreadsheets.danish_values import fold

LONG_ENOUGH = 6
#: Words as short as that do not tell one heading from another: i, pr, af, og.
SMALL_WORD = 2
DIGITS = re.compile(r"\d+")


def share(ours: Iterable[str], theirs: Iterable[str]) -> bool:
    """Whether a long word is in both, or begins or ends one of the other's."""
    pairs = (sorted(pair, key=len) for pair in product(ours, theirs))
    return any(
        len(short) >= LONG_ENOUGH and (long.startswith(short) or long.endswith(short))
        for short, long in pairs
    )


def words_in(text: str) -> frozenset[str]:
    """The words of a heading, folded, in whatever order."""
    return frozenset(one for one in map(fold, re.split(r"[\W_]+", text)) if len(one) > SMALL_WORD)


def abbreviates(short: str, full: str) -> bool:
    """Whether a heading is another with words cut off at a point: “Sprog/bev.”, whatever joins."""
    cut = [one for one in re.findall(r"\w+\.?", short) if len(one.rstrip(".")) > SMALL_WORD]
    whole = [one for one in re.findall(r"\w+", full) if len(one) > SMALL_WORD]
    if len(cut) != len(whole) or len(cut) < 2 or not any(one.endswith(".") for one in cut):
        return False
    if DIGITS.findall(short) != DIGITS.findall(full):
        return False  # of an age or a year, which is said beside what is abbreviated
    return all(
        fold(one).startswith(fold(told)) if told.endswith(".") else fold(one) == fold(told)
        for told, one in zip(cut, whole, strict=True)
    )
