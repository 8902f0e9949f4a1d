"""The indicators of the clusters a person reads, each with how it stands."""

import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Self

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from indicators.evaluation import (
    Attainment,
    IndicatorStatus,
    attainments_by_cluster,
    in_brief_by_cluster,
)
from indicators.evaluation.attainments import InBrief, InShort
from indicators.evidence import writable_goals
from indicators.extent import Extent
from indicators.models import Indicator
from institutions.access import Reader, scope_of
from institutions.models import Cluster, Institution
from institutions.remembering import kept_apart, remembered

#: Of more clusters than this each is told in a line, and in full when it is chosen.
IN_FULL = 6
CLUSTER = "klynge"


class ListedIndicator(NamedTuple):
    """What a row of the list shows, and no more."""

    number: int
    text: str
    href: str
    cluster: str
    found: InShort


@dataclass(frozen=True, slots=True)
class ClusterIndicators:
    """The indicators of a cluster, each with how it stands."""

    cluster: Cluster
    rows: tuple[tuple[Indicator, Attainment], ...]

    @property
    def shown(self) -> Iterator[ListedIndicator]:
        for indicator, found in self.rows:
            href = indicator.get_absolute_url()
            if not indicator.goal.strategy.cluster_id:
                href += f"?{CLUSTER}={self.cluster.slug}"
            text, cluster = indicator.short_text, self.cluster.name
            yield ListedIndicator(indicator.number, text, href, cluster, found.in_short)

    @property
    def figures(self) -> dict[str, int]:
        """What the heading counts, by the names that the page of the cluster has for it."""
        statuses = [found.status for _indicator, found in self.rows]
        reached = sum(status is IndicatorStatus.MET for status in statuses)
        return {"indicators_reached": reached, "indicators": len(statuses)} if statuses else {}

    @property
    def heading(self) -> str:
        return _heading(self.cluster, [found.status for _indicator, found in self.rows])


@dataclass(frozen=True, slots=True)
class ClusterInBrief:
    """A cluster, how many of its indicators are reached, and where they are."""

    name: str
    heading: str
    href: str


@dataclass(frozen=True, slots=True)
class IndicatorList:
    """The clusters a person reads with the indicators of their strategies, in a fixed number of
    queries; of many, the one that was chosen, or all in brief.
    """

    clusters: tuple[ClusterIndicators, ...]
    in_brief: tuple[ClusterInBrief, ...]
    chosen: Cluster | None
    scope: Extent
    may_write: bool
    writes_strategy: bool

    @classmethod
    def build(cls, *, user: Reader, on: datetime.date, cluster: str = "") -> Self:
        """cluster: the slug of the one to show; one that the person does not read shows all."""
        clusters = remembered(
            lambda: tuple(Cluster.objects.visible_to(user).select_related("area")),
            "clusters of indicators",
            reader=user,
        )
        chosen = next((one for one in clusters if one.slug == cluster), None)
        indicators = kept_apart(
            lambda: tuple(
                Indicator.objects.visible_to(user)
                .in_use()
                .whole()
                .select_related("goal__strategy")
                .order_by("goal__strategy__from_year", "number")
            ),
            "indicators of clusters",
            reader=user,
        )
        edits = scope_of(user).edits
        begins = edits.everything or bool(edits.clusters)
        writes = kept_apart(
            lambda: writable_goals(user).exists(), "indicators may be written", reader=user
        )
        scope = kept_apart(lambda: _extent(user, on), "extent of indicators", on, reader=user)
        if chosen or len(clusters) <= IN_FULL:
            shown = [chosen] if chosen else clusters
            full = tuple(_in_full(shown, indicators, user=user, on=on))
            return cls(full, (), chosen, scope, writes, begins)
        brief = tuple(_in_brief(clusters, indicators, user=user, on=on))
        return cls((), brief, None, scope, writes, begins)


def _extent(user: Reader, on: datetime.date) -> Extent:
    visible = Institution.objects.visible_to(user).open_on(on).count()
    return Extent.of(visible, user=user, on=on)


def _in_full(
    clusters: Sequence[Cluster],
    indicators: Sequence[Indicator],
    *,
    user: Reader,
    on: datetime.date,
) -> Iterable[ClusterIndicators]:
    found: dict[int, dict[int, Attainment]] = {}
    if clusters and indicators:
        found = attainments_by_cluster(
            indicators, clusters=clusters, user=user, on=on, with_trend=False
        )
    for cluster in clusters:
        own = [one for one in indicators if one.goal.strategy.cluster_id in (None, cluster.pk)]
        yield ClusterIndicators(cluster, tuple((one, found[cluster.pk][one.pk]) for one in own))


def _in_brief(
    clusters: Sequence[Cluster],
    indicators: Sequence[Indicator],
    *,
    user: Reader,
    on: datetime.date,
) -> Iterable[ClusterInBrief]:
    found: dict[int, dict[int, InBrief]] = {}
    if clusters and indicators:
        found = in_brief_by_cluster(indicators, clusters=clusters, user=user, on=on)
    for cluster in clusters:
        of_cluster = found.get(cluster.pk, {})
        yield ClusterInBrief(
            cluster.name,
            _heading(cluster, [each.status for each in of_cluster.values()]),
            f"{reverse('indicator_list')}?{CLUSTER}={cluster.slug}",
        )


def _heading(cluster: Cluster, statuses: Sequence[IndicatorStatus]) -> str:
    """How many are reached."""
    if not statuses:
        return _("%(cluster)s has no indicators yet") % {"cluster": cluster}
    return ngettext(
        "%(reached)s of %(count)s indicator is reached",
        "%(reached)s of %(count)s indicators are reached",
        len(statuses),
    ) % {"reached": statuses.count(IndicatorStatus.MET), "count": len(statuses)}
