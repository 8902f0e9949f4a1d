"""Values that stand in the colours of cells alone: told, and asked about."""

import colorsys
import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from files.spreadsheets import cell_address
from imports.arranging.cells.asking import EACH, MOST_SAMPLES, answer_to
from imports.arranging.cells.step_families import ways_of_colours
from imports.arranging.cells.step_words import Steps
from imports.arranging.questions import Choice, Question

Place = tuple[int, int]
"""A cell: the row's number as the spreadsheet shows it, and the column from 0."""

LEAVE = "leave"
RGB = re.compile(r"(?:[0-9A-Fa-f]{2})?([0-9A-Fa-f]{6})")
#: Degrees of the circle of colours: red is 0, yellow 60, green 120. Beyond, they have no order.
ORANGE, YELLOW, GREEN, BEYOND, RED_AGAIN = 15, 44, 70, 165, 340
#: Hues nearer than that are the same colour, darker or lighter.
APART = 8


def read_colours(
    coloured: Mapping[Place, str], steps: Steps, answers: Mapping[str, str]
) -> tuple[Mapping[Place, str], tuple[Question, ...]]:
    """Cells whose steps stand in their colours → label, once it is answered; and what is asked.

    One question where the colours lie between green and red; else one for each colour. A colour
    may mean nothing at all.
    """
    laid: dict[str, str] = {}
    questions: list[Question] = []
    answer: str | None = EACH
    if ordered := from_green_to_red(list(dict.fromkeys(coloured.values()))):
        ways = list(ways_of_colours(ordered, steps))
        if ways:
            question = _asked_together(coloured, [(value, told) for value, told, _laid in ways])
            questions.append(question)
            answer = answer_to(question, answers)
            laid = next((found for value, _told, found in ways if value == answer), {})
    if answer == EACH:
        for shade in dict.fromkeys(coloured.values()):
            question = _asked_of_one(coloured, shade, steps)
            questions.append(question)
            answer = answer_to(question, answers)
            if answer and answer != LEAVE:
                laid[shade] = answer
    read = {place: laid[shade] for place, shade in coloured.items() if shade in laid}
    return read, tuple(questions)


def from_green_to_red(shades: Sequence[str]) -> dict[str, str]:
    """What each colour is called, the greenest first; none if one lies elsewhere, or two are alike.

    A colour of the workbook's theme is none that can be told.
    """
    hues = {shade: hue for shade in shades if (hue := _hue(shade)) is not None}
    ordered = sorted(hues, key=lambda shade: -hues[shade])
    near = any(hues[one] - hues[other] < APART for one, other in pairwise(ordered))
    if near or len(hues) != len(shades):
        return {}
    return {shade: colour_word(shade) for shade in ordered}


def colour_word(shade: str) -> str:
    """What a colour is called, or how the workbook tells it."""
    hue = _hue(shade)
    if hue is None:
        return shade
    if hue < ORANGE:
        return _("Red")
    if hue < YELLOW:
        return _("Orange")
    return _("Yellow") if hue < GREEN else _("Green")


def _hue(shade: str) -> float | None:
    """Where between red (0) and green a colour lies; None if it lies elsewhere."""
    match = RGB.fullmatch(shade)
    if match is None:
        return None
    red, green, blue = (int(match[1][at : at + 2], 16) / 255 for at in (0, 2, 4))
    hue = colorsys.rgb_to_hsv(red, green, blue)[0] * 360
    if hue >= RED_AGAIN:
        return hue - 360
    return hue if hue <= BEYOND else None


def _asked_together(coloured: Mapping[Place, str], ways: Sequence[tuple[str, str]]) -> Question:
    sentence = ngettext(
        "%(count)s cell says something by its colour alone. What does it mean?",
        "%(count)s cells say something by their colour alone. What do they mean?",
        len(coloured),
    )
    return Question(
        "colours",
        "cell",
        sentence % {"count": len(coloured)},
        (
            *(Choice(value, told) for value, told in ways),
            Choice(LEAVE, _("The colours mean nothing: the cells are empty")),
            Choice(EACH, _("Something else: answer for each")),
        ),
        count=len(coloured),
        samples=tuple(dict.fromkeys(map(colour_word, coloured.values())))[:MOST_SAMPLES],
        cells=tuple(cell_address(*place) for place in coloured),
    )


def _asked_of_one(coloured: Mapping[Place, str], shade: str, steps: Steps) -> Question:
    places = [place for place, one in coloured.items() if one == shade]
    sentence = ngettext(
        "%(count)s cell is only coloured: %(colour)s. What does it mean?",
        "%(count)s cells are only coloured: %(colour)s. What do they mean?",
        len(places),
    )
    return Question(
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
