"""From roles held at places to what they reach: what lies in, or beside, where one has a role."""

import datetime
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple, Self

from django.contrib.auth.models import Group
from django.db import connections
from django.utils import timezone

from accounts.models import User
from institutions.access import EVERYWHERE, BoardSeat, Places, RolesHeld, Scope, Seats
from institutions.delivered import DELIVERED, LooksAfter
from institutions.models.places import Cluster, Institution, Placement
from institutions.roles import ADMINISTRATION, BOARD, DECIDING, GROUPS, LEADERSHIP, PLANNERS, Role

if TYPE_CHECKING:
    from institutions.models.people import MembershipQuerySet

#: Memberships, the clusters near them, the institutions there today, and the delivered groups of
#: administrators, in one statement: every page asks it first. An institution lies in the area of
#: its cluster, and only one without a cluster in its own.
_NEAR = f"""
WITH held (role, area, cluster, institution, board, kind, deputises_for, place_kind, person)
  AS (%(held)s),
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
SELECT 'held', role, area, cluster, institution, board, kind, deputises_for, place_kind FROM held
UNION ALL SELECT 'cluster', slug, area, cluster, NULL, NULL, NULL, NULL, NULL FROM near
UNION ALL SELECT 'institution', '', near.area, near.cluster, placed.institution, NULL, NULL,
  NULL, NULL
  FROM near JOIN placed ON placed.cluster = near.cluster
UNION ALL SELECT 'institution', '', area_id, NULL, id, NULL, NULL, NULL, NULL
  FROM {Institution._meta.db_table}
  WHERE (area_id IN (SELECT area FROM held) OR id IN (SELECT institution FROM held))
  AND id NOT IN (SELECT institution FROM placed)
UNION ALL SELECT 'works as', {Group._meta.db_table}.name, NULL, NULL, NULL, NULL, NULL,
  NULL, NULL
  FROM {Group._meta.db_table} JOIN {User.groups.through._meta.db_table} AS given
  ON given.group_id = {Group._meta.db_table}.id
  WHERE given.user_id IN (SELECT person FROM held WHERE role = '{Role.ADMINISTRATOR}')
  AND {Group._meta.db_table}.name IN (%%s{", %%s" * (len(DELIVERED) - 1)})
"""  # noqa: S608  the names of our own tables


