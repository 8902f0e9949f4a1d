"""Cells that somebody has corrected on a page: what is read instead, and what stood there."""

from collections.abc import Mapping
from dataclasses import replace

from django.utils.translation import gettext as _

from files.spreadsheets import Cell, Row, Sheet
from files.spreadsheets.danish_values import shown
from files.spreadsheets.sheet import BLOCK
from imports.arranging.arranged_sheet import ArrangedSheet, address_in
from imports.arranging.causes import LEAVE_OUT, cell_question
from imports.arranging.questions import Arranged, LeftOut, arranged_of

#: How the id of an answer about one cell begins; its address follows.
ONE_CELL = "cell@"


def mended(sheet: Sheet, answers: Mapping[str, str]) -> Sheet:
    """The sheet with what was answered in place of what stands there.

    An answer about one cell goes before one about all that say the same. What is the file's own
    stays in `Sheet.originals`.
    """
    if not any(id_.startswith("cell") for id_ in answers):
        return sheet
    originals: dict[tuple[int, int], Cell] = {**sheet.originals}
    rows: list[Row] = []
    left: list[Row] = []
    for row in sheet.rows:
        one = _mended_row(row, sheet, answers, originals)
        (left if LEAVE_OUT in one.cells else rows).append(one)
    gone = {row.number for row in left}
    originals = {at: cell for at, cell in originals.items() if at[0] not in gone}
    arranged = _with_left_out(sheet, gone) if gone else sheet.arranged
    return replace(sheet, rows=rows, originals=originals, arranged=arranged)


def _with_left_out(sheet: Sheet, gone: set[int]) -> Arranged:
    """How the file was understood, with the rows that somebody has left out."""
    reason = _("You left the row out.")
    told = tuple(
        LeftOut(
            row.number % BLOCK,
            "answer",
            " · ".join(filter(None, map(shown, row.cells[:3]))),
            reason,
            _sheet_of(sheet, row.number),
        )
        for row in sheet.rows
        if row.number in gone
    )
    known = arranged_of(sheet) or Arranged(sheet, (), sheet.header_row, ())
    return replace(known, left_out=(*known.left_out, *told))


def _sheet_of(sheet: Sheet, number: int) -> str:
    """The sheet that a row of another one stands on."""
    origins = sheet.origins if isinstance(sheet, ArrangedSheet) else ()
    return origins[number // BLOCK].sheet if origins else ""


def _mended_row(
    row: Row,
    sheet: Sheet,
    answers: Mapping[str, str],
    originals: dict[tuple[int, int], Cell],
) -> Row:
    cells = list(row.cells)
    for index, cell in enumerate(row.cells):
        answer = answers.get(ONE_CELL + address_in(sheet, row.number, index))
        if answer is None and cell != "":
            answer = answers.get(cell_question(sheet.headers[index], shown(cell)))
        if answer is not None and answer != shown(cell):
            originals.setdefault((row.number, index), cell)
            cells[index] = answer
    return Row(row.number, tuple(cells))
