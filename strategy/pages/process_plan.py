"""The time and process plans as timelines: a bar for every step, over the years of the plan."""

import datetime
from collections.abc import Container, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Self

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from accounts.requests import SignedInRequest
from charts.marks import percent
from institutions.access import Reader
from institutions.page_cache import cached_page
from strategy.models import Strategy
from strategy.process_plan import PlannedStep, ProcessPlan, process_plans

DAY = datetime.timedelta(days=1)

#: The class a bar is drawn with.
BARS = {"done": "span-late", "now": "span", "overdue": "span-missed"}


@dataclass(frozen=True, slots=True)
class StepBar:
    """A step's bar in the timeline of its plan; `key` is its class."""

    key: str
    x: str
    width: str


@dataclass(frozen=True, slots=True)
class TimelineRow:
    planned: PlannedStep
    bar: StepBar


@dataclass(frozen=True, slots=True)
class TimelineYear:
    """The steps that begin in a year; `x` is where the year begins in every bar."""

    year: int
    rows: tuple[TimelineRow, ...]


@dataclass(frozen=True, slots=True)
class Stretch:
    """Steps of a plan on one line of years. edges: where years begin, (x, year); today: None
    outside them.
    """

    years: tuple[TimelineYear, ...]
    edges: tuple[tuple[str, int], ...]
    today: str | None
    count: int

    @classmethod
    def of(cls, steps: Sequence[PlannedStep], *, on: datetime.date) -> Self | None:
        """None of no steps."""
        if not steps:
            return None
        first = min(row.step.from_on for row in steps).year
        last = max(max(row.step.to_on, row.step.deadline_on or row.step.to_on) for row in steps)
        begins = datetime.date(first, 1, 1)
        days = (datetime.date(last.year + 1, 1, 1) - begins).days

        def place(day: datetime.date) -> float:
            return 100 * (day - begins).days / days

        def bar(row: PlannedStep) -> StepBar:
            start, end = place(row.step.from_on), place(row.step.to_on + DAY)
            key = BARS.get(row.state, "span-plan")
            return StepBar(key, percent(start), percent(max(end - start, 0.6)))

        return cls(
            years=tuple(
                TimelineYear(year, tuple(TimelineRow(row, bar(row)) for row in rows))
                for year, rows in groupby(steps, key=lambda row: row.step.from_on.year)
            ),
            edges=tuple(
                (percent(place(datetime.date(year, 1, 1))), year)
                for year in range(first, last.year + 1)
            ),
            today=percent(place(on)) if first <= on.year <= last.year else None,
            count=len(steps),
        )


@dataclass(frozen=True, slots=True)
class Timeline:
    """A plan from today on: what is not done yet, and folded away what is."""

    plan: ProcessPlan
    ahead: Stretch | None
    past: Stretch | None
    #: Whether the reader writes it, and so ticks its steps.
    is_written: bool = False

    @classmethod
    def of(cls, plan: ProcessPlan, *, on: datetime.date, written: Container[int]) -> Self:
        done = [row for row in plan.steps if row.state == "done"]
        rest = [row for row in plan.steps if row.state != "done"]
        is_written = plan.strategy.pk in written
        return cls(plan, Stretch.of(rest, on=on), Stretch.of(done, on=on), is_written)


@dataclass(frozen=True, slots=True)
class ProcessPlanPage:
    """The plans a person sees, and whether they write any; in three queries."""

    timelines: tuple[Timeline, ...]
    on: datetime.date
    writes: frozenset[int] = frozenset()

    @classmethod
    def build(cls, user: Reader, *, on: datetime.date) -> Self:
        plans = process_plans(user, on=on)
        mine = Strategy.objects.editable_by(user).exclude(stage=Strategy.Stage.CLOSED)
        written = frozenset(mine.values_list("pk", flat=True))
        lines = (Timeline.of(plan, on=on, written=written) for plan in plans)
        return cls(tuple(lines), on, written)


@cached_page
def process_plan(request: SignedInRequest) -> HttpResponse:
    page = ProcessPlanPage.build(request.user, on=timezone.localdate())
    return render(request, "strategy/process_plan.html", {"page": page})