class Held(NamedTuple):
    """A role as it is held: of the place one at most, none is the municipality (ids).

    board: the one it is a seat on alone, and kind what sort of board that is. deputises_for: whom
    somebody stands in for. at: the kind of institution.
    """

    role: str
    area: int | None
    cluster: int | None
    institution: int | None
    board: int | None
    kind: str | None
    deputises_for: int | None
    at: str | None = None

    @property
    def place(self) -> tuple[int | None, int | None, int | None]:
        return self.area, self.cluster, self.institution

    @property
    def decides(self) -> bool:
        """Whether it is no seat, or one on a board that decides."""
        return self.board is None or self.kind in DECIDING

    @property
    def is_of_group(self) -> bool:
        return self.kind in GROUPS

    @property
    def is_wide_group(self) -> bool:
        """Whether it is a seat on a group of the whole municipality, which shows nobody a place."""
        return self.is_of_group and not any(self.place)

    @property
    def seat(self) -> BoardSeat | None:
        """The seat on one board alone."""
        if self.board is None:
            return None
        return BoardSeat(self.board, self.cluster, self.institution, self.decides)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The institutions and clusters near where roles are held, and where they belong today.

    institutions: (id, area, cluster or None). clusters: (id, area, slug). looks_after: what who
    holds them looks after as administrator, where they are one.
    """

    held: tuple[Held, ...]
    institutions: tuple[tuple[int, int, int | None], ...]
    clusters: tuple[tuple[int, int, str], ...]
    looks_after: LooksAfter

    @classmethod
    def of(cls, memberships: "MembershipQuerySet", day: datetime.date | None = None) -> Self:
        """What lies in, or shares a cluster with, the places they are held at; one query."""
        held = memberships.order_by().values_list(
            *Held._fields[:-3], "board__kind", "deputises_for", "institution__kind", "user"
        )
        sql, words = held.query.sql_with_params()
        day = day or timezone.localdate()
        with connections[held.db].cursor() as cursor:
            cursor.execute(_NEAR % {"held": sql}, (*words, day, day, *DELIVERED))
            rows = cursor.fetchall()
        return cls(
            tuple(Held(*row[1:]) for row in rows if row[0] == "held"),
            tuple(
                (pk, area, cluster) for kind, _w, area, cluster, pk, *_ in rows if kind[0] == "i"
            ),
            tuple((pk, area, slug) for kind, slug, area, pk, *_ in rows if kind[0] == "c"),
            LooksAfter.by(name for kind, name, *_ in rows if kind[0] == "w"),
        )

    def expand(
        self, held: list[tuple[int | None, int | None, int | None]], *, whole_cluster: bool
    ) -> Places:
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
    # whoever has another role is called by that, and not by a group they are in
    called = [one for one in around.held if not one.is_of_group] or around.held
    return RolesHeld(
        roles=frozenset((one.role, not any(one.place), one.at or "") for one in called),
        scope=_scope(around),
        clusters={pk: slug for pk, _area, slug in around.clusters},
    )


@dataclass(frozen=True, slots=True)
class Scopes:
    """What memberships give together, and each for itself, by its key."""

    together: Scope
    each: Mapping[int, Scope]


def scopes_of(memberships: "MembershipQuerySet") -> Scopes:
    """What memberships give, and which gives what; two queries."""
    around = Surroundings.of(memberships)
    rows = memberships.values_list(
        "pk", "role", "area", "cluster", "institution", "board", "board__kind", "deputises_for"
    )
    each = {row[0]: _scope(replace(around, held=(Held(*row[1:]),))) for row in rows}
    return Scopes(_scope(around), each)


def _scope(around: Surroundings) -> Scope:
    others = tuple(one for one in around.held if one.role != Role.ADMINISTRATOR)
    is_administrator = len(others) < len(around.held)
    if not is_administrator:
        return _without_administration(around)
    work, people = around.looks_after
    if work and people:
        return Scope.everywhere()
    besides = _without_administration(replace(around, held=others))
    if work:  # whose place it is to oversee people is another matter
        return replace(
            Scope.everywhere(), oversees=besides.oversees, answers_for=besides.answers_for
        )
    return replace(besides, reads=EVERYWHERE, answers_for=EVERYWHERE, is_board_only=False)


def _without_administration(around: Surroundings) -> Scope:
    """What roles reach that are held at places."""
    memberships = around.held
    roles = {one.role for one in memberships}

    def places(of: Collection[str], *, whole_cluster: bool = False) -> Places:
        held = [one.place for one in memberships if one.role in of and not one.is_wide_group]
        return around.expand(held, whole_cluster=whole_cluster)

    deciding = [
        one.place
        for one in memberships
        if one.role in {*LEADERSHIP, Role.CHAIR}
        and one.decides
        and any(one.place)  # a committee of the municipality decides for no institution's board
    ]
    in_own_right = [
        one.place for one in memberships if one.role in LEADERSHIP and not one.deputises_for
    ]
    return Scope(
        reads=places(Role.values, whole_cluster=True),
        drafts=places(LEADERSHIP, whole_cluster=True),
        edits=places(LEADERSHIP),
        decides=around.expand(deciding, whole_cluster=False),
        oversees=places({Role.AREA_HEAD}),
        sits=_seats(memberships, BOARD),
        chairs=_seats(memberships, {Role.CHAIR}),
        serves=any(not any(one.place) for one in memberships if one.role in ADMINISTRATION),
        is_board_only=bool(roles) and roles <= BOARD,
        plans=places(PLANNERS),
        answers_for=around.expand(in_own_right, whole_cluster=False),
    )


def _seats(memberships: Iterable[Held], of: Collection[str]) -> Seats:
    held = [one for one in memberships if one.role in of]
    return Seats.at(
        (one.place for one in held if one.board is None),
        boards=(one.seat for one in held if one.seat),
    )
