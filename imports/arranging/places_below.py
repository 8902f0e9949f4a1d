"""The column in which places there are stand, whatever stands above it."""

from collections.abc import Sequence
from dataclasses import replace

from files.spreadsheets import Row
from files.spreadsheets.danish_values import shown
from imports.arranging.heads import Head
from imports.arranging.words import LIKELY, NAME, NUMBER, OTHER, KnownHeading, Vocabulary

#: So many rows tell it, and so much of a column, of three, has to be places.
LOOKED_AT, MOST = 60, 2


def with_places(head: Head, rows: Sequence[Row], vocabulary: Vocabulary) -> Head:
    """The headings with that of the places known, where no heading says so of itself."""
    roles = {one.word.role for one in head.words if one}
    if not vocabulary.long_forms or NAME in roles:
        return head
    looked_at = [*filter(_is_no_title, rows[:LOOKED_AT])]
    free = [index for index, one in enumerate(head.words) if _is_free(one)]
    for role in (NAME,) if NUMBER in roles else (NUMBER, NAME):
        found = (index for index in free if _stands_in(index, role, looked_at, vocabulary))
        if (index := next(found, None)) is not None:
            return _with(head, index, role, vocabulary)
    return head


def _is_no_title(row: Row) -> bool:
    return sum(cell != "" for cell in row.cells) > 1


def _is_free(known: KnownHeading | None) -> bool:
    return known is None or (known.word.role == OTHER and not known.says)


def _stands_in(index: int, role: str, rows: Sequence[Row], vocabulary: Vocabulary) -> bool:
    cells = [row.cells[index] for row in rows if index < len(row.cells) and row.cells[index] != ""]
    if role == NUMBER:
        told = sum(shown(cell).strip() in vocabulary.numbers for cell in cells)
    else:
        told = sum(isinstance(cell, str) and vocabulary.is_place(cell) for cell in cells)
    return told * 3 >= len(cells) * MOST and told > 0


def _with(head: Head, index: int, role: str, vocabulary: Vocabulary) -> Head:
    word = next(one for one in vocabulary.names.values() if one.role == role)
    known = KnownHeading(word, LIKELY, word.heading)
    return replace(head, words=(*head.words[:index], known, *head.words[index + 1 :]))
