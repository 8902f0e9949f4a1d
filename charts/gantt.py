"""Courses on a common line of time: six months with notches, what follows, and dots."""

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from charts.marks import percent


@dataclass(frozen=True, slots=True)
class CourseBar:
    """The days of one course. notches: its workshops; dots: its evaluations."""

    starts_on: datetime.date
    half_over_on: datetime.date
    ends_on: datetime.date
    notches: tuple[datetime.date, ...]
    dots: tuple[datetime.date, ...]


@dataclass(frozen=True, slots=True)
class GanttSpan:
    """A rectangle: `key` is its class, y and height are in px."""

    key: str
    x: str
    width: str
    y: int
    height: int


@dataclass(frozen=True, slots=True)
class EvaluationDot:
    key: str
    x: str


@dataclass(frozen=True, slots=True)
class GanttRow:
    """A course as drawn. Notches are drawn only on what is begun: they are light on dark."""

    stretches: tuple[GanttSpan, ...]
    notches: tuple[str, ...]
    dots: tuple[EvaluationDot, ...]


@dataclass(frozen=True, slots=True)
class Gantt:
    """The rows on one axis of years; today only when it lies on the axis."""

    years: tuple[tuple[int, str], ...]
    rows: tuple[GanttRow, ...]
    today: str


def gantt(courses: Sequence[CourseBar], *, today: datetime.date) -> Gantt:
    """Lay out courses from the beginning of the first year to the end of the last."""
    if not courses:
        return Gantt((), (), "")
    first = min(course.starts_on for course in courses).year
    last = max(course.ends_on for course in courses).year
    begin, end = datetime.date(first, 1, 1), datetime.date(last + 1, 1, 1)
    days = (end - begin).days

    def at(day: datetime.date) -> float:
        return 100 * (min(max(day, begin), end) - begin).days / days

    return Gantt(
        tuple((year, percent(at(datetime.date(year, 1, 1)))) for year in range(first, last + 1)),
        tuple(_row(course, at=at, today=today) for course in courses),
        percent(at(today)) if begin <= today < end else "",
    )


def _row(
    course: CourseBar, *, at: Callable[[datetime.date], float], today: datetime.date
) -> GanttRow:
    start, half, end = at(course.starts_on), at(course.half_over_on), at(course.ends_on)
    has_begun, is_half_over = course.starts_on <= today, course.half_over_on <= today
    stretches = (
        GanttSpan(
            "span" if has_begun else "span-plan", percent(start), percent(half - start), 4, 10
        ),
        GanttSpan(
            "span-late" if is_half_over else "span-plan", percent(half), percent(end - half), 6, 6
        ),
    )
    return GanttRow(
        stretches,
        tuple(percent(at(day)) for day in course.notches if has_begun and day > course.starts_on),
        tuple(
            EvaluationDot("own" if day < today else "was", percent(at(day))) for day in course.dots
        ),
    )
