"""How local goals go, counted: the same for a cluster, an institution and the municipality."""

import datetime
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple, Self, cast

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from charts import SegmentBar, distribution_bar
from institutions.access import Reader
from institutions.statements import rows_for
from strategy.models import Decision, LocalGoal, StatusUpdate
from strategy.querysets import LocalGoalQuerySet
from strategy.workflow import AGREED, UNFINISHED, LocalGoalStatus, mark_of

#: The states of an agreed goal, best first, with the word that follows a count: “2 opnået”.
STATES: dict[str, Promise] = {
    "reached": pgettext_lazy("after a count", "achieved"),
    "partly": pgettext_lazy("after a count", "partly achieved"),
    "onway": pgettext_lazy("after a count", "on the way"),
    "started": pgettext_lazy("after a count", "under way"),
    "waiting": pgettext_lazy("after a count", "not started"),
    "missed": pgettext_lazy("after a count", "not achieved"),
}

#: The life of a goal before the board agrees to it, in one word.
_STAGES: dict[LocalGoalStatus, Promise] = {
    LocalGoalStatus.DRAFT: pgettext_lazy("stage", "Draft"),
    LocalGoalStatus.SENT: pgettext_lazy("stage", "Sent"),
    LocalGoalStatus.RETURNED: pgettext_lazy("stage", "Returned"),
}


@cache
def _local_goal_address() -> str:
    """Where local goals have their pages, looked up once for all marks."""
    return reverse("local_goal_detail", args=[0]).removesuffix("0/")


class LocalGoalState(NamedTuple):
    """One local goal, as far as lists need to know it."""

    pk: int
    goal: int
    institution: int
    status: str
    outcome: str
    progress: str | None

    @property
    def key(self) -> str:
        """The name of its mark."""
        return mark_of(self.status, outcome=self.outcome, progress=self.progress)

    @property
    def href(self) -> str:
        return f"{_local_goal_address()}{self.pk}/"

    @property
    def is_agreed(self) -> bool:
        return self.status in AGREED

    @property
    def awaits_board(self) -> bool:
        return self.status == LocalGoalStatus.SENT

    @property
    def is_unfinished(self) -> bool:
        return self.status in UNFINISHED

    @property
    def stage(self) -> str:
        """The word of its life, for a goal that the board has not agreed to yet."""
        return "" if self.is_agreed else str(_STAGES[LocalGoalStatus(self.status)])


def standings(local_goals: LocalGoalQuerySet) -> tuple[LocalGoalState, ...]:
    """The goals of a queryset that are not given up, in the order they were written; one query."""
    return tuple(LocalGoalState(*row) for row in _facts_of(local_goals))


def _facts_of(local_goals: LocalGoalQuerySet) -> QuerySet[Any, tuple[Any, ...]]:
    rows = cast(QuerySet[Any], local_goals.alive().with_progress()).order_by("pk")
    return rows.values_list("pk", "goal", "institution", "status", "outcome", "progress")


def visible_standings(
    user: Reader, *, institutions: Iterable[int], goals: Iterable[int]
) -> tuple[LocalGoalState, ...]:
    """What the person may see of the local goals of these institutions; one query."""
    at, under = tuple(institutions), tuple(goals)
    rows = rows_for(
        lambda reader, keys: _facts_of(
            LocalGoal.objects.visible_to(reader).filter(
                institution__in=keys[: len(at)], goal__in=keys[len(at) :]
            )
        ),
        *("standings", len(at)),
        reader=user,
        keys=(*at, *under),
    )
    return tuple(LocalGoalState(*row) for row in rows)


def standings_on(
    day: datetime.date, user: Reader, *, institutions: Iterable[int], goals: Iterable[int]
) -> tuple[LocalGoalState, ...]:
    """The same as it was when a day was over, of the goals that had been begun; three queries."""
    rows = (
        LocalGoal.objects.visible_to(user)
        .filter(institution__in=tuple(institutions), goal__in=tuple(goals))
        .order_by("pk")
        .values_list("pk", "goal", "institution")
    )
    found = {pk: (goal, place) for pk, goal, place in rows}
    moves = Decision.objects.filter(local_goal__in=found, made_at__date__lte=day)
    stood = {
        goal: (status, outcome)
        for goal, status, outcome in moves.order_by("made_at", "pk").values_list(
            "local_goal", "to_status", "outcome"
        )
    }
    told = StatusUpdate.objects.filter(local_goal__in=found, made_on__lte=day)
    progress = dict(told.order_by("made_on", "pk").values_list("local_goal", "progress"))
    return tuple(
        LocalGoalState(pk, *found[pk], status, outcome, progress.get(pk))
        for pk, (status, outcome) in sorted(stood.items())
        if status != LocalGoalStatus.DISCONTINUED
    )


@dataclass(frozen=True, slots=True)
class GoalTally:
    """How many local goals are in each state, best first; and how many are not agreed yet."""

    counts: tuple[tuple[str, int], ...]
    awaiting_board: int
    unfinished: int

    @classmethod
    def of(cls, goals: Iterable[LocalGoalState]) -> Self:
        states: Counter[str] = Counter()
        awaiting = unfinished = 0
        for goal in goals:
            if goal.is_agreed:
                states[goal.key] += 1
            elif goal.awaits_board:
                awaiting += 1
            else:
                unfinished += 1
        present = tuple((key, states[key]) for key in STATES if states[key])
        return cls(present, awaiting, unfinished)

    @classmethod
    def sum(cls, tallies: Iterable[Self]) -> Self:
        """Several together."""
        states: Counter[str] = Counter()
        awaiting = unfinished = 0
        for one in tallies:
            states.update(dict(one.counts))
            awaiting += one.awaiting_board
            unfinished += one.unfinished
        present = tuple((key, states[key]) for key in STATES if states[key])
        return cls(present, awaiting, unfinished)

    def count(self, key: str) -> int:
        """How many agreed goals are in a state."""
        return dict(self.counts).get(key, 0)

    @property
    def agreed(self) -> int:
        return sum(count for _key, count in self.counts)

    @property
    def total(self) -> int:
        return self.agreed + self.awaiting_board + self.unfinished

    @property
    def figures(self) -> dict[str, int]:
        """What is counted, by name; not where a single goal is told of without a number."""
        told = {"local_goals": self.total, **dict(self.counts)}
        told |= {"awaiting": self.awaiting_board, "unfinished": self.unfinished}
        return {name: n for name, n in told.items() if n} if self.total > 1 else {}

    @property
    def moving(self) -> int:
        """Those where an effect can be seen, in whole, in part or on the way."""
        return sum(self.count(key) for key in ("reached", "partly", "onway"))

    @property
    def bar(self) -> SegmentBar:
        return distribution_bar(self.counts)

    @property
    def words(self) -> tuple[tuple[str, str], ...]:
        """(key, “2 opnået”), best first."""
        return tuple((key, f"{count} {STATES[key]}") for key, count in self.counts)
