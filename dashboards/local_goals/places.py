from dataclasses import dataclass
from typing import Self

from django.db.models import Q, QuerySet

from indicators.models import Indicator
from institutions.models import Cluster, Institution, Placement
from strategy.models import LocalGoal


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """An institution and the cluster it is in today, if any: the way to a page of its own."""

    institution: Institution
    cluster: Cluster | None

    @classmethod
    def of(cls, institution: Institution) -> Self:
        placed = Placement.objects.current().filter(institution=institution)
        placement = placed.select_related("cluster").first()
        return cls(institution, placement.cluster if placement else None)


def offered_indicators(local_goal: LocalGoal, *, where: Whereabouts, user) -> QuerySet[Indicator]:
    """What it may be linked to: the goal's indicators, the cluster's own, those it has."""
    own = Q(goal__strategy__cluster=where.cluster) if where.cluster else Q(pk__in=[])
    offered = Indicator.objects.visible_to(user).whole().filter(Q(goal=local_goal.goal) | own)
    linked = local_goal.indicators.all() if local_goal.pk else Indicator.objects.none()
    return Indicator.objects.filter(Q(pk__in=offered) | Q(pk__in=linked))
