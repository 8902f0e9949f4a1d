"""How a programme was evaluated: questions with their answers, over stages, places and themes."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from django.db.models import Count, Prefetch, Q
from django.utils.translation import gettext as _

from institutions.access import Reader
from measurements.suppression import threshold_for
from programmes.disclosure import AnsweredQuestion
from programmes.figures import WHOLE_PROGRAMME, ResultPlace, answers_of, newest, pooled
from programmes.models import Comment, EvaluationPoint, Programme, Question, Result, Theme
from programmes.pages import findings
from programmes.pages.across import ByPlace, Development, by_place, developments_of
from programmes.pages.evaluation_rows import (
    LegendSample,
    PointRows,
    QuestionRow,
    ThemeRow,
    bars_of,
    legend_of,
    row_of,
    themes_of,
)
from programmes.schedule import Timetable


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
        bars = bars_of([answers for answers, _source in told.values()])
        rows = {
            pk: (answers, source, bar)
            for (pk, (answers, source)), bar in zip(told.items(), bars, strict=True)
        }
        return cls(
            points=tuple(
                PointRows(
                    point,
                    tuple(row_of(one, point, *rows[one.pk]) for one in point.questions.all()),
                    tuple(themes_of(point, threshold=threshold)),
                    _waiting(point, is_due=_is_due(point, timetables, on=on)),
                    _is_due(point, timetables, on=on),
                )
                for point in points
            ),
            developments=tuple(developments_of(points, told)),
            places=tuple(by_place(points, found, user=user, threshold=threshold)),
            legend=legend_of([answers for answers, _source in told.values()], points),
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
