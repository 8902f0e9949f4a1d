"""Cells that seem to hold a civil registration number: such a file is not kept for a moment."""

from collections.abc import Iterable, Iterator

from config.privacy import looks_like_cpr
from files.spreadsheets import Cell, Row, Sheet, cell_address
from files.spreadsheets.danish_values import shown
from measurements.layouts import NUMBERS, Recognised


def is_cpr(cell: Cell) -> bool:
    """Whether a cell seems to hold one; a number may have lost the zero it began with."""
    text = f"{cell:010d}" if isinstance(cell, int) and cell > 10**7 else shown(cell)
    return len(text) >= 10 and looks_like_cpr(text)


def free_columns(sheet: Sheet, recognised: Recognised) -> list[int]:
    """The columns in which anything may stand: all but those of institutions' own numbers."""
    columns = recognised.columns
    numbers = {columns[one] for one in NUMBERS if one in columns}
    return [i for i, heading in enumerate(sheet.headers) if heading and i not in numbers]


def addresses_with_cpr(sheet: Sheet, recognised: Recognised) -> Iterator[str]:
    """Every such cell, by its address; the whole file is looked through."""
    columns = free_columns(sheet, recognised)
    harmless: set[Cell] = set()
    for row in sheet.rows:
        for index in _suspects(row, columns, harmless):
            yield cell_address(row.number, index)


def _suspects(row: Row, columns: Iterable[int], harmless: set[Cell]) -> Iterator[int]:
    for index in columns:
        cell = row.cells[index]
        if cell in harmless:
            continue
        if is_cpr(cell):
            yield index
        else:
            harmless.add(cell)
