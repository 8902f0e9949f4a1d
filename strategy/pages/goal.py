"""The page of a goal: what it promises, and the local goals under it across institutions."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from django.db.models import OuterRef, Subquery
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from accounts.requests import SignedInRequest
from config.slots import SlotPart
from institutions.access import Reader
from institutions.models import Cluster, Institution, Placement
from institutions.page_cache import cached_page
from institutions.statements import row_or_404, rows_of
from strategy.assessing import assessed_by
from strategy.evaluations import Afterwards, afterwards_of, with_afterwards
from strategy.models import Effort, Goal, GoalAssessment, LocalGoal
from strategy.pages import findings
from strategy.pages.statement import StatementRow, statements_of
from strategy.progress import GoalTally, LocalGoalState
from strategy.querysets import LocalGoalQuerySet
from strategy.slots import evidence, goal_followed


@dataclass(frozen=True, slots=True)
class StrategicGoalRow:
    """A local goal as the form has it."""

    standing: LocalGoalState
    text: str
    efforts: tuple[str, ...]
    how: str
    when_text: str
    measured_on: datetime.date | None
    measure_text: str
    after: Afterwards | None


@dataclass(frozen=True, slots=True)
class GoalPlace:
    """An institution with its local goals under this goal."""

    name: str
    href: str
    rows: tuple[StrategicGoalRow, ...]


@dataclass(frozen=True, slots=True)
class GoalCluster:
    """The institutions of one cluster; `name` is empty for those outside clusters."""

    name: str
    places: tuple[GoalPlace, ...]
    tally: GoalTally
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Assessed:
    """The newest word of a cluster's board about the goal; may_write: whether for that board.

    followed: where it was said, and what is done about it.
    """

    cluster: Cluster
    newest: GoalAssessment | None
    may_write: bool
    followed: SlotPart | None


@dataclass(frozen=True, slots=True)
class GoalPage:
    """A goal with its statements and how it is measured, and local goals by cluster; few queries.

    may_assess: whether it is one of this year's, that a board may assess today.
    """

    goal: Goal
    on: datetime.date
    is_common: bool
    statements: tuple[StatementRow, ...]
    measured: SlotPart | None
    neighbourhoods: tuple[GoalCluster, ...]
    tally: GoalTally
    assessments: tuple[Assessed, ...]
    may_assess: bool

    @classmethod
    def build(cls, goal: Goal, *, user: Reader, on: datetime.date) -> Self:
        """goal: with its strategy selected."""
        is_common = goal.strategy.cluster_id is None
        rows = _rows(goal, user=user)
        places = _places(user=user, on=on) if is_common or rows else ()
        return cls(
            goal=goal,
            on=on,
            is_common=is_common,
            statements=statements_of(user=user, goal=goal.pk),
            measured=evidence().of_goal(goal, user=user),
            neighbourhoods=_neighbourhoods(places, rows=rows),
            tally=GoalTally.of(row.standing for found in rows.values() for row in found),
            assessments=_assessments(goal, user=user, on=on) if is_common else (),
            may_assess=bool(
                rows_of(
                    lambda: Goal.objects.assessed_in(on.year).filter(pk=goal.pk),
                    *("assessed in", on.year, goal.pk),
                    reader=None,
                )
            ),
        )

    @property
    def place(self) -> str:
        """What is counted here, as figures name it."""
        return f"goal:{self.goal.pk}"

    @property
    def figures(self) -> dict[str, int]:
        """What the heading counts, where it tells it in numbers."""
        if self.tally.agreed < 2:
            return {}
        return {"moving": self.tally.moving, "adopted_goals": self.tally.agreed}

    @property
    def heading(self) -> str:
        places = [place for near in self.neighbourhoods for place in near.places]
        return findings.local_goals_heading(
            self.tally, places=len(places), with_goals=sum(bool(place.rows) for place in places)
        )


def _assessments(goal: Goal, *, user: Reader, on: datetime.date) -> tuple[Assessed, ...]:
    """What the boards of the clusters that the person reads have found, and do; five queries.

    Of clusters without a word, only those for which the person may write one.
    """
    mine = rows_of(
        lambda: assessed_by(user).order_by().values_list("pk", flat=True),
        *("clusters assessed by",),
        reader=user,
    )
    in_order = rows_of(
        lambda: (
            GoalAssessment.objects.visible_to(user)
            .filter(goal=goal.pk)
            .order_by("assessed_on", "pk")
        ),
        *("assessments of a goal", goal.pk),
        reader=user,
    )
    newest = {row.cluster_id: row for row in in_order}
    clusters = rows_of(lambda: Cluster.objects.visible_to(user), *("clusters read",), reader=user)
    days = {cluster: row.assessed_on for cluster, row in newest.items()}
    followed = goal_followed.first(goal, days, user, on) or {}
    return tuple(
        Assessed(cluster, newest.get(cluster.pk), cluster.pk in mine, followed.get(cluster.pk))
        for cluster in clusters
        if cluster.pk in mine or cluster.pk in newest
    )


def _rows(goal: Goal, *, user: Reader) -> dict[int, list[StrategicGoalRow]]:
    """Institution → its local goals under the goal."""

    def found() -> LocalGoalQuerySet:
        goals = LocalGoal.objects.visible_to(user).of_institutions()
        return goals.alive().filter(goal=goal.pk)

    efforts: dict[int, list[str]] = defaultdict(list)
    for effort in rows_of(
        lambda: Effort.objects.filter(local_goal__in=found().order_by().values("pk")).order_by(
            "number"
        ),
        *("efforts under a goal", goal.pk),
        reader=user,
    ):
        efforts[effort.local_goal_id].append(str(effort))
    rows: dict[int, list[StrategicGoalRow]] = defaultdict(list)
    for local_goal in rows_of(
        lambda: with_afterwards(found(), user=user).with_progress().order_by("pk"),
        *("local goals under a goal", goal.pk),
        reader=user,
    ):
        standing = LocalGoalState(
            local_goal.pk,
            goal.pk,
            local_goal.institution_id or 0,
            local_goal.status,
            local_goal.outcome,
            local_goal.progress,
        )
        rows[local_goal.institution_id or 0].append(
            StrategicGoalRow(
                standing,
                str(local_goal),
                tuple(efforts[local_goal.pk]),
                local_goal.how,
                local_goal.when_text,
                local_goal.measured_on,
                local_goal.measure_text,
                afterwards_of(local_goal),
            )
        )
    return rows


def _places(*, user: Reader, on: datetime.date) -> tuple[tuple[int, str, str, int | None], ...]:
    """Open institutions the person reads: (id, name, slug, cluster or None)."""
    placed = Placement.objects.on(on).filter(institution=OuterRef("pk"))
    found = rows_of(
        lambda: (
            Institution.objects.visible_to(user)
            .open_on(on)
            .annotate(cluster_now=Subquery(placed.values("cluster")[:1]))
            .values_list("pk", "name", "slug", "cluster_now")
        ),
        *("places of a goal", on),
        reader=user,
    )
    return tuple(found)


def _neighbourhoods(
    places: Iterable[tuple[int, str, str, int | None]],
    *,
    rows: Mapping[int, Sequence[StrategicGoalRow]],
) -> tuple[GoalCluster, ...]:
    by_cluster: dict[int | None, list[GoalPlace]] = defaultdict(list)
    address = Institution(slug="-").get_absolute_url()
    for pk, name, slug, cluster in places:
        href = address.replace("/-/", f"/{slug}/")
        by_cluster[cluster].append(GoalPlace(name, href, tuple(rows.get(pk, ()))))
    named = rows_of(
        lambda: Cluster.objects.values_list("pk", "name"), *("names of clusters",), reader=None
    )
    clusters = {pk: name for pk, name in named if pk in by_cluster}
    ordered = [*clusters, *([None] if None in by_cluster else [])]
    return tuple(
        GoalCluster(
            name=clusters.get(cluster, "") if cluster else "",
            places=tuple(by_cluster[cluster]),
            tally=GoalTally.of(row.standing for place in by_cluster[cluster] for row in place.rows),
            missing=tuple(place.name for place in by_cluster[cluster] if not place.rows),
        )
        for cluster in ordered
    )


@cached_page
def goal_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    goal = row_or_404(
        lambda: (
            Goal.objects.visible_to(request.user).filter(pk=pk).select_related("strategy__cluster")
        ),
        *("goal", pk),
        reader=request.user,
    )
    page = GoalPage.build(goal, user=request.user, on=timezone.localdate())
    return render(request, "strategy/goal.html", {"page": page})
