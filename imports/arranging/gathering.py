"""Answers that stand below one another, a row for each, gathered to one row with a column for each.

“Grøn position | 81” and “Gul position | 11” are what one row tells with us.
"""

from collections.abc import Container, Mapping, Sequence
from dataclasses import replace

from files.spreadsheets import Cell, Row
from files.spreadsheets.danish_values import fold, shown
from imports.arranging.cell_kinds import has_digits
from imports.arranging.heading_years import plain_year
from imports.arranging.heads import Head
from imports.arranging.parts import Said, part_in
from imports.arranging.units import KIND_OF_UNIT, bared
from imports.arranging.words import (
    ANSWER,
    LIKELY,
    OTHER,
    RESPONDENTS,
    VALUE,
    KnownHeading,
    KnownWord,
    Vocabulary,
)

#: So many answers, at least, are told of.
ENOUGH = 2
COUNTED, SHARED = "antal", "procent"


def gathered(
    head: Head, rows: Sequence[Row], vocabulary: Vocabulary
) -> tuple[Head, list[Row], tuple[int, ...]]:
    """The table with a column for each answer; and for each such, the column it is told in."""
    answers = _column_of_answers(head, rows, vocabulary)
    at, told = answers or (-1, {})
    columns = range(len(head.headers)) if answers else ()
    values = [index for index in columns if _is_of_values(index, at, head, rows)]
    times = [index for index in values if _time_of(head.headers[index])]
    if len(times) >= ENOUGH:
        return _time_by_time(head, rows, at, told, times)
    value = min(values, key=lambda index: bared(head.headers[index])[1] != "count", default=-1)
    found = _one_row_each(rows, at, value, told, {at, *values}) if values else []
    if not found:
        return head, [*rows], ()
    return _answer_by_answer(head, found, told, value, {at, *values}, vocabulary)


def _answer_by_answer(
    head: Head,
    found: Sequence[tuple[Row, Mapping[KnownWord, Cell]]],
    told: Mapping[Cell, KnownWord],
    value: int,
    left: set[int],
    vocabulary: Vocabulary,
) -> tuple[Head, list[Row], tuple[int, ...]]:
    """The table with a column for each answer, of the one column of values."""
    steps = [*dict.fromkeys(told.values())]
    unit = SHARED if bared(head.headers[value])[1] == "share" else COUNTED
    known = [KnownHeading(step, LIKELY, f"{step.heading} ({unit})") for step in steps]
    made = [Row(row.number, (*row.cells, *(said.get(s, "") for s in steps))) for row, said in found]
    head = head.without(left)
    if unit == COUNTED and (total := _total_of(head.words, vocabulary)):
        made, is_whole = _with_sums(made, len(steps))
        known += [KnownHeading(total, LIKELY, total.heading)] if is_whole else []
    headers = (*head.headers, *(one.text for one in known))
    head = replace(head, headers=headers, words=(*head.words, *known))
    return head, made, (value,) * len(known)


def _time_of(heading: str) -> tuple[int | None, tuple[Said, ...]] | None:
    """The year, or the round or part of one, that a heading is and nothing else."""
    if (year := plain_year(heading)) is not None:
        return year, ()
    part = part_in(heading)
    return (None, ((part.heading, part.said),)) if part and not part.rest else None


def _time_by_time(
    head: Head,
    rows: Sequence[Row],
    at: int,
    told: Mapping[Cell, KnownWord],
    times: Sequence[int],
) -> tuple[Head, list[Row], tuple[int, ...]]:
    """The table with a column for each answer in each of the years or rounds across."""
    left = {at, *times}
    of_each = [_one_row_each(rows, at, index, told, left) for index in times]
    if not all(of_each):
        return head, [*rows], ()
    steps = [*dict.fromkeys(told.values())]
    made = [
        Row(
            of_one[0][0].number,
            (*of_one[0][0].cells, *(said.get(step, "") for _row, said in of_one for step in steps)),
        )
        for of_one in zip(*of_each, strict=True)
    ]
    pairs = [(index, step) for index in times for step in steps]
    known = [
        KnownHeading(step, LIKELY, step.heading, *(_time_of(head.headers[index]) or (None, ())))
        for index, step in pairs
    ]
    bare = head.without(left)
    names = (f"{step.heading} {head.headers[index]}" for index, step in pairs)
    head = replace(bare, headers=(*bare.headers, *names), words=(*bare.words, *known))
    return head, made, tuple(index for index, _step in pairs)


