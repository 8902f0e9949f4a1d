import datetime
from dataclasses import dataclass
from typing import Self

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from institutions.access import Reader
from strategy.models import ProcessStep, Strategy


@dataclass(frozen=True, slots=True)
class PlannedStep:
    """A step of a time and process plan, and where it is on a day.

    state: done, overdue, now (its days have come), next (the first of those to come) or later.
    """

    step: ProcessStep
    state: str

    @property
    def mark(self) -> str:
        """The status that goes with the words of a step not yet done."""
        return {"overdue": "missed", "now": "started"}.get(self.state, "waiting")

    @property
    def words(self) -> str:
        due = self.step.deadline_on or self.step.to_on
        if self.step.done_on:
            return _("Done %(day)s") % {"day": _day(self.step.done_on)}
        if self.state == "overdue":
            return _("Overdue since %(day)s") % {"day": _day(due)}
        if self.state == "now":
            return _("Under way until %(day)s") % {"day": _day(due)}
        if self.state == "next":
            return _("Next, from %(day)s") % {"day": _day(self.step.from_on)}
        return _("Planned from %(day)s") % {"day": _day(self.step.from_on)}


@dataclass(frozen=True, slots=True)
class ProcessPlan:
    """The time and process plan of one strategy."""

    strategy: Strategy
    steps: tuple[PlannedStep, ...]

    @classmethod
    def of(cls, strategy: Strategy, *, on: datetime.date) -> Self:
        planned, next_found = [], False
        for step in strategy.process_steps.all():
            state = _state(step, on)
            if state == "later" and not next_found:
                state, next_found = "next", True
            planned.append(PlannedStep(step, state))
        return cls(strategy, tuple(planned))

    @property
    def figures(self) -> dict[str, int]:
        """What the finding counts."""
        done = sum(step.state == "done" for step in self.steps)
        overdue = sum(step.state == "overdue" for step in self.steps)
        return {"done": done, "all": len(self.steps), "overdue": overdue}

    @property
    def finding(self) -> str:
        """How far the plan is, in a sentence."""
        figures = self.figures
        if figures["overdue"]:
            return _("%(done)s of %(all)s steps are done, and %(overdue)s overdue") % figures
        return _("%(done)s of %(all)s steps are done, and none is overdue") % figures


def process_plans(user: Reader, *, on: datetime.date) -> tuple[ProcessPlan, ...]:
    """The plans of the strategies the person sees, those without steps aside; two queries."""
    strategies = Strategy.objects.visible_to(user).select_related("cluster")
    plans = (
        ProcessPlan.of(strategy, on=on) for strategy in strategies.prefetch_related("process_steps")
    )
    return tuple(plan for plan in plans if plan.steps)


def _state(step: ProcessStep, day: datetime.date) -> str:
    if step.done_on:
        return "done"
    if day > (step.deadline_on or step.to_on):
        return "overdue"
    return "now" if day >= step.from_on else "later"


def _day(day: datetime.date) -> str:
    return date_format(day, "DATE_FORMAT")
