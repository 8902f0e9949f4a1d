"""What an installation has of what its first cluster page needs; counted, never told."""

import datetime
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Self

from django.db.models import Count, F, Q, QuerySet

from accounts.models import User
from indicators.evaluation import attainments_by_cluster
from indicators.evaluation.rules import COUNTS_THINGS
from indicators.models import Indicator, ManualResult, ResultSnapshot
from indicators.snapshots import truth
from institutions.models import (
    Area,
    Cluster,
    Institution,
    InstitutionImport,
    Membership,
    PeopleImport,
    Placement,
)
from institutions.periods import holds_on
from institutions.roles import BOARD, LEADERSHIP, Role
from measurements.models import Import, Measurement
from strategy.models import Strategy


@dataclass(frozen=True, slots=True)
class PlacesThere:
    """Open institutions, and the clusters that have any. placed: institution → cluster."""

    institutions: Mapping[int, str]
    clusters: Mapping[int, str]
    placed: Mapping[int, int]
    areas: int
    last_import: InstitutionImport | None

    @classmethod
    def on(cls, day: datetime.date) -> Self:
        institutions = dict(Institution.objects.open_on(day).values_list("pk", "name"))
        rows = Placement.objects.on(day).filter(institution__in=institutions)
        placed = dict(rows.order_by().values_list("institution", "cluster"))
        clusters = Cluster.objects.filter(pk__in=set(placed.values()))
        outside = institutions.keys() - placed.keys()
        return cls(
            institutions,
            dict(clusters.values_list("pk", "name")),
            placed,
            len(
                Area.objects.filter(
                    Q(clusters__in=clusters) | Q(institutions__in=outside)
                ).distinct()
            ),
            InstitutionImport.objects.select_related("imported_by").standing().first(),
        )

    @property
    def outside(self) -> tuple[str, ...]:
        """Names of the institutions outside clusters."""
        return tuple(name for pk, name in self.institutions.items() if pk not in self.placed)


@dataclass(frozen=True, slots=True)
class PeopleThere:
    """Who has a role at a place. strangers: who can sign in and has none."""

    people: int
    never_signed_in: int
    strangers: int
    leads: frozenset[tuple[str, int]]
    has_board: frozenset[int]
    last_import: PeopleImport | None = None

    @classmethod
    def on(cls, day: datetime.date) -> Self:
        held = list(
            Membership.objects.on(day)
            .filter(user__is_active=True)
            .exclude(role=Role.ADMINISTRATOR)
            .values_list("user", "role", "cluster", "institution", "user__last_login")
        )
        people = {user for user, *_rest in held}
        new = {user for user, *_rest, signed_in in held if signed_in is None}
        active = User.objects.filter(is_active=True, is_superuser=False)
        members = Membership.objects.on(day).values("user")
        return cls(
            len(people),
            len(new),
            active.exclude(pk__in=members).count(),
            frozenset(
                ("cluster", cluster) if cluster else ("institution", institution)
                for _user, role, cluster, institution, _login in held
                if role in LEADERSHIP and (cluster or institution)
            ),
            frozenset(
                cluster for _user, role, cluster, *_rest in held if role in BOARD and cluster
            ),
            PeopleImport.objects.select_related("imported_by").standing().first(),
        )


@dataclass(frozen=True, slots=True)
class GoalsThere:
    """Strategies in force this year that have goals: a vision by its cluster, and common goals.

    drafts: clusters (None: the municipality) with a strategy that is not in force yet.
    """

    goals: Mapping[int | None, int]
    drafts: frozenset[int | None]

    @classmethod
    def on(cls, day: datetime.date) -> Self:
        counted = Strategy.objects.order_by().annotate(count=Count("goals"))
        running = counted.in_force(day.year).filter(count__gt=0)
        goals: dict[int | None, int] = defaultdict(int)
        for cluster, count in running.values_list("cluster", "count"):
            goals[cluster] += count
        waiting = Strategy.objects.order_by().filter(stage__in=("draft", "hearing"))
        return cls(dict(goals), frozenset(waiting.values_list("cluster", flat=True)))


