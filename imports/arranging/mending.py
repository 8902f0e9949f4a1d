"""Cells that somebody has corrected on a page: what is read instead, and what stood there."""

from collections.abc import Mapping
from dataclasses import replace

from files.spreadsheets import Cell, Row, Sheet, cell_address
from files.spreadsheets.danish_values import shown
from imports.arranging.causes import cell_question

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
    rows = [_mended_row(row, sheet.headers, answers, originals) for row in sheet.rows]
    return replace(sheet, rows=rows, originals=originals)


def _mended_row(
    row: Row,
    headers: tuple[str, ...],
    answers: Mapping[str, str],
    originals: dict[tuple[int, int], Cell],
) -> Row:
    cells = list(row.cells)
    for index, cell in enumerate(row.cells):
        answer = answers.get(ONE_CELL + cell_address(row.number, index))
        if answer is None and cell != "":
            answer = answers.get(cell_question(headers[index], shown(cell)))
        if answer is not None and answer != shown(cell):
            originals.setdefault((row.number, index), cell)
            cells[index] = answer
    return Row(row.number, tuple(cells))
