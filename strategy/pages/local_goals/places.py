from dataclasses import dataclass
from typing import Self

from institutions.models import Cluster, Institution, Placement


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
