"""What a single cell looks like: a year, a day, something with digits."""

import datetime
import re

from files.spreadsheets import Cell
from files.spreadsheets.danish_values import NotUnderstood, danish_date, shown
from imports.arranging.heading_years import YEAR_IN, plain_year
from imports.arranging.times import part_of_year

#: A day within a text, or a week that stands for its Monday.
DAYS = re.compile(
    r"\b(?:\d{1,2}(?:[-./]\d{1,2}[-./]|\. ?[a-zæøå]+ )(?:20)?|uge \d{1,2},? 20)\d\d\b",
    re.IGNORECASE,
)
DECIMAL = re.compile(r"\s*-?\d+[.,]\d+\s*%?\s*")


def is_year(cell: Cell) -> bool:
    return plain_year(cell) is not None and YEAR_IN.fullmatch(shown(cell).strip()) is not None


def is_date(cell: Cell) -> bool:
    return _date_in(cell) is not None or (has_digits(cell) and not isinstance(cell, int | float))


def is_day(cell: Cell) -> bool:
    return day_in(cell) is not None


def days_in(text: str) -> list[str]:
    """The days that a text tells, and the weeks with their year."""
    return [found[0] for found in DAYS.finditer(text)]


def tells_a_year(cell: Cell) -> bool:
    """Whether a cell is a day, or a month, a quarter or a week with its year."""
    if is_day(cell):
        return True
    part = part_of_year(cell) if isinstance(cell, str) else None
    return part is not None and part.year is not None


def day_in(cell: Cell) -> datetime.date | None:
    """The day that a cell is, and no number that may be one."""
    return None if isinstance(cell, int | float) else _date_in(cell)


def _date_in(cell: Cell) -> datetime.date | None:
    try:
        return danish_date(cell)
    except NotUnderstood:
        return None


def is_decimal(cell: Cell) -> bool:
    """Whether a cell is a figure with decimals, and no more."""
    if isinstance(cell, float):
        return not cell.is_integer()
    return isinstance(cell, str) and DECIMAL.fullmatch(cell) is not None


def has_digits(cell: Cell) -> bool:
    return any(sign.isdigit() for sign in shown(cell))
