"""A file given back with what is wrong in it, to be corrected where it stands."""

import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from django.utils.translation import gettext as _

from files.spreadsheets import Cell, Sheet
from files.spreadsheets.danish_values import shown
from files.spreadsheets.formulas import harmless
from files.spreadsheets.printing import PrintedWorkbook
from files.spreadsheets.writing import cell_for, saved
from imports.diff import RowError


class MarkedFile(NamedTuple):
    """The file, what its name ends with, and its type."""

    content: bytes
    ending: str
    content_type: str


def with_errors_marked(sheet: Sheet, errors: Iterable[RowError]) -> MarkedFile:
    """The same rows in the same places, as csv or workbook as it came, and a last column of errors.

    Blank rows stay where they were, so that the cells an error names are those of this file, too.
    """
    if sheet.kind == "xlsx":
        return MarkedFile(
            _workbook(sheet, errors),
            "xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        )
    return MarkedFile(_csv(sheet, errors), "csv", "text/csv; charset=utf-8")


def _csv(sheet: Sheet, errors: Iterable[RowError]) -> bytes:
    target = io.StringIO()
    writer = csv.writer(target, delimiter=";", lineterminator="\r\n")
    for row in _rows(sheet, errors):
        writer.writerow([_text(cell) for cell in row])
    return target.getvalue().encode("utf-8-sig")


def _workbook(sheet: Sheet, errors: Iterable[RowError]) -> bytes:
    book = PrintedWorkbook(write_only=True)
    written = book.create_sheet(sheet.sheet_name or "Data")
    written.print_title_rows = f"{sheet.header_row}:{sheet.header_row}"
    for row in _rows(sheet, errors):
        written.append([cell_for(written, cell) if cell != "" else None for cell in row])
    return saved(book)


def _rows(sheet: Sheet, errors: Iterable[RowError]) -> Iterator[tuple[Cell, ...]]:
    messages = defaultdict(list)
    for error in errors:
        messages[error.row].append(f"{error.address}: {error.message}")
    yield from [()] * (sheet.header_row - 1)
    yield (*sheet.headers, _("Errors"))
    at = sheet.header_row
    for row in sheet.rows:
        yield from [()] * (row.number - at - 1)
        at = row.number
        yield (*row.cells, " ".join(messages[row.number]))


def _text(cell: Cell) -> str:
    return harmless(cell) if isinstance(cell, str) else shown(cell)
