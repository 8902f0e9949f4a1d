"""The programmes there are, and how far each has come."""

import datetime
from collections import Counter
from dataclasses import dataclass
from typing import Self

from django.db.models import Prefetch

from institutions.access import Reader, scope_of
from programmes.models import Course, Programme, Stage
from programmes.pages import findings
from programmes.schedule import Timetable


@dataclass(frozen=True, slots=True)
class ProgrammeRow:
    """One programme, and its courses in a sentence."""

    programme: Programme
    courses: int
    progress: str


@dataclass(frozen=True, slots=True)
class ProgrammeList:
    """All programmes a person reads, in three queries."""

    rows: tuple[ProgrammeRow, ...]
    may_plan: bool
    may_write: bool

    @classmethod
    def build(cls, *, user: Reader, on: datetime.date) -> Self:
        courses = Course.objects.prefetch_related(
            Prefetch("stages", Stage.objects.select_related("kind"))
        )
        programmes = Programme.objects.visible_to(user).prefetch_related(
            Prefetch("courses", courses)
        )
        plans = scope_of(user).plans
        rows = tuple(_row(programme, on=on) for programme in programmes)
        return cls(rows, bool(plans), plans.everything)


def _row(programme: Programme, *, on: datetime.date) -> ProgrammeRow:
    timetables = [
        Timetable.of(course, months=programme.months) for course in programme.courses.all()
    ]
    states = Counter(timetable.state(on) for timetable in timetables)
    return ProgrammeRow(programme, len(timetables), findings.progress(states))
