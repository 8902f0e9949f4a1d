"""Columns of days in lists: where a kind of file reads nothing else of its cells."""

from collections.abc import Iterable, Mapping, Sequence

from files.spreadsheets import Cell, Row
from files.spreadsheets.danish_values import fold
from files.spreadsheets.grids import Place
from files.spreadsheets.sheet import column_of
from imports.arranging.cells.dates import read_dates
from imports.arranging.cells_told import CellReading, CellsTold
from imports.arranging.questions import FileQuestion


class DatedCells:
    """How the cells under headings of days are read: “1/8-26” and “1. aug. 2026” are days."""

    def __init__(self, headings: Iterable[str]) -> None:
        self.headings = frozenset(map(fold, headings))

    def __call__(
        self,
        headers: Sequence[str],
        rows: Sequence[Row],
        answers: Mapping[str, str],
        coloured: Mapping[Place, str],
    ) -> CellsTold:
        """What is surely a day, and what is asked."""
        readings: list[CellReading] = []
        questions: list[FileQuestion] = []
        for index, heading in enumerate(headers):
            if fold(heading) in self.headings:
                cells: list[Cell] = [*column_of(rows, index)]
                read = read_dates(heading, cells, answers)
                questions += read.questions
                if read.replaced:
                    readings.append(CellReading((index,), read.replaced))
        return CellsTold(readings, questions)
