"""For those who plan: what is due, what clashes, who and which room is how much in use."""

import datetime
from collections import Counter
from dataclasses import dataclass
from typing import NamedTuple, Self

from institutions.access import Reader, scope_of
from programmes.models import Consultant, Course, Programme, Room
from programmes.pages import findings
from programmes.pages.timetable import TimetableSection, timetables_of
from programmes.schedule import Clash, CourseState, DueStage, Timetable, clashes, due

RUNNING = (CourseState.WORKSHOPS, CourseState.PREPARING)


class Load(NamedTuple):
    """Courses running, and to come, with one consultant or in one room; most: at a time."""

    name: str
    running: int
    to_come: int
    most: int


@dataclass(frozen=True, slots=True)
class PlanningPage:
    """A programme as those see it who plan, in nine queries."""

    programme: Programme
    on: datetime.date
    due: tuple[DueStage, ...]
    due_heading: str
    clashes: tuple[Clash, ...]
    clashes_heading: str
    consultants: tuple[Load, ...]
    rooms: tuple[Load, ...]
    timetable: TimetableSection
    editable: frozenset[int]
    may_add: bool

    @classmethod
    def build(cls, programme: Programme, *, user: Reader, on: datetime.date) -> Self:
        timetables = timetables_of(programme)
        editable = frozenset(
            Course.objects.editable_by(user)
            .filter(programme=programme)
            .values_list("pk", flat=True)
        )
        awaited = due([one for one in timetables if one.course.pk in editable], on=on)
        found = clashes(timetables, needed=programme.consultants_needed, on=on)
        overdue = sum(one.is_overdue for one in awaited)
        return cls(
            programme,
            on,
            awaited,
            findings.due_heading(overdue, len(awaited) - overdue),
            found,
            findings.clashes_heading(len(found)),
            _consultants(timetables, on=on),
            _rooms(timetables, on=on),
            TimetableSection.build(timetables, user=user, on=on),
            editable,
            scope_of(user).plans.everything,
        )


def _consultants(timetables: tuple[Timetable, ...], *, on: datetime.date) -> tuple[Load, ...]:
    running: Counter[int] = Counter()
    to_come: Counter[int] = Counter()
    for timetable in timetables:
        for consultant in timetable.course.consultants.all():
            state = timetable.state(on)
            running[consultant.pk] += state == CourseState.WORKSHOPS
            to_come[consultant.pk] += state in (CourseState.PREPARING, CourseState.PLANNED)
    return tuple(
        Load(one.name, running[one.pk], to_come[one.pk], one.most_courses)
        for one in Consultant.objects.all()
    )


def _rooms(timetables: tuple[Timetable, ...], *, on: datetime.date) -> tuple[Load, ...]:
    running: Counter[int] = Counter()
    to_come: Counter[int] = Counter()
    for timetable in timetables:
        if room := timetable.course.room_id:
            state = timetable.state(on)
            running[room] += state == CourseState.WORKSHOPS
            to_come[room] += state in (CourseState.PREPARING, CourseState.PLANNED)
    return tuple(
        Load(one.name, running[one.pk], to_come[one.pk], one.seats) for one in Room.objects.all()
    )
