"""A file shown as the spreadsheet it is, with our reading above each column."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple, Self

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from files.spreadsheets import Row
from files.spreadsheets.danish_values import shown
from imports.arranging.questions import Arranged, ColumnRead, FileQuestion, LeftOut
from imports.causes import Cause

#: Kinds of questions that stand in the head of the column they are about.
OF_COLUMNS = ("column", "unit")
#: So many rows of the file are shown, and so many of those left out.
SHOWN_ROWS, SHOWN_LEFT_OUT = 10, 30

#: How sure we are, as the page says it.
BELIEFS: dict[str, str | Promise] = {
    "sure": pgettext_lazy("belief", "Certain"),
    "likely": pgettext_lazy("belief", "Likely"),
    "ask": pgettext_lazy("belief", "We are in doubt"),
    "skip": pgettext_lazy("belief", "Not used"),
}
#: Why rows are left out, in few words, by code.
WHY: dict[str, str | Promise] = {
    "title": _("title"),
    "total": _("row of totals"),
    "note": _("note"),
    "empty": _("empty row"),
    "hidden": _("hidden row"),
    "other_table": _("another table"),
    "heading_again": _("headings once more"),
    "answer": _("your answer"),
}


class ShownCell(NamedTuple):
    """One cell. is_filled: it is filled down from a merged cell above."""

    text: str
    is_filled: bool
    is_number: bool


class ShownRow(NamedTuple):
    """One row; left_out: why it is not read, or None; mark: the same in few words.

    is_taken: somebody has said that it is read after all.
    """

    number: int
    cells: tuple[ShownCell, ...] = ()
    is_head: bool = False
    left_out: LeftOut | None = None
    mark: str | Promise = ""
    is_taken: bool = False


class ShownColumn(NamedTuple):
    """A column, what it is taken for, and the questions about it."""

    read: ColumnRead
    belief: str | Promise
    causes: tuple[Cause, ...]


@dataclass(frozen=True, slots=True)
class FileTable:
    """The columns and the first rows. more: how many rows there are besides."""

    columns: tuple[ShownColumn, ...]
    rows: tuple[ShownRow, ...]
    more: int

    @classmethod
    def of(cls, arranged: Arranged, causes: Iterable[Cause], answers: Mapping[str, str]) -> Self:
        asked = tuple(causes)
        columns = tuple(
            ShownColumn(
                read,
                BELIEFS[read.confidence],
                tuple(one for one in asked if column_of(one.question, arranged) is read),
            )
            for read in arranged.columns
        )
        rows = _rows(arranged, answers)
        count = len(arranged.sheet.rows) if arranged.sheet else 0
        return cls(columns, rows, max(0, count - SHOWN_ROWS))

    @property
    def in_doubt(self) -> int:
        return sum(any(one.is_in_doubt for one in column.causes) for column in self.columns)


def column_of(question: FileQuestion, arranged: Arranged) -> ColumnRead | None:
    """The column in whose head a question stands; None for one about the whole file.

    It names the heading of the file, or the one we take it for; more may follow after a colon.
    """
    if question.kind not in OF_COLUMNS:
        return None
    told = question.id.partition(":")[2]
    for name in ("heading", "title", "meaning"):
        for column in arranged.columns:
            known = getattr(column, name)
            if known and (told == known or told.startswith(f"{known}:")):
                return column
    return None


def _rows(arranged: Arranged, answers: Mapping[str, str]) -> tuple[ShownRow, ...]:
    """The first of them, and those left out, in the order of the file."""
    out = {one.row: one for one in arranged.left_out[:SHOWN_LEFT_OUT]}
    rows = {
        number: ShownRow(number, left_out=one, mark=WHY.get(one.why, one.reason))
        for number, one in out.items()
    }
    for row in _first_rows(arranged):
        if row.number not in out:
            is_taken = answers.get(f"row:{row.number}") == "keep"
            is_head = row.number == arranged.header_row
            rows[row.number] = ShownRow(
                row.number, _cells(row, arranged), is_head, None, "", is_taken
            )
    return tuple(rows[number] for number in sorted(rows))


def _first_rows(arranged: Arranged) -> Iterable[Row]:
    if arranged.top:
        return arranged.top
    sheet = arranged.sheet
    of_the_file = [column for column in arranged.columns if column.letters]
    if sheet is None or len(sheet.headers) != len(of_the_file):
        return ()
    return (Row(sheet.header_row, sheet.headers), *sheet.rows[:SHOWN_ROWS])


def _cells(row: Row, arranged: Arranged) -> tuple[ShownCell, ...]:
    cells = [
        ShownCell(
            shown(cell),
            (row.number, index) in arranged.filled,
            isinstance(cell, int | float),
        )
        for index, cell in enumerate(row.cells)
    ]
    # what is told beside the table has a head and no cells
    lacking = len(arranged.columns) - len(cells)
    return (*cells, *[ShownCell("", is_filled=False, is_number=False)] * lacking)
