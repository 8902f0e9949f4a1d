"""Rows that are put into a workbook as text are what openpyxl would have written, cell by cell."""

import datetime
import io
from decimal import Decimal

import openpyxl
import pytest

from files.spreadsheets.long_tables import saved_with
from files.spreadsheets.printing import PrintedWorkbook
from files.spreadsheets.writing import cell_for, saved
from tests.cost import within

ROWS = [
    ["Solsikken & Søn", 7, Decimal("3.50"), datetime.date(2026, 11, 28), None],
    ["=HYPERLINK(1)", -3, Decimal("-0.1"), None, "+45 12 34"],
    ["  <b>æøå</b> \r\n to linjer\t", 0, Decimal("0"), datetime.date(1999, 1, 1), ""],
    ["-7,5 %", 1_000_000, Decimal("1E+3"), None, "@alle"],
    ["😀 ]]>", 1.25, Decimal("100"), None, "'"],
]


def book(*, rows: int = 0) -> PrintedWorkbook:
    made = PrintedWorkbook(write_only=True)
    for title in ("Tal", "Uden rækker"):
        sheet = made.create_sheet(title)
        sheet.append([cell_for(sheet, f"Kolonne {number}") for number in range(5)])
        for row in ROWS[:rows] if title == "Tal" else ():
            sheet.append([cell_for(sheet, cell) for cell in row])
    return made


def told(content: bytes) -> dict:
    sheets = openpyxl.load_workbook(io.BytesIO(content)).worksheets
    return {
        (sheet.title, cell.coordinate): (
            cell.value if cell.value is None else (type(cell.value), cell.value),
            cell.number_format,
            cell.quotePrefix,
        )
        for sheet in sheets
        for row in sheet.iter_rows()
        for cell in row
    }


def test_each_cell_is_what_it_would_have_been():
    slowly, quickly = saved(book(rows=len(ROWS))), saved_with(book(), {"Tal": ROWS})

    assert told(quickly) == told(slowly)


def test_a_sheet_is_laid_out_as_it_would_have_been():
    ours, theirs = (
        openpyxl.load_workbook(io.BytesIO(content))
        for content in (saved_with(book(), {"Tal": ROWS}), saved(book(rows=len(ROWS))))
    )

    for one, other in zip(ours.worksheets, theirs.worksheets, strict=True):
        assert (one.title, one.dimensions) == (other.title, other.dimensions)
        assert one.print_title_rows == other.print_title_rows == "$1:$1"
        assert one.oddFooter.right.text == other.oddFooter.right.text


@pytest.mark.parametrize("letter", ["\x00", "\x0b", "\x1f"])
def test_what_no_workbook_can_hold_is_left_out(letter):
    cells = told(saved_with(book(), {"Tal": [[f"Et{letter} ord"]]}))

    assert cells["Tal", "A2"][0] == (str, "Et ord")


def test_a_text_longer_than_a_cell_is_cut():
    cells = told(saved_with(book(), {"Tal": [["å" * 40_000]]}))

    assert len(cells["Tal", "A2"][0][1]) == 32_767


def test_fifty_thousand_cells_take_less_than_openpyxl_needs_for_a_quarter():
    with within(seconds=0.5, megabytes=60):
        saved_with(book(), {"Tal": ROWS * 2_000})
