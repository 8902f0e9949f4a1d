"""A table as a file: the csv that Danish Excel opens, or a workbook. Nothing in it calculates."""

import csv
import datetime
import io
from decimal import Decimal

from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from files.spreadsheets.danish_values import shown
from files.spreadsheets.formulas import harmless, looks_like_formula
from files.spreadsheets.printing import PrintedWorkbook
from files.spreadsheets.sheet import column_letters
from measurements.exporting.tables import Cell, LayoutTable
from measurements.importing.values import plain

DATE_FORMAT = "dd-mm-yyyy"


def as_csv(table: LayoutTable) -> bytes:
    """Separated by semicolons, with decimal commas, in UTF-8 with its mark."""
    target = io.StringIO()
    writer = csv.writer(target, delimiter=";", lineterminator="\r\n")
    writer.writerow(harmless(heading) for heading in table.headings.texts)
    for row in table.rows:
        writer.writerow(map(_text, row))
    return target.getvalue().encode("utf-8-sig")


def as_workbook(table: LayoutTable) -> bytes:
    """One sheet with frozen headings. Numbers are numbers, dates are dates, the rest is text."""
    book = PrintedWorkbook(write_only=True)
    sheet = book.create_sheet("Data")
    sheet.freeze_panes = "A2"
    for index in range(len(table.headings.texts)):
        sheet.column_dimensions[column_letters(index)].width = 18
    bold = Font(bold=True)
    headings = [cell_for(sheet, heading) for heading in table.headings.texts]
    for heading in headings:
        heading.font, heading.alignment = bold, Alignment(wrap_text=True, vertical="top")
    sheet.append(headings)
    for row in table.rows:
        sheet.append([cell_for(sheet, cell) if cell != "" else None for cell in row])
    return saved(book)


def saved(book: PrintedWorkbook) -> bytes:
    """The bytes of a workbook."""
    target = io.BytesIO()
    book.save(target)
    book.close()
    return target.getvalue()


def _text(cell: Cell) -> str:
    if isinstance(cell, Decimal):
        return plain(cell)
    return harmless(cell) if isinstance(cell, str) else shown(cell)


def cell_for(sheet: WriteOnlyWorksheet, cell: Cell | float) -> WriteOnlyCell:
    """A cell of a workbook. A text is always a text, whatever it begins with."""
    written = WriteOnlyCell(sheet, None)
    fill(written, cell)
    return written


def fill(target, cell: Cell | float) -> None:
    """Put a value into a cell of a workbook, so that Excel takes it for nothing else."""
    if isinstance(cell, str):
        target.value = cell
        target.data_type = "s"
        target.number_format = "@"
        if looks_like_formula(cell):
            target.quotePrefix = True  # as when a person writes an apostrophe before it
        return
    target.value = cell
    if isinstance(cell, datetime.date):
        target.number_format = DATE_FORMAT
