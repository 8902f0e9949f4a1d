"""Rows with their cells read as they are meant; what stands in the file is kept beside."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from django.utils.translation import gettext as _

from files.spreadsheets import Cell, Row
from files.spreadsheets.cpr import is_cpr
from files.spreadsheets.danish_values import shown
from files.spreadsheets.grids import Place
from imports.arranging.arranged_sheet import BLOCK
from imports.arranging.questions import LeftOut
from imports.arranging.words import CellsTold


class ReadRows(NamedTuple):
    """originals: what stands in the file where something else is read."""

    rows: list[Row]
    originals: Mapping[Place, Cell]
    left_out: tuple[LeftOut, ...]


def read_as(rows: Sequence[Row], told: CellsTold) -> ReadRows:
    """The rows as they are meant; those of places that somebody left out are left out."""
    replaced = {
        index: (_without_persons(reading.replaced), reading.leaves_out)
        for reading in told.readings
        for index in reading.columns
    }
    if not replaced and not told.places:
        return ReadRows([*rows], {}, ())
    by_row: dict[int, dict[int, Cell]] = {}
    for (number, index), cell in told.places.items():
        by_row.setdefault(number, {})[index] = cell
    originals: dict[Place, Cell] = {}
    found, left_out = [], []
    for row in rows:
        cells, is_out = _cells_of(row, replaced, by_row.get(row.number, {}))
        if is_out:
            text = " · ".join(shown(cell) for cell in row.cells if cell != "")[:200]
            reason = _("Somebody said that the place is to be left out.")
            left_out.append(LeftOut(row.number % BLOCK, "place", text, reason))
            continue
        for index in cells:
            originals[row.number, index] = row.cells[index]
        found.append(_with(row, cells) if cells else row)
    return ReadRows(found, originals, tuple(left_out))


def _without_persons(words: Mapping[Cell, Cell]) -> Mapping[Cell, Cell]:
    """What cells are read as, but for those with the number of a person: they are refused."""
    return {cell: read for cell, read in words.items() if not is_cpr(cell)}


def _cells_of(
    row: Row, replaced: Mapping[int, tuple[Mapping[Cell, Cell], bool]], told: Mapping[int, Cell]
) -> tuple[dict[int, Cell], bool]:
    """The cells of a row that are read as something else; whether it is left out."""
    cells = dict(told)
    for index, (words, leaves_out) in replaced.items():
        cell = row.cells[index]
        if cell in words:
            cells[index] = words[cell]
            if leaves_out and words[cell] == "":
                return {}, True
    return cells, False


def _with(row: Row, cells: Mapping[int, Cell]) -> Row:
    return Row(row.number, tuple(cells.get(index, cell) for index, cell in enumerate(row.cells)))
