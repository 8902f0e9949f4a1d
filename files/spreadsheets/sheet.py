"""What a spreadsheet is once it has been read."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from operator import itemgetter
from typing import Literal, NamedTuple, cast

from files.package import Unreadable
from files.spreadsheets.danish_values import shown

__all__ = ["Cell", "Row", "Sheet", "Unreadable", "cell_address", "column_letters"]

Cell = str | int | float | datetime.date
"""One cell: text (trimmed, "" when empty), a number or a date.

A clock time in the cell makes the date a `datetime.datetime`. A number shown as a percentage
arrives as the text the spreadsheet shows ("82,5 %"), from .xlsx as from .csv.
"""


class Row(NamedTuple):
    """One row under the headings: its number in the spreadsheet, and as many cells as headings."""

    number: int
    cells: tuple[Cell, ...]


#: A row of a number and cells as they are; a third of the price of calling `Row`.
row_of = partial(tuple.__new__, Row)
#: What rows and records are taken apart by, by the ten thousand.
NUMBER_OF, CELLS_OF = itemgetter(0), itemgetter(1)


def column_of(rows: Iterable[Row], index: int) -> list[Cell]:
    """The cells of a column, from above."""
    return [*map(itemgetter(index), map(CELLS_OF, rows))]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: headings and the rows under them, with everything needed to trace a value.

    Row numbers are those the spreadsheet shows: a text with line breaks inside a cell is still
    one row, so they count records and not lines of the file. Blank rows are left out but counted.
    `headers` has "" for a column with neither heading nor content, so that addresses hold.
    `coloured`: (row, column index) of cells that say something by their colour alone, and which it
    is. `originals`: what stands in the file where somebody has corrected a cell. `arranged`: how it
    was made of the file, for whoever made it; None where it was read as it lay.
    """

    name: str
    size: int
    sha256: str
    kind: Literal["csv", "xlsx", "ods"]
    encoding: str  # "utf-8", "utf-8-sig", "cp1252" or "utf-16"; "" for a workbook
    separator: str  # ";", "," or a tab; "" for a workbook
    sheet_name: str  # "" for csv
    header_row: int
    headers: tuple[str, ...]
    rows: list[Row]
    coloured: Mapping[tuple[int, int], str] = field(default_factory=dict)
    originals: Mapping[tuple[int, int], Cell] = field(default_factory=dict)
    arranged: object = None

    def texts_of(self, rows: Iterable[Row]) -> Iterable[tuple[int, tuple[str, ...]]]:
        """The number of each row, and its cells under headings as the texts that stand there."""
        if self.kind == "csv" and all(self.headers) and not self.originals:
            return cast("Iterable[tuple[int, tuple[str, ...]]]", rows)  # they are texts already
        named = [index for index, heading in enumerate(self.headers) if heading]
        return ((row.number, tuple(self._text(row, index) for index in named)) for row in rows)

    def mended(self) -> dict[int, dict[str, str]]:
        """Row → heading → what is read there instead of what stands there."""
        told: dict[int, dict[str, str]] = {}
        wanted = {number for number, _index in self.originals}
        rows = {row.number: row for row in self.rows if row.number in wanted}
        for number, index in sorted(self.originals):
            told.setdefault(number, {})[self.headers[index]] = shown(rows[number].cells[index])
        return told

    def _text(self, row: Row, index: int) -> str:
        return shown(self.originals.get((row.number, index), row.cells[index]))


#: More than the rows of any spreadsheet: rows of a second sheet, or of a second year that stood
#: beside the first, are numbered from here on, so that each number is one row.
BLOCK = 2_000_000


def row_in_file(number: int) -> int:
    """The number that a spreadsheet shows at a row, of whichever sheet."""
    return number % BLOCK


def cell_address(row: int, column_index: int) -> str:
    """The cell's name as the spreadsheet shows it: row 14, column index 5 is "F14"."""
    return f"{column_letters(column_index)}{row}"


def column_letters(index: int) -> str:
    """The column's letters: index 0 is "A", 26 is "AA"."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
