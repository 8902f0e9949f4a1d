"""A share of one where per cent is meant: 0,061 for 6,1 %. Nobody can tell without being told."""

from collections.abc import Collection, Mapping
from decimal import Decimal

from django.utils.translation import gettext as _

from files.spreadsheets import Cell
from imports.arranging.cells.asking import samples_of
from imports.arranging.cells.number_texts import written
from imports.arranging.questions import Choice, Question

FRACTION, PERCENT = "fraction", "percent"
#: A number is small beside others when it is so many times smaller than the smallest of them.
FAR_SMALLER = 5


def may_be_fractions(numbers: Mapping[Cell, Decimal], marked: Collection[Cell]) -> list[Cell]:
    """The cells whose numbers may be shares of one. marked: those that say that they are per cent.

    Beside larger numbers a small one is suspected only where its hundredfold lies among them.
    """
    unmarked = {cell: number for cell, number in numbers.items() if cell not in marked}
    larger = [number for number in unmarked.values() if number > 1]
    small = {cell: number for cell, number in unmarked.items() if 0 < number <= 1}
    if not larger:
        return list(small)
    lowest, highest = min(larger), max(larger)
    return [
        cell
        for cell, number in small.items()
        if number * FAR_SMALLER < lowest and lowest / 2 <= number * 100 <= highest * 2
    ]


def asked_of_fractions(heading: str, suspects: Mapping[Cell, Decimal], *, count: int) -> Question:
    """The one question whether these numbers are shares of one."""
    first = next(iter(suspects.values()))
    words = {"number": written(first), "percent": written(first * 100)}
    return Question(
        f"unit:{heading}",
        "unit",
        _("Are the numbers under “%(heading)s” per cent, or shares of 1?") % {"heading": heading},
        (
            Choice(
                FRACTION,
                _("Shares of 1: %(number)s is %(percent)s %%") % words,
            ),
            Choice(PERCENT, _("Per cent: %(number)s is %(number)s %%") % words),
        ),
        count=count,
        samples=samples_of(suspects),
        because=_("The column is in per cent, and the numbers lie between 0 and 1."),
    )


def in_percent(cell: Cell, number: Decimal) -> Cell:
    """A hundred times a share, as text where the file has text."""
    return written(number * 100) if isinstance(cell, str) else float(number * 100)
