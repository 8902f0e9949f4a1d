"""A small sheet whose headings stand below one another, turned so that they stand across.

A form has one place to a sheet, “Institution | Solsikken”; a turned table has a place to each
column.
Cells keep the address that the spreadsheet shows (`Origin.is_turned`).
"""

from collections.abc import Mapping
from dataclasses import replace

from files.spreadsheets import Cell, Row
from files.spreadsheets.danish_values import fold, shown
from files.spreadsheets.grids import Grid
from imports.arranging.cell_kinds import has_digits
from imports.arranging.heads import Head, head_of
from imports.arranging.tables import Table, table_on
from imports.arranging.words import (
    ACROSS,
    ANSWER,
    DATE,
    NUMBER,
    OTHER,
    RESPONDENTS,
    TOPIC,
    VALUE,
    YEAR,
    KnownHeading,
    Vocabulary,
)

#: So large a sheet is no form.
MOST_ROWS, MOST_COLUMNS = 60, 60
#: So many headings make a form, and so many answers or places a turned table.
ENOUGH_HEADINGS, ENOUGH = 3, 2
#: Under what a form has a figure or a day, and how long one is at most. A sentence explains.
OF_FIGURES = frozenset({YEAR, DATE, NUMBER, TOPIC, ANSWER})
LONGEST_FIGURE = 20
#: More digits under any other heading are a name: of a version, a case or a person.
MOST_DIGITS = 5


def turned_table(
    grid: Grid, table: Table | None, vocabulary: Vocabulary, answers: Mapping[str, str]
) -> Table | None:
    """The table of a sheet that has to be turned; None for one that is read as it lies."""
    if not vocabulary.long_forms or not _is_small(grid) or "header" in answers:
        return None
    head = head_of(grid, vocabulary, answers) if table else None
    if head is not None and not _has_places_across(head):
        return None
    found = table_on(turned(grid), vocabulary, answers)
    if found is None or not found.rows:
        return None
    is_meant = _is_form(found, vocabulary) if head is None else _tells_more(found)
    return found if is_meant else None


def _tells_more(table: Table) -> bool:
    """Whether turned rows say when and of whom, or how many answered what."""
    roles = [one.word.role for one in table.head.words if one]
    says_more = DATE in roles and OTHER in roles  # as whom it is of, or who looked
    of_topics = says_more and roles.count(TOPIC) >= ENOUGH
    return of_topics or roles.count(ANSWER) >= ENOUGH


def _is_form(table: Table, vocabulary: Vocabulary) -> bool:
    known = [one for one in table.head.words if one]
    return len(known) >= ENOUGH_HEADINGS and _is_filled_in(table, vocabulary)


def _is_filled_in(table: Table, vocabulary: Vocabulary) -> bool:
    """Whether a form is more than a guide, which explains its headings and answers none."""
    return any(
        _answers(word, cell, vocabulary)
        for row in table.rows
        for word, cell in zip(table.head.words, row.cells, strict=False)
        if word and cell != ""
    )


def _answers(known: KnownHeading, cell: Cell, vocabulary: Vocabulary) -> bool:
    text, word = shown(cell), known.word
    if fold(text) in vocabulary.steps or vocabulary.names_a_place(cell):
        return True
    has_figures = word.role in OF_FIGURES or word.meaning in (VALUE, RESPONDENTS)
    has_figures = has_figures or (text.isdigit() and len(text) <= MOST_DIGITS)
    is_sentence = len(text) > LONGEST_FIGURE or text.endswith(".")
    return has_figures and has_digits(cell) and not is_sentence


def turned(grid: Grid) -> Grid:
    """The same sheet with its rows as columns; the lines above it are told over it."""
    titles = 0
    for _number, cells in grid.records:
        if sum(cell != "" for cell in cells) != 1:
            break
        titles += 1
    labels = tuple(shown(next(filter(None, cells))) for _n, cells in grid.records[:titles])
    by_number = dict(grid.records[titles:])
    width = max((len(cells) for cells in by_number.values()), default=0)
    last = max(by_number, default=0)
    records = []
    for column in range(width):
        turned_row = tuple(_at(by_number.get(number, ()), column) for number in range(1, last + 1))
        if any(cell != "" for cell in turned_row):
            records.append(Row(column + 1, turned_row))
    return replace(
        grid,
        records=records,
        labels=(*grid.labels, *labels),
        merges=(),
        coloured={},
        hidden_rows=frozenset(),
        without_result=tuple((column + 1, row - 1) for row, column in grid.without_result),
        is_turned=True,
    )


def _at(cells: tuple[Cell, ...], column: int) -> Cell:
    return cells[column] if column < len(cells) else ""


def _is_small(grid: Grid) -> bool:
    records = grid.records
    return (
        bool(records)
        and len(records) <= MOST_ROWS
        and records[-1].number <= MOST_ROWS
        and max(len(row.cells) for row in records) <= MOST_COLUMNS
    )


def _has_places_across(head: Head) -> bool:
    """Whether places stand across, and hardly anything else is understood beside them."""
    roles = [one.word.role for one in head.words if one]
    return roles.count(ACROSS) >= ENOUGH and len(roles) - roles.count(ACROSS) < ENOUGH
