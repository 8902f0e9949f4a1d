"""A file given back with what is wrong in it, to be corrected where it stands."""

import csv
import io
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from django.utils.translation import gettext as _

from files.spreadsheets import Cell
from files.spreadsheets.danish_values import shown
from files.spreadsheets.formulas import harmless
from files.spreadsheets.printing import PrintedWorkbook
from measurements.exporting.files import cell_for, saved
from measurements.importing import Plan


class MarkedFile(NamedTuple):
    """The file, what its name ends with, and its type."""

    content: bytes
    ending: str
    content_type: str


def with_faults_marked(plan: Plan) -> MarkedFile:
    """The same rows in the same places, as csv or workbook as it came, and a last column of faults.

    Blank rows stay where they were, so that the cells a fault names are those of this file, too.
    """
    if plan.sheet.kind == "xlsx":
        return MarkedFile(
            _workbook(plan),
            "xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        )
    return MarkedFile(_csv(plan), "csv", "text/csv; charset=utf-8")


def _csv(plan: Plan) -> bytes:
    target = io.StringIO()
    writer = csv.writer(target, delimiter=";", lineterminator="\r\n")
    for row in _rows(plan):
        writer.writerow([_text(cell) for cell in row])
    return target.getvalue().encode("utf-8-sig")


def _workbook(plan: Plan) -> bytes:
    book = PrintedWorkbook(write_only=True)
    sheet = book.create_sheet(plan.sheet.sheet_name or "Data")
    at = plan.sheet.header_row
    sheet.print_title_rows = f"{at}:{at}"
    for row in _rows(plan):
        sheet.append([cell_for(sheet, cell) if cell != "" else None for cell in row])
    return saved(book)


def _rows(plan: Plan) -> Iterator[tuple[Cell, ...]]:
    messages = defaultdict(list)
    for fault in plan.faults:
        messages[fault.row].append(f"{fault.address}: {fault.message}")
    sheet = plan.sheet
    yield from [()] * (sheet.header_row - 1)
    yield (*sheet.headers, _("Errors"))
    at = sheet.header_row
    for row in sheet.rows:
        yield from [()] * (row.number - at - 1)
        at = row.number
        yield (*row.cells, " ".join(messages[row.number]))


def _text(cell: Cell) -> str:
    return harmless(cell) if isinstance(cell, str) else shown(cell)
