"""What stands beside numbers in their cells: 12 dage, ca. 60, 7*. Asked about, once for each."""

import re
from collections.abc import Mapping
from decimal import Decimal

from django.utils.translation import gettext as _

from files.spreadsheets import Cell
from files.spreadsheets.danish_values import shown
from imports.arranging.cells.asking import NOTHING, samples_of
from imports.arranging.cells.number_column import NumberColumn
from imports.arranging.cells.number_texts import NumberText, written
from imports.arranging.questions import Choice, FileQuestion

#: A remark behind a number: “3,4 (tilstrækkelig)”.
IN_WORDS = re.compile(r"\([^\W\d_][^()\d]{2,}\)")
NUMBER, LEAVE = "number", "leave"


def read_beside(column: NumberColumn) -> None:
    """Read the numbers alone where somebody has said so; the others are for the strict reader."""
    found: dict[str, dict[Cell, Decimal]] = {}
    for cell, text in column.texts.items():
        number = None if cell in column.numbers else _number_of(column, text)
        if number is not None:
            found.setdefault(text.beside, {})[cell] = number
    for beside, cells in found.items():
        is_remark = IN_WORDS.fullmatch(beside) is not None
        answer = NUMBER if is_remark else column.ask(_question(column, beside, cells))
        if answer == NUMBER:
            for cell, number in cells.items():
                column.take(cell, number)
        elif answer == NOTHING:
            column.replaced |= dict.fromkeys(cells, "")


def _number_of(column: NumberColumn, text: NumberText) -> Decimal | None:
    """The number with something beside it that is asked about; None where it may be two."""
    if not text.beside or (text.is_share and not column.is_percent):
        return None
    if text.is_certain:
        return text.value
    way = column.way_that_fits(text)
    return text.read(way) if way else None


def _question(column: NumberColumn, beside: str, cells: Mapping[Cell, Decimal]) -> FileQuestion:
    cell, number = next(iter(cells.items()))
    words = {"text": shown(cell), "number": written(number)}
    sentence = _("Under “%(heading)s” numbers have “%(beside)s” beside them. What are they?")
    return FileQuestion(
        f"unit:{column.heading}:{beside}",
        "unit",
        sentence % {"heading": column.heading, "beside": beside},
        (
            Choice(NUMBER, _("The numbers alone: “%(text)s” is %(number)s") % words),
            Choice(NOTHING, _("No values: read the cells as empty")),
            Choice(LEAVE, _("Neither: the cells have to be corrected")),
        ),
        count=column.count(cells),
        samples=samples_of(cells),
    )
