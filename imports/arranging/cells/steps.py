"""Columns on one scale with steps: abbreviations, other ways to write it, misspellings."""

import datetime
from collections.abc import Iterable, Mapping, Sequence

from django.utils.translation import gettext as _

from files.spreadsheets import Cell
from files.spreadsheets.danish_values import NotUnderstood, danish_decimal, shown
from imports.arranging.causes import cell_question
from imports.arranging.cells.asking import (
    EACH,
    NOTHING,
    CellsRead,
    answer_to,
    asked_about,
    said_in,
)
from imports.arranging.cells.step_families import families_in
from imports.arranging.cells.step_words import LONGEST, Steps, nearest, proposed_label, sure_label
from imports.arranging.questions import Choice, Question

#: With more texts than that the column is no column of steps.
MOST_ASKED = 40


def read_steps(
    headings: Sequence[str], cells: Iterable[Cell], steps: Steps, answers: Mapping[str, str]
) -> CellsRead:
    """What surely names a step is read as its label; a family of abbreviations is asked about once.

    The other texts are asked about one by one. headings: of all columns on the scale.
    """
    said = said_in(cells)
    unknown = {cell: count for cell, count in said.items() if not steps.known(shown(cell))}
    replaced: dict[Cell, Cell] = {}
    questions: list[Question] = []
    for family in families_in(unknown, steps):
        questions.append(family.question)
        answer = answer_to(family.question, answers) or ""
        replaced |= family.ways.get(answer, {})
        if answer != EACH:
            unknown = {cell: unknown[cell] for cell in unknown if cell not in family.cells}
    for cell in unknown:
        if isinstance(cell, str) and (label := sure_label(cell, steps)):
            replaced[cell] = label
    doubtful = [cell for cell in unknown if cell not in replaced and _may_be_a_step(cell)]
    for cell in doubtful if len(doubtful) <= MOST_ASKED else ():
        question = _question(headings, shown(cell), said[cell], steps)
        questions.append(question)
        answer = (
            answer_to(question, _of_all_columns(question, headings, shown(cell), answers)) or ""
        )
        if answer:
            replaced[cell] = "" if answer == NOTHING else answer
    return CellsRead(replaced, tuple(questions))


def _may_be_a_step(cell: Cell) -> bool:
    """Whether it can be asked which step a cell means: no long text, no mean, no day."""
    if isinstance(cell, datetime.date):
        return False
    try:
        number = danish_decimal(cell)
    except NotUnderstood:
        return len(shown(cell)) <= LONGEST
    return number == int(number)


def _question(headings: Sequence[str], text: str, count: int, steps: Steps) -> Question:
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


def _of_all_columns(
    question: Question, headings: Sequence[str], text: str, answers: Mapping[str, str]
) -> Mapping[str, str]:
    """The answer to a question, given under whatever column of the scale."""
    ids = (question.id, *(cell_question(heading, text) for heading in headings))
    given = next((answers[one] for one in ids if one in answers), None)
    return {} if given is None else {question.id: given}
