"""What a cluster's page is put together from: what is in force, its indicators, what awaits."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import Q, QuerySet

from dashboards.cluster.indicators import IndicatorRow
from hearings.models import Hearing, HearingReceiver
from indicators.evaluation import attainments
from indicators.models import Indicator
from institutions.access import Reader
from institutions.models import Board, Cluster
from institutions.remembering import kept_apart
from institutions.roles import NOT_FOR_BOARDS
from institutions.statements import rows_of
from strategy.models import Goal, LocalGoal, ProcessStep, Strategy
from strategy.naming import goal_said
from strategy.progress import LocalGoalState
from strategy.workflow import LocalGoalStatus


@dataclass(frozen=True, slots=True)
class ClusterFinding:
    """One of the three things a reader meets first; `is_star` when something is reached.

    figures: the counts it tells, by name.
    """

    figure: str
    text: str
    href: str
    link: str
    is_star: bool = False
    figures: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class AwaitingGoal:
    """A local goal that the board is to decide on. said: “mål 3”, “visionens tema 3”."""

    href: str
    place: str
    said: str


@dataclass(frozen=True, slots=True)
class AwaitingHearing:
    """A hearing that the board is asked in and has not answered, and the last day for it."""

    href: str
    title: str
    until: datetime.date


def hearings_awaiting(cluster: Cluster, *, user: Reader) -> tuple[AwaitingHearing, ...]:
    """Those of the cluster's boards that the person may read, the nearest deadline first."""
    rows = HearingReceiver.objects.awaited().filter(
        board__in=Board.objects.filter(cluster=cluster).exclude(kind__in=NOT_FOR_BOARDS),
        hearing__in=Hearing.objects.visible_to(user).values("pk"),
    )
    return tuple(
        AwaitingHearing(row.hearing.get_absolute_url(), str(row.hearing), row.until) for row in rows
    )


def strategies_of(
    cluster: Cluster, *, user: Reader, on: datetime.date
) -> tuple[tuple[Strategy, ...], Strategy | None]:
    """What is in force here, with one vision of the cluster: the newest, should there be more."""
    found = (
        Strategy.objects.visible_to(user)
        .in_force(on.year)
        .filter(Q(cluster=cluster) | Q(cluster=None))
        .order_by("-from_year", "-pk")
    )
    visions = [each for each in found if each.cluster_id and each.kind == Strategy.Kind.VISION]
    return tuple(each for each in found if each not in visions[1:]), next(iter(visions), None)


def years_of(vision: Strategy | None, strategies: tuple[Strategy, ...]) -> str:
    """The years of the cluster's own strategy, else of the municipality's."""
    shown = vision or next(iter(strategies), None)
    return f"{shown.from_year}–{shown.to_year}" if shown else ""


def indicators_of(
    strategies: Sequence[Strategy], *, cluster: Cluster, user: Reader, on: datetime.date
) -> tuple[IndicatorRow, ...]:
    indicators = kept_apart(
        lambda: tuple(
            Indicator.objects.visible_to(user)
            .whole()
            .filter(goal__strategy__in=strategies)
            .order_by("-goal__strategy__cluster", "number")
        ),
        *("indicators of strategies", tuple(strategy.pk for strategy in strategies)),
        reader=user,
    )
    found = attainments(indicators, cluster=cluster, user=user, on=on)
    return tuple(IndicatorRow.of(indicator, found[indicator.pk]) for indicator in indicators)


def plan_of(strategies: Sequence[Strategy], *, on: datetime.date) -> QuerySet[ProcessStep]:
    """Steps of these strategies that are not done, and all of this year's."""
    return ProcessStep.objects.filter(strategy__in=strategies).filter(
        Q(done_on=None) | Q(to_on__year__gte=on.year)
    )


def awaiting_of(
    institutions: Iterable[tuple[int, str, str]],
    *,
    goals: Iterable[Goal],
    standings: tuple[LocalGoalState, ...],
) -> tuple[AwaitingGoal, ...]:
    names = {pk: name for pk, name, _slug in institutions}
    number = {goal.pk: goal.number for goal in goals}
    return tuple(
        AwaitingGoal(
            goal.href,
            names[goal.institution],
            goal_said(number[goal.goal], is_theme=False),
        )
        for goal in standings
        if goal.awaits_board
    )


def own_awaiting(cluster: Cluster, *, user: Reader) -> tuple[AwaitingGoal, ...]:
    """The cluster's own local goals, under its vision, that it has sent to the board; one query."""
    sent = rows_of(
        lambda: (
            LocalGoal.objects.visible_to(user)
            .filter(cluster=cluster.pk, status=LocalGoalStatus.SENT)
            .select_related("goal")
            .order_by("goal__number", "pk")
        ),
        *("own goals that await", cluster.pk),
        reader=user,
    )
    return tuple(AwaitingGoal(goal.get_absolute_url(), str(cluster), goal.about) for goal in sent)
