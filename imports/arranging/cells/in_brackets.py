"""Two figures in one cell, one of them in brackets: “6,0 ▲ (5,9)”, “67 (82,7 %)”, “4,2 (n=38)”."""

import re
from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from files.spreadsheets import Cell
from files.spreadsheets.danish_values import is_missing, is_suppressed, shown
from imports.arranging.cells.asking import NOTHING, ReadingCells, samples_of
from imports.arranging.cells.number_texts import number_in
from imports.arranging.questions import Choice, FileQuestion

TWO = re.compile(
    r"\s*(?P<first>[^()\[\]]*?)\s*[▲▼►◄▶◀△▽↑↓→←↗↘⇧⇩]*\s*[(\[](?P<second>[^()\[\]]*)[)\]]\s*"
)
#: How many answered; and that there was nothing before.
COUNTED = re.compile(r"\s*n\s*[=:]?\s*[\d.,]+\s*", re.IGNORECASE)
NONE_THERE = re.compile(r"\s*(?:n/?a\.?|i\.?\s?a\.?|-|–|ny|ingen)\s*", re.IGNORECASE)
#: So many cells with two figures are a way to write, and no slip.
ENOUGH = 2
QUESTION = "unit:*:()"
FIRST, SECOND = "first", "second"


def without_brackets(
    cells: Iterable[Cell], answers: Mapping[str, str]
) -> tuple[Mapping[Cell, Cell], tuple[FileQuestion, ...], frozenset[Cell]]:
    """Cells with two figures → the one that is meant; what is asked, and of which cells still.

    How many answered is never the figure. What else stands in brackets is asked about once.
    """
    found = {cell: two for cell in dict.fromkeys(cells) if (two := _two_in(cell))}
    counted = {
        cell: two["first"] for cell, two in found.items() if COUNTED.fullmatch(two["second"])
    }
    asked = {cell: two for cell, two in found.items() if cell not in counted}
    if len(asked) < ENOUGH or all(NONE_THERE.fullmatch(two["second"]) for two in asked.values()):
        return counted, (), frozenset()
    reading = ReadingCells(answers)
    answer = reading.ask(_question(asked))
    which = {FIRST: "first", SECOND: "second"}.get(answer or "")
    said: dict[Cell, Cell] = {cell: two[which] for cell, two in asked.items()} if which else {}
    if answer == NOTHING:
        said = dict.fromkeys(asked, "")
    return {**counted, **said}, tuple(reading.questions), frozenset(asked.keys() - said.keys())


def _two_in(cell: Cell) -> re.Match[str] | None:
    """The two figures of a text; the first may be hidden, or not there."""
    may_be = isinstance(cell, str) and cell.rstrip().endswith((")", "]"))
    found = TWO.fullmatch(str(cell)) if may_be else None
    if found is None or not found["first"]:
        return None
    first, second = found["first"], found["second"]
    is_first = number_in(first) is not None or is_missing(first) or is_suppressed(first)
    has_digits = any(map(str.isdigit, second))
    return found if is_first and (has_digits or NONE_THERE.fullmatch(second)) else None


def _question(cells: Mapping[Cell, re.Match[str]]) -> FileQuestion:
    cell, two = next(iter(cells.items()))
    words = {"text": shown(cell), "first": two["first"], "second": two["second"]}
    return FileQuestion(
        QUESTION,
        "unit",
        _("Cells hold two figures, one of them in brackets. Which one is meant?"),
        (
            Choice(FIRST, _("The one in front: “%(text)s” is %(first)s") % words),
            Choice(SECOND, _("The one in brackets: “%(text)s” is %(second)s") % words),
            Choice(NOTHING, _("No values: read the cells as empty")),
        ),
        count=len(cells),
        samples=samples_of(cells),
    )
