"""What a file of results would do, row by row."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from files.spreadsheets import Row, Sheet
from imports.columns import SheetColumns, SheetErrors
from imports.diff import ImportDiff, RowError
from programmes.figures import ResultPlace
from programmes.models import Course, Programme, Question


@dataclass(frozen=True, slots=True)
class PlannedAnswer:
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
    answers: tuple[PlannedAnswer, ...]
    before: str = ""
    is_unchanged: bool = False

    @property
    def place(self) -> ResultPlace:
        return ResultPlace(self.course.pk if self.course else None, self.institution)

    @property
    def words(self) -> str:
        """The answers as one line, as the preview shows them."""
        return in_words(self.respondents, self.mean, self.answers)


class SurveyDiff(ImportDiff):
    """What a file of results would do to a programme."""

    def __init__(self, programme: Programme, sheet: Sheet) -> None:
        self.programme, self.sheet = programme, sheet
        self.headings = SheetColumns(sheet)
        self.wrong = SheetErrors(sheet)
        self.planned: list[Planned] = []

    @property
    def errors(self) -> list[RowError]:
        return self.wrong

    @property
    def not_read(self) -> str:
        """A row at fault is not read to its end, so that as long only the errors are told."""
        return "" if self.errors else self.headings.not_read

    @property
    def changing(self) -> list[Planned]:
        return [row for row in self.planned if not row.is_unchanged]

    @property
    def new_count(self) -> int:
        return sum(not row.before for row in self.planned)

    @property
    def changed_count(self) -> int:
        return len(self.changing) - self.new_count

    @property
    def unchanged_count(self) -> int:
        return len(self.planned) - len(self.changing)

    @property
    def fingerprint(self) -> str:
        """Of what it would do: a file that would do something else has been overtaken."""
        told = repr([(row.question.pk, row.place, row.words, row.before) for row in self.planned])
        return hashlib.sha256(f"{self.programme.pk}{self.sheet.sha256}{told}".encode()).hexdigest()


def in_words(
    respondents: int | None, mean: Decimal | None, answers: Sequence[PlannedAnswer]
) -> str:
    """“n = 60: I meget høj grad 15 %, …”"""
    parts = [
        f"{answer.label} {answer.count}"
        if answer.percent is None
        else f"{answer.label} {plain(answer.percent)} %"
        for answer in answers
    ]
    if mean is not None:
        parts.append(_("mean %(mean)s") % {"mean": plain(mean)})
    return f"n = {respondents}: {', '.join(parts)}"


def plain(number: Decimal) -> str:
    """A number as it is written in a sentence."""
    return format(number.normalize(), "f").replace(".", ",")
