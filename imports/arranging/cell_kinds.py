"""What a single cell looks like: a year, a day, something with digits."""

from files.spreadsheets import Cell
from files.spreadsheets.danish_values import NotUnderstood, danish_date, shown
from imports.arranging.words import YEAR_IN, plain_year


def is_year(cell: Cell) -> bool:
    return plain_year(cell) is not None and YEAR_IN.fullmatch(shown(cell).strip()) is not None


def is_date(cell: Cell) -> bool:
    return _is_understood(cell) or (has_digits(cell) and not isinstance(cell, int | float))


def is_day(cell: Cell) -> bool:
    """Whether a cell is a day, and no number that may be one."""
    return not isinstance(cell, int | float) and has_digits(cell) and _is_understood(cell)


def _is_understood(cell: Cell) -> bool:
    try:
        danish_date(cell)
    except NotUnderstood:
        return False
    return True


def has_digits(cell: Cell) -> bool:
    return any(sign.isdigit() for sign in shown(cell))
