"""Who answers for the local goals under way, and whether anybody tells how they go."""

import datetime
from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from django.conf import settings
from django.db.models import Count, Q
from django.db.models.functions import Coalesce
from django.urls import reverse

from indicators.freshness import freshness_of
from indicators.models import Indicator
from institutions.access import Reader
from strategy.models import LocalGoal
from strategy.silence import told_since, with_told_on
from strategy.workflow import LocalGoalStatus

#: Of a hundred: how many are to have somebody responsible, and how many a new enough status.
OWNED_WANTED, TOLD_WANTED = 100, 90
#: Where the municipality's own measuring points are counted, which are of no cluster.
ITS_OWN = 0


class KeptUp(NamedTuple):
    """Counts: local goals under way, of them with somebody responsible and with a new status.

    efforts: those of the same goals; an effort without a name is its goal's responsible's.
    measured: the measuring points; with somebody responsible, and with figures as new as their
    rhythm says.
    """

    goals: int = 0
    owned: int = 0
    told: int = 0
    efforts: int = 0
    efforts_owned: int = 0
    measured: int = 0
    measured_owned: int = 0
    measured_new: int = 0

    @property
    def figures(self) -> dict[str, int]:
        """The counts by name, where there are any."""
        told = {"under_way": self.goals, "owned": self.owned, "told_of": self.told}
        return told if self.goals else {}

    @property
    def of_indicators(self) -> dict[str, int]:
        """The counts of measuring points by name, where there are any."""
        counts = (self.measured, self.measured_owned, self.measured_new)
        names = ("indicators_kept", "indicators_owned", "indicators_new")
        return dict(zip(names, counts, strict=True)) if self.measured else {}

    def plus(self, other: "KeptUp") -> "KeptUp":
        return KeptUp(*map(sum, zip(self, other, strict=True)))


class NotKeptUp(NamedTuple):
    """A local goal under way or a measuring point that is nobody's, or of which news is late.

    newest_on: of the last status or figure, if there is any; due_on: when the next is to come.
    newest_said: what a figure without a day is told by, its year.
    """

    name: str
    href: str
    place: str
    owner: str
    newest_on: datetime.date | None
    due_on: datetime.date | None
    is_stale: bool
    newest_said: str = ""

    @property
    def is_lacking(self) -> bool:
        return self.is_stale or not self.owner

    @property
    def urgency(self) -> tuple[bool, bool, datetime.date]:
        """What is nobody's first, then what has been silent longest."""
        return bool(self.owner), not self.is_stale, self.newest_on or datetime.date.min


class KeptUpFound(NamedTuple):
    """Counts by cluster, None outside clusters, `ITS_OWN` of the municipality; what is lacking."""

    counts: Mapping[int | None, KeptUp] = {}
    goals: tuple[NotKeptUp, ...] = ()
    indicators: tuple[NotKeptUp, ...] = ()


def kept_up(
    units: Iterable[tuple[int, int | None]],
    clusters: Collection[int],
    *,
    user: Reader,
    on: datetime.date,
) -> KeptUpFound:
    """How it stands in these places, and what lacks.

    units: (institution, its cluster or None). Six queries.
    """
    cluster_of = dict(units)
    found: dict[int | None, KeptUp] = {}
    goals: list[NotKeptUp] = []
    indicators: list[NotKeptUp] = []
    for institution, cluster, counts, case in _under_way(cluster_of, clusters, user=user, on=on):
        place = cluster_of[institution] if institution else cluster
        found[place] = found.get(place, KeptUp()).plus(counts)
        goals.append(case)
    for of, counts, case in _measured(clusters, user=user, on=on):
        found[of] = found.get(of, KeptUp()).plus(counts)
        indicators.append(case)
    return KeptUpFound(found, _lacking(goals), _lacking(indicators))


def _lacking(cases: Iterable[NotKeptUp]) -> tuple[NotKeptUp, ...]:
    found = (case for case in cases if case.is_lacking)
    return tuple(sorted(found, key=lambda case: case.urgency))


def _measured(
    clusters: Collection[int], *, user: Reader, on: datetime.date
) -> Iterable[tuple[int, KeptUp, NotKeptUp]]:
    """(cluster, or `ITS_OWN`; what one measuring point counts; how it stands with it)."""
    indicators = (
        Indicator.objects.visible_to(user)
        .in_use()
        .whole()
        .filter(
            Q(goal__strategy__cluster__in=clusters) | Q(goal__strategy__cluster=None),
            goal__strategy__from_year__lte=on.year,
            goal__strategy__to_year__gte=on.year,
        )
        .select_related("goal__strategy__cluster")
    )
    asked = list(indicators)
    fresh = freshness_of(asked, on=on) if asked else {}
    for indicator in asked:
        found = fresh[indicator.pk]
        counts = KeptUp(
            measured=1,
            measured_owned=int(found.owner_id is not None),
            measured_new=int(found.is_new),
        )
        case = NotKeptUp(
            name=indicator.short_text,
            href=f"{indicator.get_absolute_url()}#ansvarlig",
            place=str(indicator.goal.strategy.cluster or ""),
            owner=found.owner,
            newest_on=found.newest_on,
            due_on=found.due_on,
            is_stale=found.is_stale,
            newest_said=found.newest_said,
        )
        yield indicator.goal.strategy.cluster_id or ITS_OWN, counts, case


def _under_way(
    institutions: Collection[int], clusters: Collection[int], *, user: Reader, on: datetime.date
) -> Iterable[tuple[int | None, int | None, KeptUp, NotKeptUp]]:
    """(institution, cluster, what one goal counts, how it stands with it)."""
    under_way = with_told_on(LocalGoal.objects.visible_to(user)).filter(
        Q(institution__in=institutions) | Q(cluster__in=clusters),
        status=LocalGoalStatus.IN_PROGRESS,
    )
    rows = under_way.annotate(
        every=Count("efforts"),
        nameless=Count("efforts", filter=Q(efforts__responsible="")),
        place_name=Coalesce("institution__name", "cluster__name"),
    ).order_by()
    since = told_since(on)
    asked = ("pk", "text", "institution", "cluster", "place_name", "responsible", "told_on")
    for goal in rows.values(*asked, "every", "nameless"):
        told_on, owner = goal["told_on"], goal["responsible"]
        is_stale = told_on is None or told_on < since
        counts = KeptUp(
            goals=1,
            owned=int(bool(owner)),
            told=int(not is_stale),
            efforts=goal["every"],
            efforts_owned=goal["every"] - (0 if owner else goal["nameless"]),
        )
        href = reverse("local_goal_detail", args=[goal["pk"]])
        due_on = told_on and told_on + datetime.timedelta(days=settings.STATUS_EVERY_DAYS)
        case = NotKeptUp(goal["text"], href, goal["place_name"], owner, told_on, due_on, is_stale)
        yield goal["institution"], goal["cluster"], counts, case
