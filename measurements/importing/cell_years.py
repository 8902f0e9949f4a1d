"""Days, and weeks and months, that stand where a year is meant: read as that year."""

from collections.abc import Iterable, Mapping, Sequence

from files.spreadsheets import Cell, Row
from files.spreadsheets.danish_values import MONTHS
from files.spreadsheets.sheet import column_of
from imports.arranging.cell_kinds import day_in
from imports.arranging.parts import whole_round
from imports.arranging.times import part_of_year
from measurements.layouts import Meaning, Recognised

#: What tells rows of one time apart, beside the number of their place.
SUBJECTS = (Meaning.NAME, Meaning.TOPIC, Meaning.GROUP)


def years_of_days(found: Recognised, index: int, rows: Sequence[Row]) -> Mapping[Cell, Cell]:
    """Cell → the year of its day; its month, where a place has several and months are periods."""
    cells = {*column_of(rows, index)}
    if found.layout.rounds and not found.layout.takes_parts:
        return {}
    days = {cell: day for cell in cells if (day := day_in(cell))}
    years: dict[Cell, Cell] = {cell: day.year for cell, day in days.items()}
    if not found.layout.takes_parts:
        return {**_years_of_parts(cells), **years}
    if years and _say_twice(found, index, rows, years):
        return {
            cell: f"{MONTHS[day.month - 1].capitalize()} {day.year}" for cell, day in days.items()
        }
    return years


def _years_of_parts(cells: Iterable[Cell]) -> Mapping[Cell, Cell]:
    """The years of weeks, months and rounds, where those are no periods."""
    texts = [cell for cell in cells if isinstance(cell, str)]
    parts = ((cell, part_of_year(cell)) for cell in texts)
    years: dict[Cell, Cell] = {cell: part.year for cell, part in parts if part and part.year}
    return years | {cell: int(said[-4:]) for cell in texts if (said := whole_round(cell))}


def _say_twice(
    found: Recognised, index: int, rows: Sequence[Row], years: Mapping[Cell, Cell]
) -> bool:
    """Whether two rows are about the same, if only their years counted."""
    told = (found.columns[one] for one in SUBJECTS if one in found.columns)
    about = [*found.numbers, *told]
    keys = {(years.get(row.cells[index]), *(row.cells[at] for at in about)) for row in rows}
    return len(keys) < len(rows)
