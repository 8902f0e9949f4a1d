"""How a programme was evaluated: questions with their answers, over stages, places and themes."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Self

from django.db.models import Count, Prefetch, Q
from django.utils.translation import gettext as _

from charts import DivergingBar
from charts.degrees import Degree, degree_bars, degree_key
from institutions.access import Reader
from measurements.suppression import threshold_for
from programmes.figures import (
    SHARES_FROM,
    WHOLE_PROGRAMME,
    AnsweredQuestion,
    AnswerFigure,
    ResultPlace,
    answers_of,
    newest,
    pooled,
    unevenness,
)
from programmes.models import Comment, EvaluationPoint, Programme, Question, Result, Theme
from programmes.pages import findings
from programmes.pages.across import ByPlace, Development, by_place, developments_of, n_of
from programmes.schedule import Timetable


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


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Everything that has been answered, in ten queries whatever there is."""

    points: tuple[PointRows, ...]
    developments: tuple[Development, ...]
    places: tuple[ByPlace, ...]
    legend: tuple[LegendSample, ...]
    threshold: int

    @classmethod
    def build(
        cls,
        programme: Programme,
        *,
        user: Reader,
        timetables: Sequence[Timetable],
        on: datetime.date,
    ) -> Self:
        threshold = threshold_for(user)
        points = list(
            programme.points.select_related("stage")
            .prefetch_related(
                Prefetch(
                    "questions",
                    Question.objects.select_related("scale").prefetch_related("scale__steps"),
                )
            )
            .prefetch_related(
                Prefetch(
                    "themes",
                    Theme.objects.annotate(commented=Count("comments", filter=_over(on)))
                    .order_by("number")  # a count forgets the order of the model
                    .prefetch_related(
                        Prefetch(
                            "comments", Comment.objects.exclude(quote="").filter(_are_over(on))
                        )
                    ),
                ),
            )
        )
        standing = (
            Result.objects.standing(on)
            .filter(question__point__programme=programme)
            .select_related("question__scale", "batch")
            .prefetch_related("parts")
        )
        found = newest(standing)
        told = {
            question.pk: _whole(found.get(question.pk, {}), threshold=threshold)
            for point in points
            for question in point.questions.all()
        }
        bars = _bars([answers for answers, _source in told.values()])
        rows = {
            pk: (answers, source, bar)
            for (pk, (answers, source)), bar in zip(told.items(), bars, strict=True)
        }
        return cls(
            points=tuple(
                PointRows(
                    point,
                    tuple(_row(one, point, *rows[one.pk]) for one in point.questions.all()),
                    tuple(_themes(point, threshold=threshold)),
                    _waiting(point, is_due=_is_due(point, timetables, on=on)),
                    _is_due(point, timetables, on=on),
                )
                for point in points
            ),
            developments=tuple(developments_of(points, told)),
            places=tuple(by_place(points, found, user=user, threshold=threshold)),
            legend=_legend([answers for answers, _source in told.values()], points),
            threshold=threshold,
        )

    @property
    def rows(self) -> tuple[QuestionRow, ...]:
        return tuple(row for point in self.points for row in point.rows)

    @property
    def keys(self) -> tuple[QuestionRow, ...]:
        """The questions shown first."""
        return tuple(row for row in self.rows if row.question.is_key)

    @property
    def heading(self) -> str:
        """What the leaders answered last; without that, what the staff did."""
        told = [(row.point, row.answers) for row in self.keys if row.answers]
        leaders = EvaluationPoint.Audience.LEADERS
        told.sort(key=lambda one: one[0].audience == leaders)
        return findings.evaluation_heading([(point.name, answers) for point, answers in told])

    @property
    def themes(self) -> tuple[ThemeRow, ...]:
        """Every theme that is shown, the most frequent first."""
        found = [theme for point in self.points for theme in point.themes]
        return tuple(sorted(found, key=lambda theme: -theme.count))

    @property
    def themes_heading(self) -> str:
        return findings.themes_heading([(theme.name, theme.count) for theme in self.themes])

    @property
    def waiting(self) -> tuple[PointRows, ...]:
        """The points at which nobody has been asked, or few have answered."""
        return tuple(point for point in self.points if not any(row.answers for row in point.rows))

    @property
    def hides_a_key(self) -> bool:
        return any(row.is_hidden for row in self.keys)

    @property
    def has_hidden(self) -> bool:
        return any(row.is_hidden for row in self.rows) or any(
            row.is_hidden for place in self.places for row in place.rows
        )

    def of(self, question: int) -> QuestionRow | None:
        return next((row for row in self.rows if row.question.pk == question), None)


def _over(on: datetime.date) -> Q:
    return (
        Q(comments__survey=None)
        | Q(comments__survey__closed_at__isnull=False)
        | Q(comments__survey__closes_on__lt=on)
    )


def _are_over(on: datetime.date) -> Q:
    return Q(survey=None) | Q(survey__closed_at__isnull=False) | Q(survey__closes_on__lt=on)


def _whole(
    results: Mapping[ResultPlace, Result], *, threshold: int
) -> tuple[AnsweredQuestion | None, Result | None]:
    """The programme's own result, else what its places say together."""
    if whole := results.get(WHOLE_PROGRAMME):
        return answers_of(whole, threshold=threshold), whole
    return pooled(list(results.values()), threshold=threshold), None


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


def _bars(told: Sequence[AnsweredQuestion | None]) -> list[DivergingBar | None]:
    return degree_bars([_degrees(answers) for answers in told])


def _legend(
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


def _row(
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


def _themes(point: EvaluationPoint, *, threshold: int) -> Iterable[ThemeRow]:
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


def _is_due(point: EvaluationPoint, timetables: Sequence[Timetable], *, on: datetime.date) -> bool:
    """Whether any course has come so far; a point without a stage may be asked at any time."""
    days = [
        stage.planned_on
        for timetable in timetables
        for stage in timetable.stages
        if stage.kind_id == point.stage_id
    ]
    return point.stage_id is None or (bool(days) and min(days) <= on)


def _waiting(point: EvaluationPoint, *, is_due: bool) -> str:
    """What is said where nobody has answered."""
    if point.not_sent_on is not None:
        return _("Closed without being sent out")
    if point.stage is None:
        return _("Nobody has been asked yet")
    return _("No answers have been entered yet") if is_due else _("Not sent out yet")
