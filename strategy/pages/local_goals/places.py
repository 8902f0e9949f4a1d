from dataclasses import dataclass
from typing import Self

from institutions.editions import ANYBODY
from institutions.models import Cluster, Institution, Placement
from institutions.statements import rows_for
from institutions.versions import Around
from strategy.models import LocalGoal

#: A local goal's institution, the clusters of that, and the institution that its words are from.
_AROUND = """
SELECT 'i' || institution_id FROM strategy_localgoal WHERE institution_id IS NOT NULL AND id = %s
UNION ALL SELECT 'c' || placed.cluster_id FROM institutions_placement AS placed
JOIN strategy_localgoal AS goal ON goal.institution_id = placed.institution_id WHERE goal.id = %s
UNION ALL SELECT 'i' || source.institution_id FROM strategy_localgoal AS source
JOIN strategy_localgoal AS goal ON goal.begun_from_id = source.id
WHERE source.institution_id IS NOT NULL AND goal.id = %s
UNION ALL SELECT 'c' || cluster_id FROM strategy_localgoal WHERE cluster_id IS NOT NULL AND id = %s
"""


def of_local_goal(pk: int) -> Around:
    """The institution of a local goal, its clusters, and the institution it was borrowed from."""
    return Around(_AROUND, (str(pk),) * 4)


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """An institution and the cluster it is in today, if any: the way to a page of its own.

    Without an institution it is the cluster itself.
    """

    institution: Institution | None
    cluster: Cluster | None

    @classmethod
    def of(cls, institution: Institution) -> Self:
        placed = rows_for(
            lambda _reader, keys: (
                Placement.objects.current().filter(institution__in=keys).select_related("cluster")
            ),
            *("where it is",),
            reader=ANYBODY,
            keys=(institution.pk,),
        )
        return cls(institution, placed[0].cluster if placed else None)

    @classmethod
    def of_goal(cls, goal: LocalGoal) -> Self:
        return cls.of(goal.institution) if goal.institution else cls(None, goal.cluster)

    @property
    def place(self) -> Institution | Cluster | None:
        return self.institution or self.cluster
