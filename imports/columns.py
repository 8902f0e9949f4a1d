"""The columns of a file by their headings, and the rows under them cell by cell."""

import datetime
from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from files.spreadsheets import Cell, Row, Sheet, cell_address
from files.spreadsheets.columns import not_read
from files.spreadsheets.danish_values import NotUnderstood, danish_date, fold, is_missing, shown
from imports.arranging.cells.step_words import StepWords, nearest, proposed_label
from imports.arranging.questions import Choice
from imports.diff import RowError

#: The kind of error that a text is that is none of the few there are.
ONE_OF_FEW = "one of few"
#: A text is told to that length; one to choose for must be told whole.
LONGEST_FOUND = 400


class SheetColumns:
    """Which column has which heading. Of two alike the first; what is asked for is read."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.read: set[int] = set()
        columns = reversed(list(enumerate(sheet.headers)))
        self._by_folded = {fold(heading): index for index, heading in columns}
        self._by_folded.pop("", None)

    def __contains__(self, heading: str) -> bool:
        return fold(heading) in self._by_folded

    def find(self, names: Iterable[str]) -> int | None:
        """The column of the first of the names that is there: it has been read from now on."""
        found = next((name for name in map(fold, names) if name in self._by_folded), None)
        if found is None:
            return None
        self.read.add(self._by_folded[found])
        return self._by_folded[found]

    @property
    def not_read(self) -> str:
        """The sentence about columns of which nothing is read; "" where there are none."""
        return not_read(self.sheet, self.read)


class SheetErrors(list[RowError]):
    """What is wrong in the cells of one sheet."""

    def __init__(self, sheet: Sheet, errors: Sequence[RowError] = ()) -> None:
        super().__init__(errors)
        self.sheet = sheet

    def note(
        self,
        row: int,
        index: int | None,
        message: str,
        *,
        found: str = "",
        known: Iterable[str] | None = None,
    ) -> None:
        """What is wrong in a cell; in the row's first where the file has no such column.

        known: the few texts of which one must stand there, where it is none of them.
        """
        index = index or 0
        error = RowError(row, self.sheet.headers[index], cell_address(row, index), message)
        if known is not None:
            steps = StepWords(tuple(dict.fromkeys(known)), {})
            proposed = proposed_label(found, steps) if steps.labels else ""
            offered = tuple(Choice(text, text) for text in nearest(found, steps))
            error = error._replace(kind=ONE_OF_FEW, offered=offered, proposed=proposed)
        self.append(error._replace(found=found))

    @property
    def rows(self) -> set[int]:
        return {error.row for error in self}


class RowCells:
    """One row, read cell by cell. A cell of a column that is not there is empty."""

    def __init__(self, row: Row, errors: SheetErrors) -> None:
        self.row, self.errors = row, errors

    def cell(self, index: int | None) -> Cell:
        return "" if index is None else self.row.cells[index]

    def text(self, index: int | None) -> str:
        """What the cell says; "" also for the ways to write that there is nothing."""
        cell = self.cell(index)
        return "" if is_missing(cell) else shown(cell).strip()

    def date(self, index: int | None) -> datetime.date | None:
        """The day; None where there is none, and where there is an error."""
        cell = self.cell(index)
        if is_missing(cell):
            return None
        try:
            return danish_date(cell)
        except NotUnderstood as wrong:
            self.error(index, str(wrong))
            return None

    def error(self, index: int | None, message: str, *, known: Iterable[str] | None = None) -> None:
        """What is wrong in a cell. known: the few texts of which one must stand there."""
        found = self.text(index)[:LONGEST_FOUND]
        self.errors.note(self.row.number, index, message, found=found, known=known)


def quoted_list(headings: Iterable[str]) -> str:
    """“A”, “B”"""
    return ", ".join(_("“%(heading)s”") % {"heading": heading} for heading in headings)
