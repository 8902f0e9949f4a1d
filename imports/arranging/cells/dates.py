"""A column of days: what is written in other ways than ours, and what may be several days."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from files.spreadsheets import Cell
from files.spreadsheets.danish_values import EXCEL_DAYS, NotUnderstood, danish_date, shown
from imports.arranging.cells.asking import (
    NOTHING,
    CellsRead,
    ReadingCells,
    asked_about,
    said_in,
)
from imports.arranging.cells.day_order import in_order, order_of
from imports.arranging.cells.day_texts import days_of, weekday_in, years_of
from imports.arranging.cells.month_days import days_of_months
from imports.arranging.cells.part_days import likely_days
from imports.arranging.questions import Choice, FileQuestion

MOST_CHOICES = 6


class Days(NamedTuple):
    """The days a cell can be. stands: whether the strict reader takes it as it stands."""

    days: tuple[datetime.date, ...]
    stands: bool


def read_dates(heading: str, cells: Iterable[Cell], answers: Mapping[str, str]) -> CellsRead:
    """What is surely a day is read; a text that may be several days, or tells none, is asked about.

    What the strict reader takes stays as it stands, but where days are written month first: then
    one is asked. An answer is a day, or nothing at all.
    """
    said = said_in(cells)
    reading = ReadingCells(answers)
    order = order_of(heading, said)
    if order and (chosen := reading.ask(order)):
        reading.replaced |= in_order(chosen, said)
    read = {cell: _days_of_cell(cell) for cell in said}
    untold = {cell: said[cell] for cell, found in read.items() if not found.days}
    reading.replaced |= days_of_months(heading, untold, reading)
    years = years_of(found.days[0] for found in read.values() if len(found.days) == 1)
    for cell, found in read.items():
        if found.stands or cell in reading.replaced:
            continue
        if len(found.days) == 1 and _agrees(cell, found.days[0]):
            reading.replaced[cell] = found.days[0]
        elif days := found.days or likely_days(shown(cell), years):
            _ask(reading, heading, cell, said[cell], days)
    return reading.done()


def _ask(
    reading: ReadingCells, heading: str, cell: Cell, count: int, days: Sequence[datetime.date]
) -> None:
    answer = reading.ask(_question(heading, shown(cell), count, days))
    if answer is None:
        return
    if answer.strip() in ("", NOTHING):
        reading.replaced[cell] = ""
    elif len(found := _days_of_cell(answer).days) == 1:
        reading.replaced[cell] = found[0]


def _days_of_cell(cell: Cell) -> Days:
    try:
        return Days((danish_date(cell),), stands=True)
    except NotUnderstood:
        pass
    if isinstance(cell, float) and cell // 1 in EXCEL_DAYS:  # a clock time with the day
        return Days((danish_date(int(cell)),), stands=False)
    return Days(days_of(shown(cell)), stands=False)


def _agrees(cell: Cell, found: datetime.date) -> bool:
    """Whether the day of the week that a text tells, if any, is that of its day."""
    weekday = weekday_in(shown(cell))
    return weekday is None or weekday == found.weekday()


def _question(heading: str, text: str, count: int, days: Sequence[datetime.date]) -> FileQuestion:
    choices = [
        Choice(shown(one), date_format(one, "j. F Y"), date_format(one, "l"))
        for one in days[:MOST_CHOICES]
    ]
    return asked_about(
        heading,
        text,
        count=count,
        choices=[*choices, Choice(NOTHING, _("No date: read the cell as empty"))],
        takes_text=True,
        because=_("The text does not tell one day. Choose one, or write it as 31-12-2026."),
    )
