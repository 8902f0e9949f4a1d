"""What comes: the steps of the process plan, as a year and as a list."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Self

from django.utils.text import Truncator

from dashboards.charts import Span, YearStrip, year_strip
from strategy.models import ProcessStep

SHOWN = 6
LABEL_LENGTH = 34


@dataclass(frozen=True, slots=True)
class NextStep:
    """A step that is not done. `state` is overdue, under_way or coming."""

    when_text: str
    text: str
    actor: str
    due_on: datetime.date
    from_on: datetime.date
    state: str

    @classmethod
    def of(cls, step: ProcessStep, *, on: datetime.date) -> Self:
        due = step.deadline_on or step.to_on
        state = "overdue" if due < on else "under_way" if step.from_on <= on else "coming"
        return cls(step.when_text, step.text, step.actor, due, step.from_on, state)


@dataclass(frozen=True, slots=True)
class NextSteps:
    """Steps of the year drawn, and those not done listed: the overdue first, then by date."""

    strip: YearStrip | None
    steps: tuple[NextStep, ...]
    further: int

    @classmethod
    def of(cls, plan: Iterable[ProcessStep], *, on: datetime.date) -> Self:
        steps = list(plan)
        waiting = sorted(
            (NextStep.of(step, on=on) for step in steps if step.done_on is None),
            key=lambda step: (step.state != "overdue", step.due_on, step.from_on),
        )
        return cls(
            strip=_strip(steps, on=on),
            steps=tuple(waiting[:SHOWN]),
            further=max(len(waiting) - SHOWN, 0),
        )

    def count(self, state: str) -> int:
        return sum(step.state == state for step in self.steps)

    @property
    def overdue(self) -> int:
        return self.count("overdue")

    @property
    def next_on(self) -> datetime.date | None:
        return min((step.due_on for step in self.steps if step.state != "overdue"), default=None)


def _strip(steps: Sequence[ProcessStep], *, on: datetime.date) -> YearStrip | None:
    spans = [
        Span(_label(step.text), step.from_on, step.to_on)
        for step in steps
        if step.from_on.year <= on.year <= step.to_on.year
    ]
    return year_strip(on.year, spans=spans, today=on) if spans else None


def _label(text: str) -> str:
    """The first words of a step: up to the first stop, and no longer than fits a strip."""
    first = text.split(". ")[0].split(": ")[0].rstrip(".")
    return Truncator(first).chars(LABEL_LENGTH)
