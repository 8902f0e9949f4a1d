"""What a file of results would do, row by row."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from django.utils.translation import gettext as _

from files.spreadsheets import Row, Sheet
from files.spreadsheets.columns import not_read
from programmes.figures import ResultPlace
from programmes.models import Course, Programme, Question


class NotRecognised(Exception):
    """The headings are not those of a survey. Carries one sentence for the user."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class Fault(NamedTuple):
    """One cell to be mended: where, under which heading, what stands there and what to do."""

    row: int
    address: str
    column: str
    message: str


@dataclass(frozen=True, slots=True)
class Answer:
    """One part of an answer as the file tells it."""

    label: str
    rank: int | None
    percent: Decimal | None
    count: int | None


@dataclass(frozen=True, slots=True)
class Planned:
    """A row understood. before: the result it takes the place of, in words; empty when new."""

    row: Row
    question: Question
    course: Course | None
    institution: int | None
    respondents: int
    mean: Decimal | None
    answers: tuple[Answer, ...]
    before: str = ""
    is_unchanged: bool = False

    @property
    def place(self) -> ResultPlace:
        return ResultPlace(self.course.pk if self.course else None, self.institution)

    @property
    def words(self) -> str:
        """The answers as one line, as the preview shows them."""
        return in_words(self.respondents, self.mean, self.answers)


@dataclass(slots=True)
class Plan:
    """What a file would do. With faults nothing of it can be read in.

    read: the columns that a row was read from, from 0.
    """

    programme: Programme
    sheet: Sheet
    planned: list[Planned] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    read: set[int] = field(default_factory=set)

    @property
    def not_read(self) -> str:
        """The sentence about columns of which nothing is read; "" where there are none.

        A row at fault is not read to its end, so that as long only the faults are told.
        """
        return "" if self.faults else not_read(self.sheet, self.read)

    @property
    def changing(self) -> list[Planned]:
        return [row for row in self.planned if not row.is_unchanged]

    @property
    def new(self) -> int:
        return sum(not row.before for row in self.planned)

    @property
    def changed(self) -> int:
        return len(self.changing) - self.new

    @property
    def unchanged(self) -> int:
        return len(self.planned) - len(self.changing)

    @property
    def fingerprint(self) -> str:
        """Of what it would do: a file that would do something else has been overtaken."""
        told = repr([(row.question.pk, row.place, row.words, row.before) for row in self.planned])
        return hashlib.sha256(f"{self.programme.pk}{self.sheet.sha256}{told}".encode()).hexdigest()


def in_words(respondents: int | None, mean: Decimal | None, answers: Sequence[Answer]) -> str:
    """“n = 60: I meget høj grad 15 %, …”"""
    parts = [
        f"{answer.label} {answer.count}"
        if answer.percent is None
        else f"{answer.label} {_plain(answer.percent)} %"
        for answer in answers
    ]
    if mean is not None:
        parts.append(_("mean %(mean)s") % {"mean": _plain(mean)})
    return f"n = {respondents}: {', '.join(parts)}"


def _plain(number: Decimal) -> str:
    return format(number.normalize(), "f").replace(".", ",")
