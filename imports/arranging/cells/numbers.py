"""A column of numbers: points and commas told apart, shares as text, fractions asked about once."""

import datetime
from collections.abc import Iterable, Mapping
from decimal import Decimal

from django.utils.translation import gettext as _

from files.spreadsheets import Cell
from files.spreadsheets.danish_values import shown
from imports.arranging.cells.asking import NOTHING, CellsRead, asked_about
from imports.arranging.cells.beside_numbers import read_beside
from imports.arranging.cells.fractions import read_fractions
from imports.arranging.cells.in_brackets import without_brackets
from imports.arranging.cells.number_column import NumberColumn
from imports.arranging.cells.number_texts import written
from imports.arranging.cells.separators import read_separators
from imports.arranging.questions import Choice

#: What stands for a figure that nobody has.
NO_FIGURE = frozenset(
    (
        *("mangler", "ukendt", "ingen data", "data mangler", "ikke indberettet", "ikke modtaget"),
        *(
            "ikke afleveret",
            "afventer",
            "ikke med",
            "ingen måling",
            "ikke beregnet",
            "opgøres ikke",
        ),
    )
)


def read_numbers(
    heading: str,
    cells: Iterable[Cell],
    *,
    lowest: Decimal | float | None,
    highest: Decimal | float | None,
    is_percent: bool,
    answers: Mapping[str, str],
    unit: str = "",
    way: str = "",
) -> CellsRead:
    """What is surely a number is read; what may be two is asked about, once for the column.

    What the strict reader takes stays as it stands, but for shares of one where per cent is meant,
    and 1,250 in a column with decimal points: of both one is asked.
    """
    limits = (_decimal(lowest), _decimal(highest))
    cells = list(cells)
    bare, asked, doubtful = without_brackets(cells, answers)
    if bare or doubtful:
        cells = [bare.get(cell, cell) for cell in cells if cell not in doubtful]
    column = NumberColumn(
        heading,
        cells,
        limits=limits,
        is_percent=is_percent,
        answers=answers,
        unit=unit,
        way=way,
    )
    read_separators(column)
    read_beside(column)
    _read_days(column)
    if is_percent:
        read_fractions(column)
    column.replaced |= {cell: NOTHING for cell in column.said if _is_none(cell)}
    read = column.done()
    meant = {cell: read.replaced.get(said, said) for cell, said in bare.items()}
    return CellsRead({**read.replaced, **meant}, (*asked, *read.questions))


def _is_none(cell: Cell) -> bool:
    """Whether a text says that there is no figure."""
    return isinstance(cell, str) and cell.strip().casefold() in NO_FIGURE


def _decimal(limit: Decimal | float | None) -> Decimal | None:
    return None if limit is None else Decimal(str(limit))


def _read_days(column: NumberColumn) -> None:
    """Excel makes a day of “3.4”: ask what stood there, where a number on the scale can have."""
    for cell in column.said:
        if not isinstance(cell, datetime.date):
            continue
        numbers = (Decimal(f"{cell.day}.{cell.month}"), Decimal(f"{cell.day}.{cell.month:02}"))
        fitting = [written(one) for one in dict.fromkeys(numbers) if column.fits(one)]
        if not fitting:
            continue
        question = asked_about(
            column.heading,
            shown(cell),
            count=column.said[cell],
            choices=[
                *(Choice(one, one) for one in fitting),
                Choice(NOTHING, _("No value: read the cell as empty")),
            ],
            takes_text=True,
            because=_("Excel makes a date of a number with a point, like 3.4."),
        )
        if (answer := column.ask(question)) is not None:
            column.replaced[cell] = "" if answer == NOTHING else answer