def _with_sums(rows: list[Row], count: int) -> tuple[list[Row], bool]:
    """The rows with what their last cells make, where all of these are counts; and whether so."""
    cells = [[one for one in row.cells[-count:] if isinstance(one, int)] for row in rows]
    if any(len(one) < count for one in cells):
        return rows, False
    pairs = zip(rows, map(sum, cells), strict=True)
    return [Row(row.number, (*row.cells, made)) for row, made in pairs], True


def _one_row_each(
    rows: Sequence[Row],
    at: int,
    value: int,
    told: Mapping[Cell, KnownWord],
    left: Container[int],
) -> list[tuple[Row, dict[KnownWord, Cell]]]:
    """The first of the rows that are about the same, and their answers; none where one is twice."""
    groups: dict[tuple[Cell, ...], tuple[Row, dict[KnownWord, Cell]]] = {}
    for row in rows:
        key = tuple(cell for index, cell in enumerate(row.cells) if index not in left)
        _first, said = groups.setdefault(key, (row, {}))
        if told[row.cells[at]] in said:
            return []
        said[told[row.cells[at]]] = row.cells[value]
    return [*groups.values()]


def _total_of(words: Sequence[KnownHeading | None], vocabulary: Vocabulary) -> KnownWord | None:
    """The word for how many answered, where no column says it."""
    if any(one and one.word.meaning == RESPONDENTS for one in words):
        return None
    return vocabulary.word_meaning(RESPONDENTS)


def _column_of_answers(
    head: Head, rows: Sequence[Row], vocabulary: Vocabulary
) -> tuple[int, dict[Cell, KnownWord]] | None:
    """The column in which nothing but answers stand, and which they are."""
    if any(one and one.word.role == ANSWER for one in head.words):
        return None
    first = rows[0].cells if rows else ()
    likely = [index for index, cell in enumerate(first) if _answer(cell, vocabulary)]
    in_each = ((index, _answers_in(index, rows, vocabulary)) for index in likely)
    return next((one for one in in_each if len(one[1]) >= ENOUGH), None)


def _answers_in(index: int, rows: Sequence[Row], vocabulary: Vocabulary) -> dict[Cell, KnownWord]:
    """The answers that stand in a column; none where anything else does."""
    cells = dict.fromkeys(row.cells[index] for row in rows)
    told = {cell: word for cell in cells if (word := _answer(cell, vocabulary))}
    return told if len(told) == len(cells) else {}


def _answer(cell: Cell, vocabulary: Vocabulary) -> KnownWord | None:
    """The answer that a cell is."""
    word = vocabulary.names.get(fold(shown(cell)))
    return word if word and word.role == ANSWER else None


def _is_of_values(index: int, answers: int, head: Head, rows: Sequence[Row]) -> bool:
    """Whether a column may hold how many, or which share, answered so."""
    one, unit = head.words[index], bared(head.headers[index])[1]
    is_ours = one is None or one.word.role == OTHER
    is_told = unit in ("count", "share") or fold(head.headers[index]) in KIND_OF_UNIT
    may_be = one is None or is_told or one.word.meaning == VALUE
    filled = [row.cells[index] for row in rows if row.cells[index] != ""]
    is_filled = bool(filled) and sum(map(has_digits, filled)) * 2 > len(filled)
    return index != answers and is_ours and may_be and is_filled
