"""Headings that have words in common, or begin alike."""

import re
from collections.abc import Iterable
from itertools import product

from files.spreadsheets.danish_values import fold

LONG_ENOUGH = 6
#: Words as short as that do not tell one heading from another: i, pr, af, og.
SMALL_WORD = 2


def share(ours: Iterable[str], theirs: Iterable[str]) -> bool:
    """Whether a long word is in both, or begins one of the other's."""
    pairs = (sorted(pair, key=len) for pair in product(ours, theirs))
    return any(len(short) >= LONG_ENOUGH and long.startswith(short) for short, long in pairs)


def words_in(text: str) -> frozenset[str]:
    """The words of a heading, folded, in whatever order."""
    return frozenset(one for one in map(fold, re.split(r"[\W_]+", text)) if len(one) > SMALL_WORD)
