"""The page of a goal: what it promises, and the local goals under it across institutions."""

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from django.db import models
from django.db.models import OuterRef, Subquery

from dashboards.findings import goal as findings
from indicators.models import Indicator
from institutions.models import Cluster, Institution, Placement
from strategy.assessing import assessed_by
from strategy.models import Effort, Goal, GoalAssessment, LocalGoal, Statement
from strategy.progress import Standing, Tally
from strategy.querysets import IN_FORCE


@dataclass(frozen=True, slots=True)
class Row:
    """A local goal as the form has it."""

    standing: Standing
    text: str
    efforts: tuple[str, ...]
    how: str
    when_text: str
    measured_on: datetime.date | None


@dataclass(frozen=True, slots=True)
class Place:
    """An institution with its local goals under this goal."""

    name: str
    href: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """The institutions of one cluster; `name` is empty for those outside clusters."""

    name: str
    places: tuple[Place, ...]
    tally: Tally
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Assessed:
    """The newest word of a cluster's board about the goal; may_write: whether for that board."""

    cluster: Cluster
    newest: GoalAssessment | None
    may_write: bool


@dataclass(frozen=True, slots=True)
class GoalPage:
    """A goal with its statements and how it is measured, and local goals by cluster; few queries.

    indicators: those of the goal itself, and those that local goals under it are tied to.
    """

    goal: Goal
    on: datetime.date
    is_common: bool
    statements: tuple[str, ...]
    indicators: tuple[Indicator, ...]
    neighbourhoods: tuple[Neighbourhood, ...]
    tally: Tally
    assessments: tuple[Assessed, ...]

    @classmethod
    def build(cls, goal: Goal, *, user, on: datetime.date) -> Self:
        """goal: with its strategy selected."""
        is_common = goal.strategy.cluster_id is None
        rows = _rows(goal, user=user)
        places = _places(user=user, on=on) if is_common or rows else ()
        statements = Statement.objects.filter(goal=goal).order_by("number")
        return cls(
            goal=goal,
            on=on,
            is_common=is_common,
            statements=tuple(statements.values_list("text", flat=True)),
            indicators=tuple(measured_by(goal, user=user)),
            neighbourhoods=_neighbourhoods(places, rows=rows),
            tally=Tally.of(row.standing for found in rows.values() for row in found),
            assessments=_assessments(goal, user=user) if is_common else (),
        )

    @property
    def may_assess(self) -> bool:
        """Whether the goal is one of this year's, that a board may assess today."""
        strategy = self.goal.strategy
        is_this_year = strategy.from_year <= self.on.year <= strategy.to_year
        return self.is_common and strategy.stage in IN_FORCE and is_this_year

    @property
    def heading(self) -> str:
        places = [place for near in self.neighbourhoods for place in near.places]
        return findings.local_goals_heading(
            self.tally, places=len(places), with_goals=sum(bool(place.rows) for place in places)
        )


def measured_by(goal: Goal, *, user) -> models.QuerySet[Indicator]:
    """What the goal is measured by: its own indicators first, then those of its local goals."""
    mine = LocalGoal.objects.visible_to(user).alive().filter(goal=goal).order_by().values("pk")
    return (
        Indicator.objects.visible_to(user)
        .whole()
        .filter(models.Q(goal=goal) | models.Q(local_goals__in=mine))
        .annotate(is_own=models.Q(goal=goal))
        .select_related("goal__strategy__cluster")
        .order_by("-is_own", "goal__strategy", "number", "pk")
        .distinct()
    )


def _assessments(goal: Goal, *, user) -> tuple[Assessed, ...]:
    """What the boards of the clusters that the person reads have found; three queries.

    Of clusters without a word, only those for which the person may write one.
    """
    mine = set(assessed_by(user).values_list("pk", flat=True))
    newest: dict[int, GoalAssessment] = {}
    for row in GoalAssessment.objects.visible_to(user).filter(goal=goal).order_by("assessed_on"):
        newest[row.cluster_id] = row
    clusters = Cluster.objects.visible_to(user).filter(pk__in={*mine, *newest})
    return tuple(
        Assessed(cluster, newest.get(cluster.pk), cluster.pk in mine) for cluster in clusters
    )


def _rows(goal: Goal, *, user) -> dict[int, list[Row]]:
    """Institution → its local goals under the goal."""
    found = LocalGoal.objects.visible_to(user).alive().filter(goal=goal)
    efforts: dict[int, list[str]] = defaultdict(list)
    of_these = Effort.objects.filter(local_goal__in=found.order_by().values("pk"))
    for owner, text in of_these.order_by("number").values_list("local_goal", "text"):
        efforts[owner].append(text)
    rows: dict[int, list[Row]] = defaultdict(list)
    for local_goal in found.with_progress().order_by("pk"):
        standing = Standing(
            local_goal.pk,
            goal.pk,
            local_goal.institution_id,
            local_goal.status,
            local_goal.outcome,
            local_goal.progress,
        )
        rows[local_goal.institution_id].append(
            Row(
                standing,
                str(local_goal),
                tuple(efforts[local_goal.pk]),
                local_goal.how,
                local_goal.when_text,
                local_goal.measured_on,
            )
        )
    return rows


def _places(*, user, on: datetime.date) -> tuple[tuple[int, str, str, int | None], ...]:
    """Open institutions the person reads: (id, name, slug, cluster or None)."""
    placed = Placement.objects.on(on).filter(institution=OuterRef("pk"))
    return tuple(
        Institution.objects.visible_to(user)
        .open_on(on)
        .annotate(cluster_now=Subquery(placed.values("cluster")[:1]))
        .values_list("pk", "name", "slug", "cluster_now")
    )


def _neighbourhoods(places: Iterable, *, rows) -> tuple[Neighbourhood, ...]:
    by_cluster: dict[int | None, list[Place]] = defaultdict(list)
    address = Institution(slug="-").get_absolute_url()
    for pk, name, slug, cluster in places:
        href = address.replace("/-/", f"/{slug}/")
        by_cluster[cluster].append(Place(name, href, tuple(rows.get(pk, ()))))
    clusters = dict(
        Cluster.objects.filter(pk__in=[pk for pk in by_cluster if pk]).values_list("pk", "name")
    )
    ordered = [*clusters, *([None] if None in by_cluster else [])]
    return tuple(
        Neighbourhood(
            name=clusters.get(cluster, "") if cluster else "",
            places=tuple(by_cluster[cluster]),
            tally=Tally.of(row.standing for place in by_cluster[cluster] for row in place.rows),
            missing=tuple(place.name for place in by_cluster[cluster] if not place.rows),
        )
        for cluster in ordered
    )
