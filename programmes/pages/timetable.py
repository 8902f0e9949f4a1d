"""The courses of a programme on a line of time, year by year."""

import datetime
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Self

from django.db.models import Prefetch

from charts.gantt import CourseBar as Drawn
from charts.gantt import Gantt, GanttRow, gantt
from institutions.access import Reader, scope_of
from programmes.models import Course, Programme, ProgrammeStage, Stage
from programmes.pages import findings
from programmes.schedule import BEGUN, STATE_WORDS, CourseState, Timetable, day_of

#: Dots nearer to each other than this are drawn as one.
TOUCHING = datetime.timedelta(days=14)


def timetables_of(programme: Programme) -> tuple[Timetable, ...]:
    """The days of every course, with consultants and rooms, in four queries."""
    courses = (
        Course.objects.filter(programme=programme)
        .select_related("programme", "room", "cluster", "institution", "group")
        .prefetch_related(Prefetch("stages", Stage.objects.select_related("kind")), "consultants")
        .order_by("starts_on", "number")
    )
    return tuple(Timetable.of(course, months=programme.months) for course in courses)


@dataclass(frozen=True, slots=True)
class CourseRow:
    """A course on the line of time. href is empty where the reader does not reach the course."""

    name: str
    state: str
    starts_on: datetime.date
    ends_on: datetime.date
    chart: GanttRow
    href: str
    is_own: bool


@dataclass(frozen=True, slots=True)
class CourseYear:
    """The courses that begin in a year."""

    year: int
    rows: tuple[CourseRow, ...]


@dataclass(frozen=True, slots=True)
class TimetableSection:
    """Every course, how many are where, and the drawing's axis."""

    heading: str
    progress: str
    states: Counter[CourseState]
    chart: Gantt
    years: tuple[CourseYear, ...]

    @property
    def total(self) -> int:
        return sum(self.states.values())

    @property
    def begun(self) -> int:
        return sum(self.states[state] for state in BEGUN)

    @property
    def figures(self) -> dict[str, int]:
        """What the heading counts."""
        return {"begun": self.begun, "courses": self.total} if self.total else {}

    @property
    def progress_figures(self) -> dict[str, int]:
        """What the sentence on progress counts."""
        return {state.value: count for state, count in self.states.items() if count}

    @classmethod
    def build(cls, timetables: Sequence[Timetable], *, user: Reader, on: datetime.date) -> Self:
        """In one query: which courses the person reaches."""
        visible = Course.objects.visible_to(user).filter(
            pk__in=[timetable.course.pk for timetable in timetables]
        )
        reached = set(visible.values_list("pk", flat=True))
        states = Counter(timetable.state(on) for timetable in timetables)
        chart = gantt([_drawn(timetable) for timetable in timetables], today=on)
        has_own = not scope_of(user).reads.everything
        rows = [
            _row(
                timetable,
                drawn,
                on=on,
                is_reached=timetable.course.pk in reached,
                has_own=has_own,
            )
            for timetable, drawn in zip(timetables, chart.rows, strict=True)
        ]
        own = [(row.name, row.state) for row in rows if row.is_own]
        return cls(
            findings.timetable_heading(states, own if len(own) < 3 else ()),
            findings.progress(states),
            states,
            chart,
            tuple(
                CourseYear(year, tuple(group))
                for year, group in groupby(rows, key=lambda row: row.starts_on.year)
            ),
        )


def _drawn(timetable: Timetable) -> Drawn:
    def days(kind: str) -> tuple[datetime.date, ...]:
        return tuple(day_of(stage) for stage in timetable.stages if stage.kind.kind == kind)

    return Drawn(
        timetable.starts_on,
        timetable.half_over_on,
        timetable.ends_on,
        days(ProgrammeStage.Kind.WORKSHOP),
        _apart(days(ProgrammeStage.Kind.EVALUATION)),
    )


def _apart(days: Sequence[datetime.date]) -> tuple[datetime.date, ...]:
    """The days without those that would lie upon the one before when drawn."""
    kept: list[datetime.date] = []
    for day in sorted(days):
        if not kept or day - kept[-1] >= TOUCHING:
            kept.append(day)
    return tuple(kept)


def _row(
    timetable: Timetable,
    drawn: GanttRow,
    *,
    on: datetime.date,
    is_reached: bool,
    has_own: bool,
) -> CourseRow:
    course = timetable.course
    has_place = course.cluster_id is not None or course.institution_id is not None
    return CourseRow(
        course.name,
        str(STATE_WORDS[timetable.state(on)]),
        timetable.starts_on,
        timetable.ends_on,
        drawn,
        course.get_absolute_url() if is_reached else "",
        is_reached and has_own and has_place,
    )
