"""Answers that stand below one another, a row for each, gathered to one row with a column for each.

“Grøn position | 81” and “Gul position | 11” are what one row tells with us.
"""

from collections.abc import Sequence
from dataclasses import replace

from files.spreadsheets import Cell, Row
from files.spreadsheets.danish_values import fold, shown
from files.spreadsheets.sheet import column_letters
from imports.arranging.cell_kinds import has_digits
from imports.arranging.heads import Head
from imports.arranging.units import KIND_OF_UNIT, bared
from imports.arranging.words import (
    ANSWER,
    LIKELY,
    OTHER,
    VALUE,
    KnownHeading,
    KnownWord,
    Vocabulary,
)

#: So many answers, at least, are told of.
ENOUGH = 2
COUNTED, SHARED = "antal", "procent"
#: What a word means under which it stands how many answered.
RESPONDENTS = "respondents"


def gathered(
    head: Head, rows: Sequence[Row], vocabulary: Vocabulary
) -> tuple[Head, list[Row], tuple[int, ...]]:
    """The table with a column for each answer; and for each such, the column it is told in."""
    as_it_is = head, [*rows], ()
    answers = _column_of_answers(head, rows, vocabulary)
    if answers is None:
        return as_it_is
    at, told = answers
    values = [index for index in range(len(head.headers)) if _is_of_values(index, at, head, rows)]
    if not values:
        return as_it_is
    value = min(values, key=lambda index: bared(head.headers[index])[1] != "count")
    steps = [*dict.fromkeys(told.values())]
    left = {at, *values}
    groups: dict[tuple[Cell, ...], tuple[Row, dict[KnownWord, Cell]]] = {}
    for row in rows:
        key = tuple(cell for index, cell in enumerate(row.cells) if index not in left)
        _first, said = groups.setdefault(key, (row, {}))
        step = told.get(row.cells[at])
        if step is None or step in said:
            return as_it_is
        said[step] = row.cells[value]
    found = [
        Row(first.number, (*first.cells, *(said.get(step, "") for step in steps)))
        for first, said in groups.values()
    ]
    unit = SHARED if bared(head.headers[value])[1] == "share" else COUNTED
    names = tuple(f"{step.heading} ({unit})" for step in steps)
    headers = tuple(
        f"{text} ({column_letters(index)})" if index in left else text
        for index, text in enumerate(head.headers)
    )
    words = tuple(None if index in left else one for index, one in enumerate(head.words))
    known = tuple(KnownHeading(step, LIKELY, name) for step, name in zip(steps, names, strict=True))
    head = replace(head, headers=(*headers, *names), words=(*words, *known))
    made = (value,) * len(steps)
    total = next((one for one in vocabulary.names.values() if one.meaning == RESPONDENTS), None)
    is_told = total is None or any(one and one.word.meaning == RESPONDENTS for one in words)
    counts = [row.cells[-len(steps) :] for row in found]
    if is_told or unit == SHARED or not all(isinstance(one, int) for row in counts for one in row):
        return head, found, made
    found = [Row(row.number, (*row.cells, sum(row.cells[-len(steps) :]))) for row in found]
    words = (*head.words, KnownHeading(total, LIKELY, total.heading))
    return replace(head, headers=(*head.headers, total.heading), words=words), found, (*made, value)


def _column_of_answers(
    head: Head, rows: Sequence[Row], vocabulary: Vocabulary
) -> tuple[int, dict[Cell, KnownWord]] | None:
    """The column in which nothing but answers stand, and which they are."""
    if any(one and one.word.role == ANSWER for one in head.words):
        return None
    for index in range(len(head.headers)):
        cells = dict.fromkeys(row.cells[index] for row in rows)
        known = {cell: vocabulary.names.get(fold(shown(cell))) for cell in cells}
        told = {cell: word for cell, word in known.items() if word and word.role == ANSWER}
        if len(told) >= ENOUGH and len(told) == len(cells):
            return index, told
    return None


def _is_of_values(index: int, answers: int, head: Head, rows: Sequence[Row]) -> bool:
    """Whether a column may hold how many, or which share, answered so."""
    one, unit = head.words[index], bared(head.headers[index])[1]
    is_ours = one is None or one.word.role == OTHER
    is_told = unit in ("count", "share") or fold(head.headers[index]) in KIND_OF_UNIT
    may_be = one is None or is_told or one.word.meaning == VALUE
    filled = [row.cells[index] for row in rows if row.cells[index] != ""]
    is_filled = bool(filled) and sum(map(has_digits, filled)) * 2 > len(filled)
    return index != answers and is_ours and may_be and is_filled
