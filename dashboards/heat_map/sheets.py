"""On what paper a heat map is printed, so that no column is cut off. All widths in millimetres."""

from collections.abc import Collection
from typing import NamedTuple

#: The column of names, as the stylesheet says; what a figure takes, alone and with the years
#: before it; a letter of a code, and the air on both sides.
NAMES, FIGURE, WITH_YEARS, LETTER, AIR = 45, 6.6, 25, 2.0, 1.5
WORDS = 29  # a column of words


class PaperSize(NamedTuple):
    """A paper size, as the stylesheet calls it, how wide its print area is, and how large letters

    are on it, those of A4 being 1.
    """

    name: str
    width: int
    letters: float = 1


#: From the smallest: A4 upright, A4 and A3 across.
SHEETS = (
    PaperSize("", 178),
    PaperSize("print-wide", 273),
    PaperSize("print-wide print-a3", 396, 0.93),
)


def sheet_for_words(columns: int) -> PaperSize:
    """The smallest sheet for so many columns of words; there are never too many for the largest."""
    needed = NAMES + columns * (WORDS + AIR)
    return next(sheet for sheet in SHEETS if needed <= sheet.width or sheet is SHEETS[-1])


def sheet_for(codes: Collection[str], *, with_years: bool) -> PaperSize | None:
    """The smallest sheet for columns with these codes; None where the largest is too narrow."""
    figure = WITH_YEARS if with_years else FIGURE
    needed = sum(max(figure, LETTER * len(code)) for code in codes)
    for sheet in SHEETS:
        if NAMES + AIR * len(codes) + needed * sheet.letters <= sheet.width:
            return sheet
    return None
