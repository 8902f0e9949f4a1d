"""From roles held at places to what they reach: what lies in, or beside, where one has a role."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Self

from django.db.models import OuterRef, Q, Subquery

from institutions.access import EVERYWHERE, Places, Scope, Seats
from institutions.models.places import Cluster, Institution, Placement
from institutions.roles import ADMINISTRATION, BOARD, LEADERSHIP, PLANNERS, Role


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The institutions and clusters near some places today, and where they belong.

    institutions: (id, area, cluster or None) · clusters: (id, area).
    """

    institutions: tuple[tuple[int, int, int | None], ...]
    clusters: tuple[tuple[int, int], ...]

    @classmethod
    def of(cls, held: list[list[int | None]]) -> Self:
        """What lies in, or shares a cluster with, these (area, cluster, institution) triples."""
        areas = {area for area, _c, _i in held if area}
        clusters = {cluster for _a, cluster, _i in held if cluster}
        institutions = {institution for _a, _c, institution in held if institution}
        if not (areas or clusters or institutions):
            return cls((), ())
        placed = Placement.objects.current()
        near = Cluster.objects.order_by().filter(
            Q(area__in=areas)
            | Q(pk__in=clusters)
            | Q(pk__in=placed.filter(institution__in=institutions).values("cluster"))
        )
        near_clusters = tuple(near.values_list("pk", "area"))
        cluster_now = placed.filter(institution=OuterRef("pk")).values("cluster")[:1]
        return cls(
            tuple(
                Institution.objects.order_by()
                .with_area()
                .annotate(cluster_now=Subquery(cluster_now))
                .filter(
                    Q(area_now__in=areas)
                    | Q(pk__in=institutions)
                    | Q(cluster_now__in=[pk for pk, _area in near_clusters])
                )
                .values_list("pk", "area_now", "cluster_now")
            ),
            near_clusters,
        )

    def expand(self, held: list[list[int | None]], *, whole_cluster: bool) -> Places:
        """The places that roles held at these (area, cluster, institution) triples reach."""
        if any(place == [None, None, None] for place in held):
            return EVERYWHERE
        areas = {area for area, _c, _i in held if area}
        clusters = {cluster for _a, cluster, _i in held if cluster}
        clusters |= {pk for pk, area in self.clusters if area in areas}
        own = {institution for _a, _c, institution in held if institution}
        if whole_cluster:
            clusters |= self._clusters_of(own)
        own |= self._institutions_in(areas, clusters)
        return Places(
            areas=frozenset(areas),
            clusters=frozenset(clusters),
            institutions=frozenset(own),
        )

    def _clusters_of(self, institutions: set[int]) -> set[int]:
        near = self.institutions
        return {cluster for pk, _area, cluster in near if pk in institutions and cluster}

    def _institutions_in(self, areas: set[int], clusters: set[int]) -> set[int]:
        near = self.institutions
        return {pk for pk, area, cluster in near if area in areas or cluster in clusters}


def reach_by(held: Iterable[tuple[Any, ...]]) -> Scope:
    """What roles give that are held as (role, area, cluster, institution)."""
    memberships = list(held)
    roles = {role for role, *_place in memberships}
    if Role.ADMINISTRATOR in roles:
        return Scope.everywhere()
    surroundings = Surroundings.of([place for _role, *place in memberships])

    def places(*, of: Iterable[Role], whole_cluster: bool, anywhere: bool = True) -> Places:
        held = [place for role, *place in memberships if role in of]
        if not anywhere:  # a committee of the municipality decides for no institution's board
            held = [place for place in held if any(place)]
        return surroundings.expand(held, whole_cluster=whole_cluster)

    return Scope(
        reads=places(of=Role, whole_cluster=True),
        drafts=places(of=LEADERSHIP, whole_cluster=True),
        edits=places(of=LEADERSHIP, whole_cluster=False),
        decides=places(of={*LEADERSHIP, Role.CHAIR}, whole_cluster=False, anywhere=False),
        oversees=places(of={Role.AREA_HEAD}, whole_cluster=False),
        sits=Seats.at(place for role, *place in memberships if role in BOARD),
        chairs=Seats.at(place for role, *place in memberships if role == Role.CHAIR),
        serves=any(not any(place) for role, *place in memberships if role in ADMINISTRATION),
        is_board_only=bool(roles) and roles <= BOARD,
        plans=places(of=PLANNERS, whole_cluster=False),
    )
