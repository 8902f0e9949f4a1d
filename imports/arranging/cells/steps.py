"""Columns on one scale with steps: abbreviations, other ways to write it, misspellings."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from django.utils.translation import gettext as _

from files.spreadsheets import Cell
from files.spreadsheets.danish_values import NotUnderstood, danish_decimal, shown
from imports.arranging.causes import cell_question
from imports.arranging.cells.asking import (
    EACH,
    NOTHING,
    CellsRead,
    ReadingCells,
    answer_to,
    asked_about,
    on_scale,
    said_in,
)
from imports.arranging.cells.step_families import families_in
from imports.arranging.cells.step_words import (
    LONGEST,
    StepWords,
    nearest,
    proposed_label,
    sure_label,
)
from imports.arranging.questions import Choice, FileQuestion

#: With more texts than that the column is no column of steps.
MOST_ASKED = 40


def read_steps(
    headings: Sequence[str],
    cells: Iterable[Cell],
    steps: StepWords,
    answers: Mapping[str, str],
    *,
    about: str = "",
) -> CellsRead:
    """What surely names a step is read as its label; a family of abbreviations is asked about once.

    The other texts are asked about one by one. headings: of all columns on the scale. about: its
    name, where the file has others that are written in the same way.
    """
    said = said_in(cells)
    reading = ReadingCells(answers)
    strange = {cell: count for cell, count in said.items() if not steps.known(shown(cell))}
    unknown = _without_families(reading, strange, steps, about)
    for cell in unknown:
        if isinstance(cell, str) and (label := sure_label(cell, steps)):
            reading.replaced[cell] = label
    doubtful = [cell for cell in unknown if cell not in reading.replaced and _may_be_a_step(cell)]
    if len(doubtful) <= MOST_ASKED:
        for cell in doubtful:
            _ask(reading, headings, cell, said[cell], steps)
    return reading.done()


def _without_families(
    reading: ReadingCells, unknown: Mapping[Cell, int], steps: StepWords, about: str
) -> Mapping[Cell, int]:
    """Ask about each way to write the whole scale; what is left are the cells of no such way."""
    for family in families_in(unknown, steps):
        answer = reading.ask(on_scale(family.question, about)) or ""
        reading.replaced |= family.ways.get(answer, {})
        if answer != EACH:
            unknown = {cell: unknown[cell] for cell in unknown if cell not in family.cells}
    return unknown


def _ask(
    reading: ReadingCells, headings: Sequence[str], cell: Cell, count: int, steps: StepWords
) -> None:
    """Ask which step a cell means; the answer may have been given under any of the columns."""
    text = shown(cell)
    question = _question(headings, text, count, steps)
    answer = reading.ask(question)
    for heading in headings:
        if answer is None:
            answer = answer_to(replace(question, id=cell_question(heading, text)), reading.answers)
    if answer is not None:
        reading.replaced[cell] = "" if answer == NOTHING else answer


def _may_be_a_step(cell: Cell) -> bool:
    """Whether it can be asked which step a cell means: no long text, no mean, no day."""
    if isinstance(cell, datetime.date):
        return False
    try:
        number = danish_decimal(cell)
    except NotUnderstood:
        return len(shown(cell)) <= LONGEST
    return number == int(number)


def _question(headings: Sequence[str], text: str, count: int, steps: StepWords) -> FileQuestion:
    labels = [Choice(label, label) for label in nearest(text, steps)]
    proposed = proposed_label(text, steps)
    return asked_about(
        headings[0] if headings else "",
        text,
        count=count,
        choices=[*labels, Choice(NOTHING, _("No rating: read the cell as empty"))],
        proposed=proposed,
        because=_("The text is almost the same.") if proposed else "",
    )
