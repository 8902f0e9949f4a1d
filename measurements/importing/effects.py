"""What an import means for the indicators: computed before anything is saved."""

from collections.abc import Iterable
from typing import NamedTuple

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from institutions.models import Cluster, Placement
from measurements.attainment import Attainment, attainments_by_cluster
from measurements.importing.plan import Plan
from measurements.importing.writing import Busy, in_turn, wait_for_other_imports, write
from measurements.models import Indicator

#: Above this many values the preview does without: the answer would be long in coming.
MOST_VALUES = 20_000


class Effect(NamedTuple):
    """An indicator in a cluster, as it stands now and as it would stand."""

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


def in_words(attainment: Attainment) -> str:
    """The result as it is written in a sentence."""
    if attainment.status == "unknown":
        return _("“cannot be determined”")
    return attainment.result_text


def effects(plan: Plan) -> list[Effect]:
    """Every whole indicator of the clusters that the file is about, before and after.

    The plan is carried out in a transaction that is always rolled back. Empty for a plan with
    faults, for one that changes nothing or holds local goals, for very large files, and when
    somebody else is reading in the same at this moment: confirming will be refused then.
    """
    values = len(plan.content.observations)
    if plan.faults or not plan.has_work or values > MOST_VALUES or plan.new_local_goals:
        return []
    clusters = list(_clusters(plan))
    indicators = list(_indicators(clusters))
    if not indicators:
        return []
    before = attainments_by_cluster(indicators, clusters=clusters)
    try:
        with in_turn(), transaction.atomic():
            wait_for_other_imports()
            write(plan)
            after = attainments_by_cluster(indicators, clusters=clusters)
            transaction.set_rollback(True)
    except (Busy, IntegrityError):
        return []
    return [
        Effect(
            indicator, cluster, before[cluster.pk][indicator.pk], after[cluster.pk][indicator.pk]
        )
        for cluster in clusters
        for indicator in indicators
        if indicator.goal.strategy.cluster_id == cluster.pk
    ]


def _clusters(plan: Plan) -> Iterable[Cluster]:
    return Cluster.objects.filter(
        placements__in=Placement.objects.current().filter(institution__in=plan.content.institutions)
    ).distinct()


def _indicators(clusters: list[Cluster]) -> Iterable[Indicator]:
    return (
        Indicator.objects.whole()
        .filter(goal__strategy__cluster__in=clusters)
        .select_related("goal__strategy")
        .order_by("goal__strategy", "number")
    )


def _result(attainment: Attainment) -> tuple:
    return attainment.status, attainment.result_text
