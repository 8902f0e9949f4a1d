"""What somebody answered about a file, as its receipt lists it."""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from config.privacy import looks_like_cpr
from imports.arranging.causes import ANY_COLUMN, LEAVE_OUT, cell_question
from imports.arranging.questions import FileQuestion
from imports.kinds import FileKind
from imports.models import FileImport, LearnedAnswer

#: What the ids of answers about one cell, or one row, begin with: they stand on the receipt anyway.
OF_ONE = ("cell@", "row:")
LONGEST = 500


class ReceiptAnswer(NamedTuple):
    """A question and its answer. learned: what is remembered of it, where anything is."""

    asked: str
    label: str
    by: str
    learned: LearnedAnswer | None = None


def answers_given(
    kind: FileKind[Any, Any], source: Any, diff: Any
) -> Iterator[tuple[str, str, str]]:
    """Id, question and answer, for every answer that the file was read with."""
    arranged = kind.arranged(source)
    asked = (*(arranged.questions if arranged else ()), *kind.questions(source, diff))
    known = {one.id: one for one in asked}
    answers = kind.choices.answers
    for id_, answer in answers.items():
        heading, text = _cell_of(id_)
        is_told = heading not in ("", ANY_COLUMN) and cell_question(ANY_COLUMN, text) in answers
        if id_.startswith(OF_ONE) or is_told:
            continue
        told = (id_, _asked(known.get(id_), id_), _label(known.get(id_), answer))
        if not any(map(looks_like_cpr, told)):
            yield told[0][:LONGEST], told[1][:LONGEST], told[2][:LONGEST]


def on_receipt(imported: FileImport, learned: Iterable[LearnedAnswer]) -> list[ReceiptAnswer]:
    """The answers that a receipt keeps, each with what is remembered of it."""
    remembered = {one.question[:LONGEST]: one for one in learned}
    person = str(getattr(imported, "imported_by", None) or _("the command line"))
    return [
        ReceiptAnswer(asked, label, person, remembered.get(id_))
        for id_, asked, label in imported.answered
    ]


def _cell_of(id_: str) -> tuple[str, str]:
    """The heading and the text that a question about a cell is about."""
    kind, _colon, rest = id_.partition(":")
    heading, _colon, text = rest.partition(":")
    return (heading, text) if kind == "cell" else ("", "")


def _asked(question: FileQuestion | None, id_: str) -> str:
    """The question; of one that the answer has made an end of, what stood in the file."""
    if question is not None:
        return question.text
    heading, text = _cell_of(id_)
    if heading in ("", ANY_COLUMN):
        return _("“%(heading)s”") % {"heading": text or id_}
    return _("“%(text)s” under “%(heading)s”") % {"text": text, "heading": heading}


def _label(question: FileQuestion | None, answer: str) -> str:
    if answer == LEAVE_OUT:
        return _("The rows are left out")
    choices = question.choices if question else ()
    return next((one.label for one in choices if one.value == answer), answer)
