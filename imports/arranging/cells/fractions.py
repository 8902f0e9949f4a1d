"""A share of one where per cent is meant: 0,061 for 6,1 %. Nobody can tell without being told."""

from collections.abc import Mapping
from decimal import Decimal

from django.utils.translation import gettext as _

from files.spreadsheets import Cell
from imports.arranging.cells.asking import samples_of
from imports.arranging.cells.number_column import NumberColumn
from imports.arranging.cells.number_texts import written
from imports.arranging.questions import Choice, FileQuestion

FRACTION, PERCENT = "fraction", "percent"
#: A number is small beside others when it is so many times smaller than the smallest of them.
FAR_SMALLER = 5


def read_fractions(column: NumberColumn) -> None:
    """A hundred times the numbers that are shares of one, once somebody has said that they are."""
    suspects = _suspects(column)
    if suspects and column.ask(_question(column, suspects)) == FRACTION:
        for cell, number in suspects.items():
            is_text = isinstance(cell, str)
            column.replaced[cell] = written(number * 100) if is_text else float(number * 100)


def _suspects(column: NumberColumn) -> dict[Cell, Decimal]:
    """The numbers that may be shares of one; those with a % or the like beside them are none.

    Beside larger numbers a small one is suspected only where its hundredfold lies among them.
    """
    marked = {cell for cell, text in column.texts.items() if text.is_share}
    numbers = {cell: number for cell, number in column.numbers.items() if cell not in marked}
    larger = [number for number in numbers.values() if number > 1]
    small = {cell: number for cell, number in numbers.items() if 0 < number <= 1}
    if not larger:
        return small
    lowest, highest = min(larger), max(larger)
    return {
        cell: number
        for cell, number in small.items()
        if number * FAR_SMALLER < lowest and lowest / 2 <= number * 100 <= highest * 2
    }


def _question(column: NumberColumn, suspects: Mapping[Cell, Decimal]) -> FileQuestion:
    first = next(iter(suspects.values()))
    words = {"number": written(first), "percent": written(first * 100)}
    sentence = _("Are the numbers under “%(heading)s” per cent, or shares of 1?")
    return FileQuestion(
        f"unit:{column.heading}",
        "unit",
        sentence % {"heading": column.heading},
        (
            Choice(FRACTION, _("Shares of 1: %(number)s is %(percent)s %%") % words),
            Choice(PERCENT, _("Per cent: %(number)s is %(number)s %%") % words),
        ),
        count=column.count(suspects),
        samples=samples_of(suspects),
        because=_("The column is in per cent, and the numbers lie between 0 and 1."),
    )
