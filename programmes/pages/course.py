"""One course: its stages, how it was moved, and what was answered there."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple, Self

from config.phrases import listing
from institutions.access import Reader
from measurements.suppression import threshold_for
from programmes.models import Course, Shift, Stage
from programmes.pages import findings
from programmes.pages.across import ByPlace
from programmes.pages.evaluation import Evaluation
from programmes.pages.timetable import timetables_of
from programmes.schedule import STATE_WORDS, Clash, clashes


class StageRow(NamedTuple):
    """A stage, and whether its day has passed without it having been held."""

    stage: Stage
    is_overdue: bool


@dataclass(frozen=True, slots=True)
class CoursePage:
    """A course as one reader sees it, in twenty-two queries."""

    course: Course
    on: datetime.date
    state: str
    consultants: str
    stages: tuple[StageRow, ...]
    shifts: tuple[Shift, ...]
    clashes: tuple[Clash, ...]
    results: tuple[ByPlace, ...]
    may_edit: bool
    threshold: int

    @classmethod
    def build(cls, course: Course, *, user: Reader, on: datetime.date) -> Self:
        programme = course.programme
        timetables = timetables_of(programme)
        own = next(one for one in timetables if one.course.pk == course.pk)
        may_edit = Course.objects.editable_by(user).filter(pk=course.pk).exists()
        shifts = course.shifts.select_related("made_by", "stage__kind")
        evaluation = Evaluation.build(programme, user=user, timetables=timetables, on=on)
        return cls(
            course,
            on,
            str(STATE_WORDS[own.state(on)]),
            listing([consultant.name for consultant in own.course.consultants.all()]),
            tuple(
                StageRow(stage, stage.done_on is None and stage.planned_on < on)
                for stage in own.stages
            ),
            tuple(shifts),
            tuple(
                clash
                for clash in clashes(timetables, needed=programme.consultants_needed, on=on)
                if course in clash.courses
            )
            if may_edit
            else (),
            tuple(_only(course, evaluation)),
            may_edit,
            threshold_for(user),
        )

    @property
    def history_heading(self) -> str:
        return findings.moves_heading(len(self.shifts))


def _only(course: Course, evaluation: Evaluation) -> Iterable[ByPlace]:
    for found in evaluation.places:
        rows = tuple(row for row in found.rows if row.place.course == course.pk)
        if rows:
            yield ByPlace(found.question, rows)