@dataclass(frozen=True, slots=True)
class IndicatorsThere:
    """Indicators of the goals in force, by whose they are; instruments: those they are made of."""

    counts: Mapping[int | None, int]
    instruments: Mapping[int | None, Mapping[str, str]] = field(default_factory=dict)

    @classmethod
    def on(cls, day: datetime.date) -> Self:
        whole = Indicator.objects.order_by().filter(
            goal__strategy__in=Strategy.objects.in_force(day.year)
        )
        counts = whole.filter(parent=None).values_list("goal__strategy__cluster")
        used: dict[int | None, dict[str, str]] = defaultdict(dict)
        rows = whole.filter(topics__isnull=False).values_list(
            "goal__strategy__cluster",
            "topics__version__instrument__code",
            "topics__version__instrument__name",
        )
        for cluster, code, name in rows.distinct():
            used[cluster][code] = name
        return cls(dict(counts.annotate(count=Count("pk"))), dict(used))

    def concerning(self, cluster: int) -> int:
        return self.counts.get(cluster, 0) + self.counts.get(None, 0)

    def instruments_of(self, cluster: int) -> dict[str, str]:
        return {**self.instruments.get(cluster, {}), **self.instruments.get(None, {})}


@dataclass(frozen=True, slots=True)
class DataThere:
    """What was measured. institutions: how many of the open ones; has: the instruments (codes) each
    cluster has data of.
    """

    values: int
    institutions: int
    has: Mapping[int, frozenset[str]]
    last_import: Import | None

    @classmethod
    def of(cls, places: PlacesThere) -> Self:
        rows = Measurement.objects.order_by().values_list(
            "institution", "topic__version__instrument__code"
        )
        has: dict[int, set[str]] = defaultdict(set)
        measured: set[int] = set()
        values = 0
        for institution, code, count in rows.annotate(count=Count("pk")):
            if institution in places.institutions:
                measured.add(institution)
            values += count
            if institution in places.placed:
                has[places.placed[institution]].add(code)
        return cls(
            values,
            len(measured),
            {cluster: frozenset(codes) for cluster, codes in has.items()},
            Import.objects.standing().select_related("imported_by").first(),
        )


def first_cluster_page(on: datetime.date) -> Cluster | None:
    """The first cluster whose page has a figure to show: a result of one of its indicators."""
    if not truth.are_true():
        return _worked_out(on)
    rules = _rules(on).order_by()
    its_own = Q(indicator__goal__strategy__cluster=None) | Q(
        indicator__goal__strategy__cluster=F("institution__placements__cluster")
    )
    kept = ResultSnapshot.objects.order_by().filter(
        its_own, holds_on(on, "institution__placements__"), indicator__in=rules
    )
    unit = kept.values_list("institution__placements__cluster", flat=True).first()
    whole = ManualResult.objects.order_by().filter(indicator__in=rules, institution=None)
    found = unit or whole.values_list("indicator__goal__strategy__cluster", flat=True).first()
    return Cluster.objects.filter(pk=found).first() if found else None


def _rules(on: datetime.date) -> QuerySet[Indicator]:
    """Those that can have a figure; that no method is in use yet is none."""
    rules = Indicator.objects.filter(goal__strategy__in=Strategy.objects.in_force(on.year))
    return rules.exclude(source__in=COUNTS_THINGS)


def _worked_out(on: datetime.date) -> Cluster | None:
    """The same where the snapshots are not those of the data."""
    rules = _rules(on)
    clusters = {one.pk: one for one in Cluster.objects.open()}
    found = attainments_by_cluster(rules, clusters=clusters.values(), on=on, with_trend=False)
    telling = (
        clusters[cluster]
        for cluster, results in found.items()
        if any(result.counted or result.is_whole for result in results.values())
    )
    return next(telling, None)
