"""A column of days: what is written in other ways than ours, and what may be several days."""

import datetime
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from files.spreadsheets import Cell
from files.spreadsheets.danish_values import EXCEL_DAYS, NotUnderstood, danish_date, shown
from imports.arranging.cells.asking import (
    NOTHING,
    CellsRead,
    answer_to,
    asked_about,
    said_in,
    samples_of,
)
from imports.arranging.cells.day_texts import day, days_of, full_year, weekday_in, years_of
from imports.arranging.cells.part_days import likely_days
from imports.arranging.questions import Choice, Question

TWO_NUMBERS = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})")
DAY_FIRST, MONTH_FIRST = "day first", "month first"
MOST_CHOICES = 6


class Days(NamedTuple):
    """The days a cell can be. stands: whether the strict reader takes it as it stands."""

    days: tuple[datetime.date, ...]
    stands: bool


def read_dates(heading: str, cells: Iterable[Cell], answers: Mapping[str, str]) -> CellsRead:
    """What is surely a day is read; a text that may be several days, or tells none, is asked about.

    What the strict reader takes stays as it stands. An answer is a day, or nothing at all.
    """
    said = said_in(cells)
    read = {cell: _days_of_cell(cell) for cell in said}
    order = _order_of(heading, said)
    questions = [order] if order else []
    replaced = _swapped(said) if order and answer_to(order, answers) == MONTH_FIRST else {}
    years = years_of(found.days[0] for found in read.values() if len(found.days) == 1)
    for cell, found in read.items():
        if found.stands or cell in replaced:
            continue
        if len(found.days) == 1 and _agrees(cell, found.days[0]):
            replaced[cell] = found.days[0]
            continue
        if days := found.days or likely_days(shown(cell), years):
            question = _question(heading, shown(cell), said[cell], days)
            questions.append(question)
            if (answer := _answered(question, answers)) is not None:
                replaced[cell] = answer
    return CellsRead(replaced, tuple(questions))


def _days_of_cell(cell: Cell) -> Days:
    try:
        return Days((danish_date(cell),), stands=True)
    except NotUnderstood:
        pass
    if isinstance(cell, float) and int(cell) in EXCEL_DAYS:  # a clock time with the day
        return Days((danish_date(int(cell)),), stands=False)
    return Days(days_of(shown(cell)), stands=False)


def _agrees(cell: Cell, found: datetime.date) -> bool:
    """Whether the day of the week that a text tells, if any, is that of its day."""
    weekday = weekday_in(shown(cell))
    return weekday is None or weekday == found.weekday()


def _question(heading: str, text: str, count: int, days: Sequence[datetime.date]) -> Question:
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


def _answered(question: Question, answers: Mapping[str, str]) -> Cell | None:
    answer = answer_to(question, answers)
    if answer is None:
        return None
    if answer.strip() in ("", NOTHING):
        return ""
    found = _days_of_cell(answer).days
    return found[0] if len(found) == 1 else None


# --- Months before days ---------------------------------------------------------------------------


def _order_of(heading: str, said: Mapping[Cell, int]) -> Question | None:
    """Asked where days are written that have no day first: 05/13/2026. Others may be so, too."""
    numbers = {cell: match for cell in said if (match := TWO_NUMBERS.fullmatch(str(cell)))}
    backward = [cell for cell, match in numbers.items() if int(match[1]) <= 12 < int(match[3])]
    forward = [cell for cell, match in numbers.items() if int(match[3]) <= 12 < int(match[1])]
    if not backward:
        return None
    sentence = _("Does the month stand first under “%(heading)s”, as in %(sample)s?")
    return Question(
        f"unit:{heading}:order",
        "unit",
        sentence % {"heading": heading, "sample": shown(backward[0])},
        (
            Choice(MONTH_FIRST, _("The month stands first")),
            Choice(DAY_FIRST, _("The day stands first, and these cells are wrong")),
        ),
        proposed="" if forward else MONTH_FIRST,
        count=sum(said[cell] for cell in numbers),
        samples=samples_of([*backward, *numbers]),
    )


def _swapped(said: Iterable[Cell]) -> dict[Cell, Cell]:
    """Each day that can be read with its month first, read so."""
    swapped: dict[Cell, Cell] = {}
    for cell in said:
        if match := TWO_NUMBERS.fullmatch(str(cell)):
            month, _sign, number, year = match.groups()
            if int(month) <= 12 and (found := day(full_year(year), int(month), int(number))):
                swapped[cell] = found
    return swapped
