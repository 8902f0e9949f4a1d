"""Cells and workbooks as they are written: a text is a text, and nothing calculates."""

import datetime
import io
from decimal import Decimal
from typing import Any

from openpyxl.cell import WriteOnlyCell
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from files.spreadsheets.formulas import looks_like_formula
from files.spreadsheets.printing import PrintedWorkbook

DATE_FORMAT = "dd-mm-yyyy"

Written = str | int | float | Decimal | datetime.date


def saved(book: PrintedWorkbook) -> bytes:
    """The bytes of a workbook."""
    target = io.BytesIO()
    book.save(target)
    book.close()
    return target.getvalue()


def cell_for(sheet: WriteOnlyWorksheet, cell: Written | None) -> WriteOnlyCell:
    """A cell of a workbook. A text is always a text, whatever it begins with."""
    written = WriteOnlyCell(sheet, None)
    fill(written, cell)
    return written


def fill(target: Any, cell: Written | None) -> None:
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
