"""From roles held at places to what they reach: what lies in, or beside, where one has a role."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

from django.db import connections
from django.utils import timezone

from institutions.access import EVERYWHERE, Places, RolesHeld, Scope, Seats
from institutions.models.places import Cluster, Institution, Placement
from institutions.roles import ADMINISTRATION, BOARD, LEADERSHIP, PLANNERS, Role

if TYPE_CHECKING:
    from institutions.models.people import MembershipQuerySet

#: Memberships, the clusters near them, and the institutions there today, in one statement: every
#: page asks it first. An institution lies in the area of its cluster, and only one without a
#: cluster in its own.
_NEAR = f"""
WITH held (role, area, cluster, institution) AS (%(held)s),
placed (institution, cluster) AS (
  SELECT institution_id, cluster_id FROM {Placement._meta.db_table}
  WHERE (from_on IS NULL OR from_on <= %%s) AND (to_on IS NULL OR to_on >= %%s)
),
near (cluster, area, slug) AS (
  SELECT id, area_id, slug FROM {Cluster._meta.db_table}
  WHERE area_id IN (SELECT area FROM held) OR id IN (SELECT cluster FROM held) OR id IN (
    SELECT placed.cluster FROM placed JOIN held ON placed.institution = held.institution
  )
)
SELECT 'held', role, area, cluster, institution FROM held
UNION ALL SELECT 'cluster', slug, area, cluster, NULL FROM near
UNION ALL SELECT 'institution', '', near.area, near.cluster, placed.institution
  FROM near JOIN placed ON placed.cluster = near.cluster
UNION ALL SELECT 'institution', '', area_id, NULL, id FROM {Institution._meta.db_table}
  WHERE (area_id IN (SELECT area FROM held) OR id IN (SELECT institution FROM held))
  AND id NOT IN (SELECT institution FROM placed)
"""  # noqa: S608  the names of our own tables


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The institutions and clusters near where roles are held, and where they belong today.

    held: (role, area, cluster, institution), of the place one at most. institutions: (id, area,
    cluster or None). clusters: (id, area, slug).
    """

    held: tuple[tuple[Any, ...], ...]
    institutions: tuple[tuple[int, int, int | None], ...]
    clusters: tuple[tuple[int, int, str], ...]

    @classmethod
    def of(cls, memberships: "MembershipQuerySet", day: datetime.date | None = None) -> Self:
        """What lies in, or shares a cluster with, the places they are held at; one query."""
        held = memberships.order_by().values_list("role", "area", "cluster", "institution")
        sql, words = held.query.sql_with_params()
        day = day or timezone.localdate()
        with connections[held.db].cursor() as cursor:
            cursor.execute(_NEAR % {"held": sql}, (*words, day, day))
            rows = cursor.fetchall()
        return cls(
            tuple(row[1:] for row in rows if row[0] == "held"),
            tuple((pk, area, cluster) for kind, _w, area, cluster, pk in rows if kind[0] == "i"),
            tuple((pk, area, slug) for kind, slug, area, pk, _i in rows if kind[0] == "c"),
        )

    def expand(self, held: list[tuple[int | None, ...]], *, whole_cluster: bool) -> Places:
        """The places that roles held at these (area, cluster, institution) triples reach."""
        if any(not any(place) for place in held):
            return EVERYWHERE
        areas = {area for area, _c, _i in held if area}
        clusters = {cluster for _a, cluster, _i in held if cluster}
        clusters |= {pk for pk, area, _slug in self.clusters if area in areas}
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


def reach_by(memberships: "MembershipQuerySet") -> RolesHeld:
    """What memberships give together, whoever holds them and whenever; one query."""
    around = Surroundings.of(memberships)
    roles = frozenset((role, not any(place)) for role, *place in around.held)
    return RolesHeld(
        roles=roles,
        scope=_scope(around),
        clusters={pk: slug for pk, _area, slug in around.clusters},
    )


def _scope(around: Surroundings) -> Scope:
    memberships = around.held
    roles = {role for role, *_place in memberships}
    if Role.ADMINISTRATOR in roles:
        return Scope.everywhere()

    def places(*, of: Iterable[Role], whole_cluster: bool, anywhere: bool = True) -> Places:
        held = [tuple(place) for role, *place in memberships if role in of]
        if not anywhere:  # a committee of the municipality decides for no institution's board
            held = [place for place in held if any(place)]
        return around.expand(held, whole_cluster=whole_cluster)

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
