"""What stands in the columns of a table, and what it looks like."""

from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import dataclass

from files.spreadsheets import Cell
from files.spreadsheets.danish_values import fold, shown
from imports.arranging.cell_kinds import has_digits, is_date, is_decimal, is_year
from imports.arranging.tables import Table
from imports.arranging.words import (
    DATE,
    NUMBER,
    PLACE,
    VALUE,
    YEAR,
    KnownWord,
)

#: What several places lie in, by whatever they are called.
WIDE = frozenset(("distrikt", "omraade"))
#: So much of a column has to look like something to be taken for it.
MOST = 0.8
SAMPLES = 3
#: So many rows tell what a column is, and so many of its cells what it may be.
LOOKED_AT, LOOKED_AT_CLOSELY = 500, 50


@dataclass(frozen=True, slots=True)
class ColumnContent:
    """The cells of a table, column by column."""

    table: Table

    def filled(self, index: int) -> list[Cell]:
        """What stands in a column's first rows."""
        return [row.cells[index] for row in self.table.rows[:LOOKED_AT] if row.cells[index] != ""]

    def is_mostly_of(self, index: int, texts: Container[str]) -> bool:
        """Whether at least half of what stands in a column are such texts, folded."""
        cells = self.filled(index)
        return bool(cells) and sum(fold(shown(one)) in texts for one in cells) * 2 >= len(cells)

    def says_something(self, index: int) -> bool:
        """Whether anything stands in a column, or a colour alone."""
        numbers = {row.number for row in self.table.rows[:LOOKED_AT]}
        coloured = self.table.grid.coloured
        told = any(column == index and number in numbers for number, column in coloured)
        return told or bool(self.filled(index))

    def samples(self, index: int) -> tuple[str, ...]:
        """The first different texts of a column."""
        different = dict.fromkeys(shown(cell)[:60] for cell in self.filled(index))
        return tuple(different)[:SAMPLES]

    def those_of(self, indexes: Iterable[int], fits: Callable[[Cell], bool]) -> Iterator[int]:
        """Columns in which most cells are such."""
        for index in indexes:
            cells = self.filled(index)
            if cells and sum(map(fits, cells)) >= MOST * len(cells):
                yield index

    def tells_each_apart(self, index: int) -> bool:
        """Whether each row says something of its own in a column, as a name does."""
        cells = [row.cells[index] for row in self.table.rows[:LOOKED_AT]]
        return len(set(cells)) == len(cells) and "" not in cells

    def is_within(self, narrow: int, wide: int) -> bool:
        """Whether each text of one column stands beside one of the other's, which has fewer.

        Where there are as many, its name tells: a district is wider than what lies in it.
        """
        pairs = {(row.cells[narrow], row.cells[wide]) for row in self.table.rows[:LOOKED_AT]}
        inner, outer = ({pair[at] for pair in pairs} for at in (0, 1))
        is_wider = len(inner) > len(outer) or (
            len(inner) == len(outer) and fold(self.table.headers[wide]) in WIDE
        )
        return len(pairs) == len(inner) and is_wider and "" not in inner | outer

    def may_be(self, index: int, word: KnownWord) -> bool:
        """Whether what stands in a column can be what a word says."""
        cells = self.filled(index)[:LOOKED_AT_CLOSELY]
        if not cells:
            return False
        if word.texts:
            return any(fold(shown(cell)) in word.texts for cell in cells)
        fits = {YEAR: is_year, DATE: is_date}.get(word.role)
        if word.meaning == VALUE:
            fits = has_digits
        if word.role == NUMBER:
            may_be = (has_digits(cell) and not is_decimal(cell) for cell in cells)
            return len(set(map(shown, cells))) > 1 and all(may_be)
        if word.role == PLACE:  # several rows are in each
            return not any(map(has_digits, cells)) and len(set(cells)) * 2 <= len(cells)
        return fits is None or sum(map(fits, cells)) >= MOST * len(cells)
