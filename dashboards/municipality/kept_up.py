"""Who answers for the local goals under way, and whether anybody tells how they go."""

import datetime
from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from django.db.models import Count, Q

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


def kept_up(
    units: Iterable[tuple[int, int | None]],
    clusters: Collection[int],
    *,
    user: Reader,
    on: datetime.date,
) -> Mapping[int | None, KeptUp]:
    """By cluster, None outside clusters, `ITS_OWN` of the municipality's own measuring points.

    units: (institution, its cluster or None). Six queries.
    """
    cluster_of = dict(units)
    found: dict[int | None, KeptUp] = {}
    for institution, cluster, counts in _under_way(cluster_of, clusters, user=user, on=on):
        place = cluster_of[institution] if institution else cluster
        found[place] = found.get(place, KeptUp()).plus(counts)
    for place, counts in _measured(clusters, user=user, on=on):
        found[place] = found.get(place, KeptUp()).plus(counts)
    return found


def _measured(
    clusters: Collection[int], *, user: Reader, on: datetime.date
) -> Iterable[tuple[int, KeptUp]]:
    """(cluster, or `ITS_OWN`; what one measuring point counts)."""
    indicators = (
        Indicator.objects.visible_to(user)
        .in_use()
        .whole()
        .filter(
            Q(goal__strategy__cluster__in=clusters) | Q(goal__strategy__cluster=None),
            goal__strategy__from_year__lte=on.year,
            goal__strategy__to_year__gte=on.year,
        )
        .select_related("goal__strategy")
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
        yield indicator.goal.strategy.cluster_id or ITS_OWN, counts


def _under_way(
    institutions: Collection[int], clusters: Collection[int], *, user: Reader, on: datetime.date
) -> Iterable[tuple[int | None, int | None, KeptUp]]:
    """(institution, cluster, what one goal counts)."""
    under_way = with_told_on(LocalGoal.objects.visible_to(user)).filter(
        Q(institution__in=institutions) | Q(cluster__in=clusters),
        status=LocalGoalStatus.IN_PROGRESS,
    )
    rows = under_way.annotate(
        every=Count("efforts"), nameless=Count("efforts", filter=Q(efforts__responsible=""))
    ).order_by()
    since = told_since(on)
    names = ("institution", "cluster", "responsible", "told_on", "every", "nameless")
    for institution, cluster, responsible, told_on, every, nameless in rows.values_list(*names):
        counts = KeptUp(
            goals=1,
            owned=int(bool(responsible)),
            told=int(told_on is not None and told_on >= since),
            efforts=every,
            efforts_owned=every if responsible else every - nameless,
        )
        yield institution, cluster, counts
