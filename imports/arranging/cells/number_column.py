"""What is found out of a column of numbers while it is read."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from decimal import Decimal

from files.spreadsheets import Cell
from files.spreadsheets.danish_values import NotUnderstood, danish_decimal, fold
from imports.arranging.cells.asking import ReadingCells, said_in
from imports.arranging.cells.number_texts import (
    PERCENT,
    WAYS,
    NumberText,
    number_in,
    unit_in,
    within,
    written,
)


class NumberColumn(ReadingCells):
    """said: how often each cell stands there; numbers: what it is; texts: what stands in text.

    unit: of the scale; way: how the rest of the file writes decimals, where it is sure.
    """

    def __init__(
        self,
        heading: str,
        cells: Iterable[Cell],
        *,
        limits: tuple[Decimal | None, Decimal | None],
        is_percent: bool,
        answers: Mapping[str, str],
        unit: str = "",
        way: str = "",
    ) -> None:
        super().__init__(answers)
        self.unit, self.way = unit, way
        self.heading = heading
        self.limits = limits
        self.is_percent = is_percent
        self.said = said_in(cells)
        self.texts: dict[Cell, NumberText] = {}
        self.numbers: dict[Cell, Decimal] = {}
        for cell in self.said:
            if (text := number_in(cell)) is not None:
                self.texts[cell] = text
            with suppress(NotUnderstood):
                self.numbers[cell] = danish_decimal(cell)

    def take(self, cell: Cell, number: Decimal) -> None:
        """Read the cell as a number."""
        self.numbers[cell] = number
        self.replaced[cell] = written(number)

    def fits(self, number: Decimal) -> bool:
        """Whether a number lies on the scale."""
        return within(number, *self.limits)

    def way_that_fits(self, text: NumberText) -> str:
        """The way to read a number by which alone it lies on the scale; "" if both do, or none."""
        fits = [way for way in WAYS if self.fits(text.read(way))]
        return fits[0] if len(fits) == 1 else ""

    def is_plain(self, text: NumberText) -> bool:
        """Whether nothing stands beside a number that would have to be asked about."""
        if text.is_share and not self.is_percent and not PERCENT.search(self.heading):
            return False
        is_unit = bool(self.unit) and fold(text.beside) == fold(self.unit)
        return not text.beside or is_unit or unit_in(self.heading, text.beside)

    def count(self, cells: Iterable[Cell]) -> int:
        return sum(self.said[cell] for cell in cells)
