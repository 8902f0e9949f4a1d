"""Where courses are on a day, what is due, and what cannot be as it is planned."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext_lazy

from config.months import months_after
from programmes.models import Course, ProgrammeStage, Stage

#: How long before its day a stage is told of.
SOON = datetime.timedelta(days=30)


class CourseState(StrEnum):
    """Where a course is in its life."""

    PLANNED = "planned"
    PREPARING = "preparing"
    WORKSHOPS = "workshops"
    FOLLOW_UP = "follow_up"
    OVER = "over"


STATE_WORDS = {
    CourseState.PLANNED: pgettext_lazy("course", "Planned"),
    CourseState.PREPARING: pgettext_lazy("course", "Being prepared"),
    CourseState.WORKSHOPS: pgettext_lazy("course", "Workshops"),
    CourseState.FOLLOW_UP: pgettext_lazy("course", "Follow-up"),
    CourseState.OVER: pgettext_lazy("course", "Finished"),
}
BEGUN = (CourseState.WORKSHOPS, CourseState.FOLLOW_UP, CourseState.OVER)


@dataclass(frozen=True, slots=True)
class Timetable:
    """The days of one course. stages: in their order, each with its kind."""

    course: Course
    begins_on: datetime.date
    starts_on: datetime.date
    half_over_on: datetime.date
    ends_on: datetime.date
    stages: tuple[Stage, ...]

    @classmethod
    def of(cls, course: Course, *, months: int) -> "Timetable":
        """From a course with its stages and their kinds fetched along."""
        stages = tuple(sorted(course.stages.all(), key=lambda stage: stage.kind.number))
        days = [day_of(stage) for stage in stages]
        half = months_after(course.starts_on, months)
        return cls(
            course,
            min([course.starts_on, *days]),
            course.starts_on,
            half,
            max([half, *days]),
            stages,
        )

    def state(self, on: datetime.date) -> CourseState:
        if on > self.ends_on:
            return CourseState.OVER
        if on >= self.half_over_on:
            return CourseState.FOLLOW_UP
        if on >= self.starts_on:
            return CourseState.WORKSHOPS
        return CourseState.PREPARING if on >= self.begins_on else CourseState.PLANNED


def day_of(stage: Stage) -> datetime.date:
    """When a stage was held, or is planned for."""
    return stage.done_on or stage.planned_on


class DueStage(NamedTuple):
    """A stage to be held, or that should have been."""

    stage: Stage
    course: Course
    is_overdue: bool


def due(timetables: Iterable[Timetable], *, on: datetime.date) -> tuple[DueStage, ...]:
    """What has not been held and lies before the day, or soon after it; the oldest first."""
    found = [
        DueStage(stage, timetable.course, stage.planned_on < on)
        for timetable in timetables
        for stage in timetable.stages
        if stage.done_on is None and stage.planned_on <= on + SOON
    ]
    return tuple(sorted(found, key=lambda one: (one.stage.planned_on, one.course.number)))


class Clash(NamedTuple):
    """Something that cannot be as it is planned, in a sentence. courses: whom it concerns."""

    on: datetime.date
    sentence: str
    courses: tuple[Course, ...]


def clashes(
    timetables: Sequence[Timetable], *, needed: int, on: datetime.date
) -> tuple[Clash, ...]:
    """Everything ahead that cannot be as planned; needs consultants and rooms fetched along."""
    ahead = [
        (timetable, stage)
        for timetable in timetables
        for stage in timetable.stages
        if stage.done_on is None and stage.planned_on >= on
    ]
    found = [
        *_two_places_at_once(ahead),
        *_room_taken_twice(ahead),
        *_too_few_seats(timetables, on=on),
        *_too_few_consultants(timetables, needed=needed, on=on),
        *_too_many_courses(timetables, on=on),
        *_out_of_order(ahead),
    ]
    return tuple(sorted(found, key=lambda clash: (clash.on, clash.sentence)))


Ahead = Sequence[tuple[Timetable, Stage]]


def _named(timetable: Timetable, stage: Stage) -> str:
    return _("%(stage)s for %(course)s") % {
        "stage": stage.kind.name,
        "course": timetable.course.name,
    }


def _day(day: datetime.date) -> str:
    return date_format(day, "DATE_FORMAT")


def _two_places_at_once(ahead: Ahead) -> Iterable[Clash]:
    held: dict[tuple[str, datetime.date], list[tuple[Timetable, Stage]]] = defaultdict(list)
    for timetable, stage in ahead:
        if stage.kind.takes_consultants:
            for consultant in timetable.course.consultants.all():
                held[consultant.name, stage.planned_on].append((timetable, stage))
    for (name, day), stages in held.items():
        for first, second in pairwise(stages):
            sentence = _(
                "%(name)s is to be in two places on %(day)s: %(first)s and %(second)s."
            ) % {"name": name, "day": _day(day), "first": _named(*first), "second": _named(*second)}
            yield Clash(day, sentence, (first[0].course, second[0].course))


def _room_taken_twice(ahead: Ahead) -> Iterable[Clash]:
    taken: dict[tuple[str, datetime.date], list[tuple[Timetable, Stage]]] = defaultdict(list)
    for timetable, stage in ahead:
        if stage.kind.takes_room and timetable.course.room:
            taken[timetable.course.room.name, stage.planned_on].append((timetable, stage))
    for (room, day), stages in taken.items():
        for first, second in pairwise(stages):
            sentence = _("%(room)s is taken twice on %(day)s: %(first)s and %(second)s.") % {
                "room": room,
                "day": _day(day),
                "first": _named(*first),
                "second": _named(*second),
            }
            yield Clash(day, sentence, (first[0].course, second[0].course))


def _too_few_seats(timetables: Iterable[Timetable], *, on: datetime.date) -> Iterable[Clash]:
    for timetable in timetables:
        course = timetable.course
        if (
            course.room
            and course.participants
            and course.participants > course.room.seats
            and timetable.half_over_on > on
        ):
            sentence = _(
                "%(room)s has %(seats)s seats, and %(participants)s take part in %(course)s."
            ) % {
                "room": course.room.name,
                "seats": course.room.seats,
                "participants": course.participants,
                "course": course.name,
            }
            yield Clash(max(course.starts_on, on), sentence, (course,))


def _too_few_consultants(
    timetables: Iterable[Timetable], *, needed: int, on: datetime.date
) -> Iterable[Clash]:
    for timetable in timetables:
        course = timetable.course
        missing = needed - len(course.consultants.all())
        if missing > 0 and timetable.half_over_on > on:
            sentence = ngettext(
                "%(course)s lacks %(missing)s of %(needed)s consultants; it starts on %(day)s.",
                "%(course)s lacks %(missing)s of %(needed)s consultants; it starts on %(day)s.",
                needed,
            ) % {
                "course": course.name,
                "missing": missing,
                "needed": needed,
                "day": _day(course.starts_on),
            }
            yield Clash(max(course.starts_on, on), sentence, (course,))


def _too_many_courses(timetables: Iterable[Timetable], *, on: datetime.date) -> Iterable[Clash]:
    run: dict[str, list[Timetable]] = defaultdict(list)
    most: dict[str, int] = {}
    for timetable in (one for one in timetables if one.half_over_on > on):
        for consultant in timetable.course.consultants.all():
            run[consultant.name].append(timetable)
            most[consultant.name] = consultant.most_courses
    for name, theirs in run.items():
        if clash := _first_over(name, theirs, most[name], on=on):
            yield clash


def _first_over(
    name: str, timetables: Sequence[Timetable], most: int, *, on: datetime.date
) -> Clash | None:
    """The first day on which somebody runs more courses than they may."""
    for day in sorted({max(one.starts_on, on) for one in timetables}):
        at_once = [one for one in timetables if one.starts_on <= day < one.half_over_on]
        if len(at_once) <= most:
            continue
        sentence = _("%(name)s has %(count)s courses at a time from %(day)s, at most %(most)s.") % {
            "name": name,
            "count": len(at_once),
            "day": _day(day),
            "most": most,
        }
        return Clash(day, sentence, tuple(one.course for one in at_once))
    return None


def _out_of_order(ahead: Ahead) -> Iterable[Clash]:
    workshops = ProgrammeStage.Kind.WORKSHOP
    for (timetable, first), (other, second) in pairwise(
        pair for pair in ahead if pair[1].kind.kind == workshops
    ):
        if timetable is other and second.planned_on <= first.planned_on:
            sentence = _("%(second)s lies before %(first)s in %(course)s.") % {
                "second": second.kind.name,
                "first": first.kind.name,
                "course": timetable.course.name,
            }
            yield Clash(second.planned_on, sentence, (timetable.course,))
