"""A table as a file: the csv that Danish Excel opens, or a workbook. Nothing in it calculates."""

import csv
import io
from decimal import Decimal

from openpyxl.styles import Alignment, Font

from files.spreadsheets.danish_values import shown
from files.spreadsheets.formulas import harmless
from files.spreadsheets.printing import PrintedWorkbook
from files.spreadsheets.sheet import column_letters
from files.spreadsheets.writing import cell_for, saved
from measurements.exporting.tables import Cell, LayoutTable
from measurements.importing.values import plain


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


def _text(cell: Cell) -> str:
    if isinstance(cell, Decimal):
        return plain(cell)
    return harmless(cell) if isinstance(cell, str) else shown(cell)
