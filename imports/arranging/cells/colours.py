"""Values that stand in the colours of cells alone: told, and asked about."""

import colorsys
import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from files.spreadsheets import cell_address
from imports.arranging.cells.asking import EACH, MOST_SAMPLES, ReadingCells, on_scale
from imports.arranging.cells.step_families import choice_of, ways_of_colours
from imports.arranging.cells.step_words import StepWords
from imports.arranging.questions import Choice, FileQuestion

Place = tuple[int, int]
"""A cell: the row's number as the spreadsheet shows it, and the column from 0."""

LEAVE = "leave"
RGB = re.compile(r"(?:[0-9A-Fa-f]{2})?([0-9A-Fa-f]{6})")
GREEN, RED_AGAIN = 165, 340
#: Degrees of the circle of colours, and what it is called up to there.
NAMES = (
    *((15, "red"), (52, "orange"), (70, "yellow"), (GREEN, "green"), (260, "blue")),
    *((RED_AGAIN, "purple"), (361, "red")),
)
#: Hues nearer than that are the same colour, darker or lighter.
APART = 8


def read_colours(
    coloured: Mapping[Place, str],
    steps: StepWords,
    answers: Mapping[str, str],
    *,
    about: str = "",
) -> tuple[Mapping[Place, str], tuple[FileQuestion, ...]]:
    """Cells whose steps stand in their colours → label, once it is answered; and what is asked.

    One question where the colours lie between green and red; else one for each colour. A colour
    may mean nothing at all. about: the name of the scale, where the file has others.
    """
    reading = ReadingCells(answers)
    shades = list(dict.fromkeys(coloured.values()))
    laid = _laid_together(reading, coloured, from_green_to_red(shades), steps, about)
    if laid is None:
        told = {
            shade: reading.ask(on_scale(_asked_of_one(coloured, shade, steps), about))
            for shade in shades
        }
        laid = {shade: label for shade, label in told.items() if label and label != LEAVE}
    read = {place: laid[shade] for place, shade in coloured.items() if shade in laid}
    return read, tuple(reading.questions)


def _laid_together(
    reading: ReadingCells,
    coloured: Mapping[Place, str],
    ordered: Sequence[str],
    steps: StepWords,
    about: str,
) -> Mapping[str, str] | None:
    """Colour → label, none before it is answered; None where each colour is asked about."""
    ways = ways_of_colours(ordered, steps)
    if not ways:
        return None
    names = {shade: name_of(shade) for shade in ordered}
    words = {shade: colour_word(shade) for shade in ordered}
    by_value = {choice_of(way, names, words): way for way in ways}
    answer = reading.ask(on_scale(_asked_together(coloured, list(by_value)), about))
    if answer == EACH:
        return None
    return next((way for choice, way in by_value.items() if choice.value == answer), {})


def from_green_to_red(shades: Sequence[str]) -> list[str]:
    """The colours, the greenest first; none if one lies elsewhere, or two are alike.

    Where a colour of the workbook's theme lies, the workbook alone does not tell.
    """
    hues = {shade: hue for shade in shades if (hue := _hue(shade)) is not None}
    ordered = sorted(hues, key=lambda shade: -hues[shade])
    near = any(hues[one] - hues[other] < APART for one, other in pairwise(ordered))
    return [] if near or len(hues) != len(shades) else ordered


def name_of(shade: str) -> str:
    """A colour in one word of English, or as the workbook tells it."""
    match = RGB.fullmatch(shade)
    if match is None:
        return shade
    hue = _hue_of(match[1])
    return next(name for until, name in NAMES if hue < until)


def colour_word(shade: str) -> str:
    """What a colour is called on the page."""
    words = {
        "red": _("Red"),
        "orange": _("Orange"),
        "yellow": _("Yellow"),
        "green": _("Green"),
        "blue": _("Blue"),
        "purple": _("Purple"),
    }
    return words.get(name_of(shade), _("A colour of the theme"))


def _hue(shade: str) -> float | None:
    """Where between red (0) and green a colour lies; None if it lies elsewhere."""
    match = RGB.fullmatch(shade)
    if match is None:
        return None
    hue = _hue_of(match[1])
    if hue >= RED_AGAIN:
        return hue - 360
    return hue if hue < GREEN else None


def _hue_of(digits: str) -> float:
    red, green, blue = (int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4))
    return colorsys.rgb_to_hsv(red, green, blue)[0] * 360


def _asked_together(coloured: Mapping[Place, str], ways: Sequence[Choice]) -> FileQuestion:
    sentence = ngettext(
        "%(count)s cell says something by its colour alone. What does it mean?",
        "%(count)s cells say something by their colour alone. What do they mean?",
        len(coloured),
    )
    return FileQuestion(
        "colours",
        "cell",
        sentence % {"count": len(coloured)},
        (
            *ways,
            Choice(LEAVE, _("The colours mean nothing: the cells are empty")),
            Choice(EACH, _("Something else: answer for each")),
        ),
        count=len(coloured),
        samples=tuple(dict.fromkeys(map(colour_word, coloured.values())))[:MOST_SAMPLES],
        cells=tuple(cell_address(*place) for place in coloured),
    )


def _asked_of_one(coloured: Mapping[Place, str], shade: str, steps: StepWords) -> FileQuestion:
    places = [place for place, one in coloured.items() if one == shade]
    sentence = ngettext(
        "%(count)s cell is only coloured: %(colour)s. What does it mean?",
        "%(count)s cells are only coloured: %(colour)s. What do they mean?",
        len(places),
    )
    return FileQuestion(
        f"colour:{shade}",
        "cell",
        sentence % {"count": len(places), "colour": colour_word(shade)},
        (
            *(Choice(label, label) for label in steps.labels),
            Choice(LEAVE, _("The colour means nothing: the cells are empty")),
        ),
        count=len(places),
        samples=(colour_word(shade),),
        cells=tuple(cell_address(*place) for place in places),
    )
