"""The mark by which a row of a form that went out is known again, whatever is written in it.

A bookmark in the cell of the institution's name: Word, LibreOffice and Word on the web keep it, and
a row that is copied does not have it.
"""

import re
import uuid
from collections.abc import Iterable

from files.word import WordCell
from strategy.models import LocalGoal

_MARK = re.compile(r"lm_([0-9a-f]{32})")


def mark_of(goal: LocalGoal) -> str:
    """Of the key of its form, which says nothing to anybody else."""
    return f"lm_{goal.form_key.hex}"


def key_of(row: Iterable[WordCell]) -> str:
    """The key that a row is marked with; none where it is marked with several."""
    names = {name for cell in row for name in cell.marks}
    keys = {found[1] for found in map(_MARK.fullmatch, names) if found}
    return keys.pop() if len(keys) == 1 else ""


def is_key(text: str) -> bool:
    """Whether a text can be a key."""
    try:
        return uuid.UUID(text).hex == text
    except ValueError:
        return False
