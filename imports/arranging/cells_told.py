"""What a kind of file says of the cells under its headings."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple, Protocol

from files.spreadsheets import Cell, Row
from files.spreadsheets.grids import Place
from imports.arranging.questions import FileQuestion


class CellReading(NamedTuple):
    """What cells of some columns are read as; absent: as they stand. columns: their indexes."""

    columns: tuple[int, ...]
    replaced: Mapping[Cell, Cell]


class CellsTold(NamedTuple):
    """How the cells of a table are read. places: single cells, also what their colour says.

    without_meaning: coloured cells of which somebody has said that their colour says nothing.
    """

    readings: Sequence[CellReading] = ()
    questions: Sequence[FileQuestion] = ()
    places: Mapping[Place, Cell] = MappingProxyType({})
    without_meaning: frozenset[Place] = frozenset()


class ReadsCells(Protocol):
    """How a kind of file reads the cells under its headings. coloured: cells without content."""

    def __call__(
        self,
        headers: Sequence[str],
        rows: Sequence[Row],
        answers: Mapping[str, str],
        coloured: Mapping[Place, str],
    ) -> CellsTold: ...


def reads_nothing(
    headers: Sequence[str],
    rows: Sequence[Row],
    answers: Mapping[str, str],
    coloured: Mapping[Place, str],
) -> CellsTold:
    """How a kind of file reads its cells that has no words for them: as they stand."""
    return CellsTold()
