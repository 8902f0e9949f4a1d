"""Months where days are meant: asked once for all of them, and not month by month."""

import datetime
from calendar import monthrange
from collections.abc import Mapping

from django.utils.translation import gettext as _

from files.spreadsheets import Cell
from files.spreadsheets.danish_values import shown
from imports.arranging.cells.asking import EACH, ReadingCells, samples_of
from imports.arranging.questions import Choice, FileQuestion
from imports.arranging.times import PartOfYear, part_of_year

FIRST, MIDDLE, LAST = "first", "middle", "last"
#: Fewer months are asked about by themselves.
SEVERAL = 2


def days_of_months(
    heading: str, said: Mapping[Cell, int], reading: ReadingCells
) -> dict[Cell, Cell]:
    """Month → its day, as somebody has said; {} where few months stand there."""
    months = {cell: part for cell in said if (part := _month_in(cell))}
    if len(months) < SEVERAL:
        return {}
    choices = (
        Choice(FIRST, _("The first day of the month")),
        Choice(MIDDLE, _("The 15th of the month")),
        Choice(LAST, _("The last day of the month")),
        Choice(EACH, _("Different days: ask about each month")),
    )
    question = FileQuestion(
        f"days:{heading}",
        "cell",
        _("Months stand under “%(heading)s”, and a day is needed. Which day of the month is meant?")
        % {"heading": heading},
        choices,
        proposed=FIRST,
        count=sum(said[cell] for cell in months),
        samples=samples_of(months),
    )
    answer = reading.ask(question)
    if answer == EACH:
        return {}
    return {cell: _day_of(month, answer) if answer else cell for cell, month in months.items()}


def _month_in(cell: Cell) -> PartOfYear | None:
    part = part_of_year(cell) if isinstance(cell, str) else None
    return part if part and part.year and shown(part.part).isdecimal() else None


def _day_of(month: PartOfYear, answer: str) -> datetime.date:
    year, number = month.year or 0, int(month.part)
    last = monthrange(year, number)[1]
    return datetime.date(year, number, {FIRST: 1, MIDDLE: 15, LAST: last}[answer])
