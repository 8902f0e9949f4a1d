"""What came of goals that are over: why, and what their institutions do next."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, Subquery
from django.urls import reverse

from institutions.access import Reader
from strategy.models import Decision, LocalGoal
from strategy.querysets import LocalGoalQuerySet
from strategy.workflow import LocalGoalStatus, Outcome

#: What asks what comes next.
NOT_REACHED = frozenset({Outcome.PARTLY, Outcome.MISSED})


@dataclass(frozen=True, slots=True)
class GoalEvaluation:
    """Why a goal came out as it did, and what of its efforts goes on. href: of the goal."""

    href: str
    why: str
    goes_on: str


@dataclass(frozen=True, slots=True)
class Afterwards:
    """What an institution does after a goal that it did not reach.

    goes_on: what of its efforts; href: of the newest goal that was begun from it.
    """

    goes_on: str
    href: str


def evaluations_of(goals: LocalGoalQuerySet) -> Mapping[int, GoalEvaluation]:
    """Goal (id) → how it was evaluated last; one query."""
    made = (
        Decision.objects.filter(
            local_goal__in=goals.order_by().values("pk"), to_status=LocalGoalStatus.EVALUATED
        )
        .order_by("made_at", "pk")
        .select_related("local_goal")
    )
    return {
        row.local_goal_id: GoalEvaluation(
            row.local_goal.get_absolute_url(), row.comment.strip(), row.goes_on.strip()
        )
        for row in made
    }


def with_afterwards(goals: LocalGoalQuerySet, *, user: Reader) -> LocalGoalQuerySet:
    """Goals with what comes after them, for `afterwards_of`."""
    evaluated = Decision.objects.filter(
        local_goal=OuterRef("pk"), to_status=LocalGoalStatus.EVALUATED
    )
    begun = (
        LocalGoal.objects.visible_to(user)
        .alive()
        .filter(begun_from=OuterRef("pk"), institution=OuterRef("institution"))
    )
    return goals.annotate(
        goes_on=Subquery(evaluated.order_by("-made_at", "-pk").values("goes_on")[:1]),
        next_goal=Subquery(begun.order_by("-pk").values("pk")[:1]),
    )


def afterwards_of(goal: Any) -> Afterwards | None:
    """goal: of `with_afterwards`. None of one that is not over, or was reached."""
    if goal.outcome not in NOT_REACHED:
        return None
    href = reverse("local_goal_detail", args=[goal.next_goal]) if goal.next_goal else ""
    return Afterwards((goal.goes_on or "").strip(), href)
