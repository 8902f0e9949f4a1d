"""Columns of figures beside topics that stand below one another: of rooms, of days, or the one."""

import re
from collections.abc import Sequence

from files.spreadsheets import Cell, Row
from files.spreadsheets.danish_values import fold, shown
from imports.arranging.aside import what_stands_aside
from imports.arranging.cell_kinds import day_in, has_digits
from imports.arranging.heads import Head, nameless
from imports.arranging.parts import LongForm
from imports.arranging.units import KIND_OF_UNIT, bared
from imports.arranging.words import (
    ACROSS,
    DATE,
    GROUP,
    NAME,
    NUMBER,
    OTHER,
    RESPONDENTS,
    VALUE,
    Vocabulary,
    plain_year,
)

#: Headings that only say that figures stand below them.
FIGURES = frozenset(("resultat", "vaerdi", "tal", "maaling", "figur", "score", "vurdering"))
#: A figure as it is written out, and how far a rounded mean may be from what it was.
PLAIN, ROUNDED = re.compile(r"-?\d+(?:\.\d+)?"), 0.06


def days_across(
    head: Head, rows: Sequence[Row], topics: int, form: LongForm, vocabulary: Vocabulary
) -> list[int]:
    """The columns of figures that are called by the day on which they were measured."""
    if not form.group or any(one and one.word.role == DATE for one in head.words):
        return []
    figures = columns_of_figures(head, rows, topics, vocabulary)
    return [index for index in figures if day_in(head.headers[index])]


def rooms_across(
    head: Head, rows: Sequence[Row], topics: int, form: LongForm, vocabulary: Vocabulary
) -> list[int]:
    """The columns of figures that are each a part of one place, by whatever it is called."""
    meanings = {one.word.meaning for one in head.words if one}
    if not form.group or meanings & {GROUP, ACROSS, NAME, NUMBER}:
        return []
    values = [at for at, one in enumerate(head.words) if one and one.word.meaning == VALUE]
    found = [
        index
        for index in _all_of_figures(head, rows, topics, vocabulary)
        if head.words[index] is None
        and plain_year(head.headers[index]) is None
        and not head.headers[index].startswith(nameless(index))
        and what_stands_aside([head.headers[index]], [head.headers[index]]) != "total"
    ]
    is_told = any(not _is_their_mean(at, found, rows) for at in values)
    return found if len(found) > 1 and not is_told else []


def _is_their_mean(mean: int, columns: Sequence[int], rows: Sequence[Row]) -> bool:
    """Whether what stands in a column is the mean of what stands in the others."""
    for row in rows:
        told = [figure for at in columns if (figure := _figure(row.cells[at])) is not None]
        figure = _figure(row.cells[mean])
        if told and (figure is None or abs(sum(told) / len(told) - figure) > ROUNDED):
            return False
    return bool(columns)


def _figure(cell: Cell) -> float | None:
    """The figure that a cell holds, and no more."""
    if isinstance(cell, int | float):
        return float(cell)
    text = shown(cell).strip().replace(",", ".")
    return float(text) if PLAIN.fullmatch(text) else None


def columns_of_figures(
    head: Head, rows: Sequence[Row], topics: int, vocabulary: Vocabulary
) -> list[int]:
    """The columns of figures or steps; those that are called so go before others."""
    found = _all_of_figures(head, rows, topics, vocabulary)
    called = [index for index in found if tells_figures(head.headers[index])]
    return called if len(called) == 1 else found


def _all_of_figures(
    head: Head, rows: Sequence[Row], topics: int, vocabulary: Vocabulary
) -> list[int]:
    return [
        index
        for index, one in enumerate(head.words)
        if index != topics
        and (one is None or (one.word.role == OTHER and one.word.meaning != RESPONDENTS))
        and _is_of_figures([row.cells[index] for row in rows if row.cells[index] != ""], vocabulary)
    ]


def tells_figures(text: str) -> bool:
    """Whether a heading only says that figures stand below it."""
    return fold(text) in FIGURES or fold(text) in KIND_OF_UNIT or fold(bared(text)[0]) in FIGURES


def _is_of_figures(cells: Sequence[Cell], vocabulary: Vocabulary) -> bool:
    told = sum(has_digits(cell) or fold(shown(cell)) in vocabulary.steps for cell in cells)
    return bool(cells) and told * 2 > len(cells)
