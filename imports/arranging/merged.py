"""Merged cells below the headings: each row says what the cell that reaches over it says."""

from collections.abc import Sequence

from files.spreadsheets import Cell, Row
from files.spreadsheets.grids import Grid, Place


def filled_down(
    records: Sequence[Row], grid: Grid, heading: int
) -> tuple[Sequence[Row], set[Place]]:
    """The rows with what merged cells say in each row they reach over, and where that is.

    heading: the last row of the headings.
    """
    filled: set[Place] = set()
    merges = [one for one in grid.merges if one.bottom > one.top > heading - 1]
    if not merges:
        return records, filled
    by_number = {number: [*cells] for number, cells in records}
    for merge in merges:
        top = by_number.get(merge.top)
        if top is None or merge.left >= len(top) or top[merge.left] == "":
            continue
        for number in range(merge.top + 1, merge.bottom + 1):
            # a blank row says nothing, whatever reaches over it
            if number in by_number and _takes_on(by_number[number], merge.left, top):
                filled.add((number, merge.left))
    return [Row(number, tuple(cells)) for number, cells in by_number.items()], filled


def _takes_on(cells: list[Cell], at: int, top: Sequence[Cell]) -> bool:
    """Let a row say what the row above it says there; whether it said nothing itself."""
    cells.extend([""] * (at + 1 - len(cells)))
    is_empty = cells[at] == ""
    if is_empty:
        cells[at] = top[at]
    return is_empty
