"""Rows with their cells read as they are meant; what stands in the file is kept beside."""

from collections.abc import Mapping, Sequence

from files.spreadsheets import Cell, Row
from files.spreadsheets.cpr import is_cpr
from files.spreadsheets.grids import Place
from imports.arranging.cells_told import CellsTold


def read_as(rows: Sequence[Row], told: CellsTold) -> tuple[list[Row], dict[Place, Cell]]:
    """The rows as they are meant, and what stands in the file where something else is read.

    A cell with the number of a person stays as it stands, to be refused.
    """
    replaced = {
        index: {cell: read for cell, read in reading.replaced.items() if not is_cpr(cell)}
        for reading in told.readings
        for index in reading.columns
    }
    if not replaced and not told.places:
        return [*rows], {}
    by_row: dict[int, dict[int, Cell]] = {}
    for (number, index), cell in told.places.items():
        by_row.setdefault(number, {})[index] = cell
    originals: dict[Place, Cell] = {}
    found = []
    for row in rows:
        cells = by_row.get(row.number, {}) | {
            index: words[row.cells[index]]
            for index, words in replaced.items()
            if row.cells[index] in words
        }
        for index in cells:
            originals[row.number, index] = row.cells[index]
        found.append(_with(row, cells) if cells else row)
    return found, originals


def _with(row: Row, cells: Mapping[int, Cell]) -> Row:
    return Row(row.number, tuple(cells.get(index, cell) for index, cell in enumerate(row.cells)))
