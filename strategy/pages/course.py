"""The course strip: how a board found its goals go, day by day, so that the course is one look."""

import datetime
import itertools
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Self

from strategy.models import Goal

#: How many days of assessing are shown; earlier ones stand on the goal's own page.
DAYS_SHOWN = 6
#: How many years where there is little room.
YEARS_SHOWN = 4


@dataclass(frozen=True, slots=True)
class CourseCell:
    """The word about a goal on a day, or none. is_new: the word before was another one."""

    progress: str | None
    is_new: bool = False
    is_last: bool = False


@dataclass(frozen=True, slots=True)
class GoalCourse:
    """A goal with its words, the oldest first."""

    number: int
    name: str
    href: str
    cells: tuple[CourseCell, ...]


@dataclass(frozen=True, slots=True)
class CourseStrip:
    """Goals by the days on which the board assessed them, the oldest first."""

    days: tuple[datetime.date, ...]
    rows: tuple[GoalCourse, ...]

    @classmethod
    def of(
        cls,
        goals: Iterable[Goal],
        *,
        told: Sequence[tuple[int, datetime.date, str]],
        most: int = DAYS_SHOWN,
    ) -> Self:
        """told: (goal id, day, progress) of every assessment, in any order."""
        words = {(goal, day): progress for goal, day, progress in told}
        days = sorted({day for _goal, day, _progress in told})[-most:]
        rows = tuple(
            GoalCourse(
                goal.number,
                goal.short_name,
                goal.get_absolute_url(),
                _cells([words.get((goal.pk, day)) for day in days], _before(goal, told, days)),
            )
            for goal in goals
        )
        return cls(tuple(days), rows)

    @classmethod
    def by_year(
        cls, goals: Iterable[Goal], *, told: Sequence[tuple[int, datetime.date, str]]
    ) -> Self:
        """The last word about each goal in each year, under the last day of that year."""
        last = {(goal, day.year): (day, word) for goal, day, word in sorted(told, key=_by_day)}
        days = {year: max(d for (_g, y), (d, _w) in last.items() if y == year) for _g, year in last}
        yearly = [(goal, days[year], word) for (goal, year), (_day, word) in last.items()]
        return cls.of(goals, told=yearly, most=YEARS_SHOWN)

    @property
    def frozen(self) -> dict[str, Any]:
        """The strip as facts that can be kept."""
        return {
            "days": [day.isoformat() for day in self.days],
            "rows": [asdict(row) for row in self.rows],
        }

    @classmethod
    def thawed(cls, facts: dict[str, Any]) -> Self:
        """The strip as it was frozen."""
        rows = (
            GoalCourse(**{**row, "cells": tuple(CourseCell(**cell) for cell in row["cells"])})
            for row in facts["rows"]
        )
        return cls(tuple(map(datetime.date.fromisoformat, facts["days"])), tuple(rows))

    @property
    def years(self) -> list[tuple[int, int]]:
        """(year, how many of the days)."""
        by_year = itertools.groupby(self.days, key=lambda day: day.year)
        return [(year, len(list(days))) for year, days in by_year]

    @property
    def is_shown(self) -> bool:
        return bool(self.days and self.rows)


def _by_day(told: tuple[int, datetime.date, str]) -> datetime.date:
    return told[1]


def _before(
    goal: Goal, told: Sequence[tuple[int, datetime.date, str]], days: Sequence[datetime.date]
) -> str | None:
    """The goal's word before the first day shown."""
    earlier = [(day, word) for pk, day, word in told if pk == goal.pk and day < min(days)]
    return max(earlier)[1] if earlier else None


def _cells(words: Sequence[str | None], before: str | None) -> tuple[CourseCell, ...]:
    cells, last = [], before
    newest = max((nth for nth, word in enumerate(words) if word), default=-1)
    for nth, word in enumerate(words):
        is_new = word is not None and last is not None and word != last
        cells.append(CourseCell(word, is_new, is_last=nth >= newest))
        last = word or last
    return tuple(cells)
