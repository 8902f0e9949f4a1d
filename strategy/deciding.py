"""Deciding on several local goals at once: all that is chosen comes about, or none of it."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.models import User
from lifecycle import Incomplete, InvalidTransition, Outdated
from strategy.models import Decision, LocalGoal
from strategy.workflow import LOCAL_GOAL_LIFE, Actor, LocalGoalStatus


@dataclass(frozen=True, slots=True)
class BoardChoice:
    """What is to become of one local goal. version: the one that was read."""

    goal_id: int
    version: int
    status: LocalGoalStatus
    comment: str = ""
    outcome: str = ""
    goes_on: str = ""
    expected_on: datetime.date | None = None


class Undecided(Exception):
    """Nothing has been decided. refusals: id of a goal → why it could not be."""

    def __init__(self, refusals: dict[int, Exception]) -> None:
        self.refusals = refusals
        super().__init__(refusals)


@transaction.atomic
def decide(choices: Iterable[BoardChoice], *, by: User, has_met: bool = False) -> list[Decision]:
    """Make every move that was chosen, as far as the person may make it, or none.

    Whoever may act for the goals' leader decides on the board's behalf, and it is recorded so.
    has_met: whether it is noted at a meeting of the board, so that nobody needs its leave.
    Raises Undecided with every reason there is: InvalidTransition, Outdated, Incomplete,
    PermissionDenied, or LocalGoal.DoesNotExist for what the person does not see.
    """
    chosen = sorted(choices, key=lambda choice: choice.goal_id)  # all lock in the same order
    visible = LocalGoal.objects.visible_to(by).select_related("institution")
    goals = visible.in_bulk([choice.goal_id for choice in chosen])
    decisions: list[Decision] = []
    refusals: dict[int, Exception] = {}
    for choice in chosen:
        try:
            decisions.append(_decide(goals.get(choice.goal_id), choice, by=by, has_met=has_met))
        except REFUSALS as refusal:
            refusals[choice.goal_id] = refusal
    if refusals:
        raise Undecided(refusals)
    return decisions


REFUSALS = (
    InvalidTransition,
    Outdated,
    Incomplete,
    PermissionDenied,
    LocalGoal.DoesNotExist,
)


def _decide(goal: LocalGoal | None, choice: BoardChoice, *, by: User, has_met: bool) -> Decision:
    if goal is None:
        raise LocalGoal.DoesNotExist
    way = LOCAL_GOAL_LIFE.find(goal.status, choice.status)
    if way is None:
        raise InvalidTransition(goal.status, choice.status)
    is_let = goal.lets(by, Actor.BOARD) if has_met else goal.allows(by, way)
    if not is_let:
        raise PermissionDenied
    decision: Decision = goal.transition(
        choice.status,
        by=by,
        comment=choice.comment,
        outcome=choice.outcome,
        goes_on=choice.goes_on,
        expected_on=choice.expected_on,
        on_behalf_of_board=goal.is_on_behalf(by, way),
        version=choice.version,
    )
    return decision
