"""The way of an installation from nothing to the first cluster page that says something.

`facts` counts what is there, `steps` says of each of the five steps how far it is, and `doors`
where it is gone on with. The page and `manage.py first_steps` say what is said here, and no more.
"""

import datetime
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Self

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from dashboards.example import why_not
from dashboards.findings import first_steps as findings
from dashboards.first_steps import steps
from dashboards.first_steps.doors import Door, doors_of
from dashboards.first_steps.facts import first_cluster_page
from dashboards.first_steps.steps import StepState, WayFacts, WayStep
from guides.shelf import guide_for
from institutions.access import scope_of
from institutions.models import Cluster, ShippedExample
from institutions.people.giving import gives_anything

__all__ = ["FirstSteps", "StepState", "WayOn", "WayStep"]

STEPS: tuple[Callable[[WayFacts], WayStep], ...] = (
    steps.institutions,
    steps.people,
    steps.goals,
    steps.indicators,
    steps.data,
)


@dataclass(frozen=True, slots=True)
class StepOnPage:
    """A step with its place on the way, and the doors that are open to the reader.

    ring, at: how it is drawn on the line, and where, in per cent.
    """

    number: int
    step: WayStep
    doors: tuple[Door, ...]
    ring: str
    at: int


@dataclass(frozen=True, slots=True)
class FirstSteps:
    """The five steps, in order. first_page: the first cluster whose page has a figure."""

    steps: tuple[WayStep, ...]
    first_page: Cluster | None
    nearest: str

    @classmethod
    def build(cls, on: datetime.date | None = None) -> Self:
        on = on or timezone.localdate()
        facts = WayFacts.on(on)
        return cls(tuple(step(facts) for step in STEPS), facts.first_page, facts.nearest)

    @property
    def is_whole(self) -> bool:
        """Whether nothing is missing that the first cluster page needs."""
        return not any(step.missing for step in self.steps)

    @property
    def heading(self) -> str:
        if self.first_page:
            return findings.arrived(str(self.first_page))
        if self.nearest and self._lacks_data_only:
            return findings.lacks_data_only(self.nearest)
        return findings.way_heading()

    @property
    def _lacks_data_only(self) -> bool:
        *before, data = self.steps
        needed = [step for step in before if step.code != "people"]
        return bool(data.missing) and not any(step.missing for step in needed)

    @property
    def is_begun(self) -> bool:
        return self._count(StepState.DONE, StepState.STARTED) > 0

    @property
    def said(self) -> str:
        """What the line of rings shows, in words."""
        return findings.way_said(
            self._count(StepState.DONE), self._count(StepState.STARTED), of=len(self.steps)
        )

    def _count(self, *states: StepState) -> int:
        return sum(step.state in states for step in self.steps)

    def rows(self, user: User, *, has_button: bool) -> tuple[StepOnPage, ...]:
        """The steps as the page shows them. The first that lacks something may have the button."""
        lacking = (one.code for one in self.steps if one.missing and not one.requires)
        ready = next(lacking, "") if has_button else ""
        return tuple(
            StepOnPage(
                number,
                _said_to(user, step),
                doors_of(step, user, is_next=step.code == ready),
                RINGS[step.state],
                1 + 19 * (number - 1),
            )
            for number, step in enumerate(self.steps, start=1)
        )

    def as_contract(self) -> dict[str, Any]:
        """The answer of the command line as JSON, with keys that other programs rely on."""
        page = self.first_page
        return {
            "complete": self.is_whole,
            "example": ShippedExample.objects.exists(),
            "first_cluster_page": page.slug if page else None,
            "steps": [
                {
                    "number": number,
                    "step": step.code,
                    "state": step.state.value,
                    "there": step.there,
                    "missing": list(step.missing),
                    "further": list(step.further),
                    "who": step.who,
                }
                for number, step in enumerate(self.steps, start=1)
            ],
        }


def _said_to(user: User, step: WayStep) -> WayStep:
    """A step as it is said to who looks after the work and not the people."""
    if step.code != "people" or gives_anything(user):
        return step
    return replace(step, who=_("A user administrator"))


#: How the ring of a step is drawn.
RINGS = {
    StepState.DONE: "way-done",
    StepState.STARTED: "way-now",
    StepState.WAITING: "way-ring",
    StepState.LATER: "way-ring",
}


@dataclass(frozen=True, slots=True)
class WayOn:
    """The first steps as somebody's page shows them.

    example: the shipped one, while it is here; example_page: the address of its cluster page.
    guide: the address of what is told of the first day.
    """

    name: str
    steps: FirstSteps
    rows: tuple[StepOnPage, ...]
    example: ShippedExample | None = None
    example_page: str = ""
    may_load: bool = False
    guide: str = ""

    @classmethod
    def of(cls, user: User, *, on: datetime.date) -> Self:
        steps, shown = FirstSteps.build(on), ShippedExample.objects.first()
        page = first_cluster_page(on) if shown else None
        return cls(
            user.get_short_name(),
            steps,
            steps.rows(user, has_button=shown is None),
            shown,
            page.get_absolute_url() if page else "",
            not why_not(),
            guide.url if (guide := guide_for("first_steps")) else "",
        )

    @classmethod
    def for_reader(cls, user: User, *, on: datetime.date) -> Self | None:
        """What stands first on an administrator's page, until a cluster page has a figure."""
        if not scope_of(user).edits.everything:
            return None
        if first_cluster_page(on) and not ShippedExample.objects.exists():
            return None
        return cls.of(user, on=on)
