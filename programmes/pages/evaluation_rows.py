"""A programme's questions as rows: how they were answered, drawn and put into words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.utils.translation import gettext as _

from charts import DivergingBar
from charts.degrees import Degree, degree_bars, degree_key
from measurements.suppression import threshold_for
from programmes.disclosure import SHARES_FROM, AnsweredQuestion, AnswerFigure
from programmes.figures import unevenness
from programmes.models import EvaluationPoint, Question, Result
from programmes.pages import findings
from programmes.pages.across import n_of


class PartInWords(NamedTuple):
    """A part in words: how many, and what they answered."""

    amount: str
    label: str


class LegendSample(NamedTuple):
    """One sample of the legend."""

    key: str
    word: str


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """A question with its answers as the reader may see them.

    unevenness: where the source's own figures do not fit together.
    """

    question: Question
    point: EvaluationPoint
    answers: AnsweredQuestion | None
    bar: DivergingBar | None
    parts: tuple[PartInWords, ...]
    summary: str
    high: str
    low: str
    n: str
    notes: tuple[str, ...]
    unevenness: tuple[str, ...]
    source: Result | None

    @property
    def is_hidden(self) -> bool:
        return (
            self.answers is not None
            and (self.answers.is_hidden or all(part.is_hidden for part in self.answers.parts))
            and not self.summary
        )


@dataclass(frozen=True, slots=True)
class ThemeRow:
    """What several comments are about, with one or more of them as published."""

    name: str
    count: int
    point: str
    quotes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PointRows:
    """One point of evaluation. is_due: its time has come, or it has none."""

    point: EvaluationPoint
    rows: tuple[QuestionRow, ...]
    themes: tuple[ThemeRow, ...]
    waiting: str
    is_due: bool


def _degrees(answers: AnsweredQuestion | None) -> list[Degree] | None:
    """Shares for a bar, only of degrees, and only where everything may be told."""
    if answers is None or answers.kind != Question.Kind.DEGREE or answers.is_hidden:
        return None
    if not answers.is_published and (answers.respondents or 0) < SHARES_FROM:
        return None
    parts = [part for part in answers.parts if part.low is not None]
    if not parts or any(part.is_hidden or part.percent is None for part in parts):
        return None
    degrees = [Degree(float(part.percent or 0), part.low, part.high) for part in parts]
    rest = 100 - sum(degree.share for degree in degrees)
    if answers.untold and rest > 0:
        degrees.append(Degree(rest))
    return degrees


def bars_of(told: Sequence[AnsweredQuestion | None]) -> list[DivergingBar | None]:
    return degree_bars([_degrees(answers) for answers in told])


def legend_of(
    told: Sequence[AnsweredQuestion | None], points: Sequence[EvaluationPoint]
) -> tuple[LegendSample, ...]:
    """A sample for every segment that is drawn, from the lowest answer."""
    used = {degree_key(degree) for answers in told for degree in (_degrees(answers) or ())}
    scale = next(
        (
            question.scale
            for point in points
            for question in point.questions.all()
            if question.scale
        ),
        None,
    )
    if not used or scale is None:
        return ()
    steps = sorted(scale.steps.all(), key=lambda step: step.rank)
    words = [
        ("untold", _("not told by the source")),
        *((degree_key(Degree(1, step.rank, step.rank)), step.label.lower()) for step in steps),
        ("above", _("high and very high degree, told together")),
        ("below", _("the two lowest, told together")),
    ]
    return tuple(LegendSample(f"seg-{key}", word) for key, word in words if key in used)


def row_of(
    question: Question,
    point: EvaluationPoint,
    answers: AnsweredQuestion | None,
    source: Result | None,
    bar: DivergingBar | None,
) -> QuestionRow:
    def in_words(figure: AnswerFigure | None) -> str:
        return findings.amount(figure, answers) if figure and answers else ""

    is_degree = answers is not None and answers.kind == Question.Kind.DEGREE
    return QuestionRow(
        question=question,
        point=point,
        answers=answers,
        bar=bar,
        parts=tuple(PartInWords(*part) for part in findings.parts_in_words(answers))
        if answers
        else (),
        summary=findings.summary(answers) if answers else "",
        high=in_words(answers.high if answers and is_degree else None),
        low=in_words(answers.low if answers and is_degree else None),
        n=n_of(answers),
        notes=(answers.note,) if answers and answers.note else (),
        unevenness=unevenness(answers) if answers else (),
        source=source,
    )


def themes_of(point: EvaluationPoint, *, threshold: int) -> Iterable[ThemeRow]:
    """The themes with enough comments; three are needed whoever reads (`SMALL_N_ANY`)."""
    for theme in point.themes.all():
        count = theme.printed_count
        if count is None:
            count = theme.commented  # type: ignore[attr-defined]  # annotated
        fewest = threshold_for(None) if theme.printed_count is not None else threshold
        if count >= fewest:
            yield ThemeRow(
                theme.name,
                count,
                point.name,
                tuple(comment.quote for comment in theme.comments.all()),
            )
