"""Days whose numbers stand in another order than ours: 05/13/2026, 26-05-13. Asked about once."""

import datetime
import re
from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from files.spreadsheets import Cell
from files.spreadsheets.danish_values import shown
from imports.arranging.cells.asking import samples_of
from imports.arranging.cells.day_texts import day, full_year
from imports.arranging.questions import Choice, FileQuestion

NUMBERS = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})")
DAY_FIRST, MONTH_FIRST, YEAR_FIRST = "day first", "month first", "year first"
#: The first number of so many days is the same, and no day of the month is: it is a year.
ENOUGH = 3


def order_of(heading: str, said: Mapping[Cell, int]) -> FileQuestion | None:
    """The question in what order the numbers stand, where something speaks against day first.

    The strict reader takes 05/12/2026 for the fifth of December, whatever the other cells say.
    """
    numbers = {cell: match for cell in said if (match := NUMBERS.fullmatch(str(cell)))}
    first = {cell: int(match[1]) for cell, match in numbers.items()}
    second = {cell: int(match[3]) for cell, match in numbers.items()}
    backward = [cell for cell in numbers if first[cell] <= 12 < second[cell]]
    if backward:
        is_mixed = any(second[cell] <= 12 < first[cell] for cell in numbers)
        return _question(heading, MONTH_FIRST, numbers, said, backward, is_mixed=is_mixed)
    short = [cell for cell, match in numbers.items() if len(match[4]) == 2]
    last = {numbers[cell][4] for cell in short}
    if len(last) >= ENOUGH and len({first[cell] for cell in short}) == 1:
        return _question(heading, YEAR_FIRST, numbers, said, short, is_mixed=True)
    return None


def in_order(order: str, said: Iterable[Cell]) -> dict[Cell, Cell]:
    """Each day that can be read in this order, read so; none where the day stands first."""
    if order == DAY_FIRST:
        return {}
    read: dict[Cell, Cell] = {}
    for cell in said:
        if (match := NUMBERS.fullmatch(str(cell))) and (found := _day_in(order, match)):
            read[cell] = found
    return read


def _day_in(order: str, match: re.Match[str]) -> datetime.date | None:
    one, _sign, two, three = match.groups()
    if order == MONTH_FIRST:
        return day(full_year(three), int(one), int(two)) if int(one) <= 12 else None
    if len(one) != 2 or len(three) != 2 or int(two) > 12:
        return None
    return day(full_year(one), int(two), int(three))


def _question(
    heading: str,
    order: str,
    numbers: Iterable[Cell],
    said: Mapping[Cell, int],
    speaking: list[Cell],
    *,
    is_mixed: bool,
) -> FileQuestion:
    sentences = {
        MONTH_FIRST: _("Does the month stand first under “%(heading)s”, as in %(sample)s?"),
        YEAR_FIRST: _("Does the year stand first under “%(heading)s”, as in %(sample)s?"),
    }
    labels = {MONTH_FIRST: _("The month stands first"), YEAR_FIRST: _("The year stands first")}
    return FileQuestion(
        f"unit:{heading}:order",
        "unit",
        sentences[order] % {"heading": heading, "sample": shown(speaking[0])},
        (Choice(order, labels[order]), Choice(DAY_FIRST, _("The day stands first"))),
        proposed="" if is_mixed else order,
        count=sum(said[cell] for cell in numbers),
        samples=samples_of([*speaking, *numbers]),
    )
