"""How the indicators stand that a file is about, before and after it is read in."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple, Self

from django.utils.translation import gettext as _

from indicators.evaluation import Attainment, attainments_by_cluster
from indicators.models import Indicator
from institutions.models import Cluster, Placement
from measurements.importing.diff import MeasurementsDiff
from measurements.importing.trial import tried

#: Above this many values people do without: the answer would be long in coming.
MOST_VALUES = 20_000


class IndicatorEffect(NamedTuple):
    """An indicator in a cluster, as it stood and as it stands then."""

    indicator: Indicator
    cluster: Cluster
    before: Attainment
    after: Attainment

    @property
    def is_change(self) -> bool:
        """Whether a reader would see another result."""
        return _result(self.before) != _result(self.after)

    @property
    def sentence(self) -> str:
        """“Målepunkt 4 går fra 1 af 1 til 4 af 6.”, without the stop."""
        return _("Indicator %(number)s goes from %(before)s to %(after)s") % {
            "number": self.indicator.number,
            "before": in_words(self.before),
            "after": in_words(self.after),
        }

    @property
    def as_json(self) -> dict[str, Any]:
        """What the receipt tells of it."""
        return {
            "indicator": self.indicator.pk,
            "cluster": self.cluster.pk,
            "before": in_words(self.before),
            "after": in_words(self.after),
        }


@dataclass(frozen=True, slots=True)
class ResultsBefore:
    """Every whole indicator of the clusters that a file is about, before it is read in."""

    clusters: list[Cluster]
    indicators: list[Indicator]
    before: dict[int, dict[int, Attainment]]

    @classmethod
    def of(cls, plan: MeasurementsDiff, *, most_values: int = MOST_VALUES) -> Self | None:
        """None for a plan that changes nothing measured, and for very large files."""
        values = len(plan.content.observations)
        if plan.errors or not plan.has_work or values > most_values or plan.new_local_goals:
            return None
        clusters = list(_clusters(plan))
        indicators = list(_indicators(clusters))
        if not indicators:
            return None
        before = attainments_by_cluster(indicators, clusters=clusters)
        return cls(clusters, indicators, before)

    def effects(self) -> list[IndicatorEffect]:
        """The same indicators as they stand now, beside what they were."""
        after = attainments_by_cluster(self.indicators, clusters=self.clusters)
        return [
            IndicatorEffect(
                indicator,
                cluster,
                self.before[cluster.pk][indicator.pk],
                after[cluster.pk][indicator.pk],
            )
            for cluster in self.clusters
            for indicator in self.indicators
            if indicator.goal.strategy.cluster_id == cluster.pk
        ]


def effects(plan: MeasurementsDiff) -> list[IndicatorEffect]:
    """Every whole indicator of the clusters that the file is about, before and after.

    The plan is carried out in a transaction that is always rolled back. Empty for a plan with
    faults, for one that changes nothing or holds local goals, for very large files, and when
    somebody else is reading in the same at this moment: confirming will be refused then.
    """
    before = ResultsBefore.of(plan)
    return (tried(plan, before.effects) if before else None) or []


def noted(plan: MeasurementsDiff) -> Callable[[], list[dict[str, Any]]] | None:
    """Asked before a plan is written: what gives its receipt the results that became others."""
    before = ResultsBefore.of(plan)
    if before is None:
        return None
    return lambda: [effect.as_json for effect in before.effects() if effect.is_change]


def in_words(attainment: Attainment) -> str:
    """The result as it is written in a sentence."""
    if attainment.status == "unknown":
        return _("“cannot be determined”")
    return attainment.result_text


def _clusters(plan: MeasurementsDiff) -> Iterable[Cluster]:
    return Cluster.objects.filter(
        placements__in=Placement.objects.current().filter(institution__in=plan.content.institutions)
    ).distinct()


def _indicators(clusters: list[Cluster]) -> Iterable[Indicator]:
    return (
        Indicator.objects.in_use()
        .whole()
        .filter(goal__strategy__cluster__in=clusters)
        .select_related("goal__strategy")
        .order_by("goal__strategy", "number")
    )


def _result(attainment: Attainment) -> tuple[Any, ...]:
    return attainment.status, attainment.result_text
