"""A goal that is with its leaders again, for the board that had it: that, why, and until when."""

from dataclasses import dataclass
from typing import Self

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from accounts.requests import SignedInRequest
from institutions.access import Reader
from strategy.models import Decision, GoalRound, LocalGoal
from strategy.pages.local_goals import Whereabouts
from strategy.pages.local_goals.detail import decisions_of
from strategy.pages.local_goals.timeline import Event, name_of, newest_first
from strategy.rounds import open_round_of
from strategy.with_leaders import with_leaders
from strategy.workflow import LocalGoalStatus


@dataclass(frozen=True, slots=True)
class WithLeaders:
    """What the board did with a goal whose text it does not read now; few queries.

    in_round: the open round that the goal may be sent in, where its day has not passed.
    """

    goal: LocalGoal
    where: Whereabouts
    events: tuple[Event, ...]
    in_round: GoalRound | None

    @classmethod
    def of(cls, goal: LocalGoal, *, user: Reader) -> Self:
        where = Whereabouts.of_goal(goal)
        events = (
            Event(row.made_at, "decision", name_of(row.made_by), row, part=part)
            for row, part in decisions_of(goal, where=where, user=user)
            if LocalGoalStatus.SENT in (row.from_status, row.to_status)
            or row.to_status in (LocalGoalStatus.RETURNED, LocalGoalStatus.DISCONTINUED)
        )
        is_over = goal.status == LocalGoalStatus.DISCONTINUED
        in_round = None if is_over else open_round_of(goal, on=timezone.localdate())
        return cls(goal, where, newest_first(events), in_round)

    @property
    def newest(self) -> Event | None:
        return self.events[0] if self.events else None

    @property
    def last(self) -> Decision | None:
        """What took the goal from the board's table."""
        return self.newest.what if self.newest else None

    @property
    def is_returned(self) -> bool:
        return self.goal.status == LocalGoalStatus.RETURNED

    @property
    def is_given_up(self) -> bool:
        return self.goal.status == LocalGoalStatus.DISCONTINUED


def show_with_leaders(request: SignedInRequest, pk: int) -> HttpResponse:
    """The page of such a goal; 404 for those whose board never had it."""
    goals = with_leaders(request.user).select_related(
        "goal__strategy", "institution", "cluster", "statement"
    )
    page = WithLeaders.of(get_object_or_404(goals, pk=pk), user=request.user)
    return render(request, "strategy/local_goal_with_leaders.html", {"page": page})
