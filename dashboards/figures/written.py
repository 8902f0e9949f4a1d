"""Tables as files and as data: a workbook, a csv that Danish Excel opens, rows for the API."""

import csv
import datetime
import io
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from openpyxl.styles import Alignment, Font

from dashboards.figures.tables import HIDDEN, Cell, ExportTable, Hidden
from files.spreadsheets.formulas import harmless
from files.spreadsheets.long_tables import saved_with
from files.spreadsheets.printing import PrintedWorkbook
from files.spreadsheets.sheet import column_letters
from files.spreadsheets.writing import cell_for

WIDTHS = {str: 30, datetime.date: 13}
NARROW = 14
LONGEST_TITLE = 31  # that Excel allows a sheet


def as_workbook(tables: Iterable[ExportTable]) -> bytes:
    """A sheet for each table, its headings frozen; numbers and dates are real ones."""
    book = PrintedWorkbook(write_only=True)
    rows = {}
    said = {HIDDEN: _("Hidden"), True: _("Yes"), False: _("No")}
    for table in tables:
        sheet = book.create_sheet(_sheet_title(str(table.shape.title)))
        _write_headings(sheet, table)
        rows[sheet.title] = [
            [said[cell] if isinstance(cell, bool | Hidden) else cell for cell in row]
            for row in table.rows
        ]
    return saved_with(book, rows)


def as_csv(table: ExportTable) -> bytes:
    """Separated by commas, with decimal points, in UTF-8: for programs. Hidden cells are empty."""
    target = io.StringIO()
    writer = csv.writer(target, lineterminator="\r\n")
    writer.writerow(column.key for column in table.shape.columns)
    for row in table.rows:
        writer.writerow(_as_text(cell) for cell in row)
    return target.getvalue().encode()


def as_rows(table: ExportTable) -> list[dict[str, Any]]:
    """Each row by the keys of its columns; hidden cells are None."""
    keys = [column.key for column in table.shape.columns]
    return [
        dict(zip(keys, (None if cell is HIDDEN else cell for cell in row), strict=True))
        for row in table.rows
    ]


def _write_headings(sheet: Any, table: ExportTable) -> None:
    """The first row, and what a sheet says of its columns before its rows."""
    sheet.freeze_panes = "A2"
    columns = table.shape.columns
    last = column_letters(len(columns) - 1)
    sheet.auto_filter.ref = f"A1:{last}{len(table.rows) + 1}"
    for index, column in enumerate(columns):
        sheet.column_dimensions[column_letters(index)].width = WIDTHS.get(column.kind, NARROW)
    headings = [cell_for(sheet, str(column.heading)) for column in columns]
    for heading in headings:
        heading.font = Font(bold=True)
        heading.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.append(headings)


def _as_text(cell: Cell) -> str:
    if cell is None or cell is HIDDEN:
        return ""
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, datetime.date):
        return cell.isoformat()
    if isinstance(cell, Decimal | int):
        return str(cell)
    return harmless(str(cell))


def _sheet_title(title: str) -> str:
    return "".join(letter for letter in title if letter not in r"[]:*?/\\")[:LONGEST_TITLE]
