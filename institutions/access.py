"""How far a person reaches: the one place where roles and places become access."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Self

from django.db.models import OuterRef, Q, Subquery

from institutions.roles import ADMINISTRATION, BOARD, LEADERSHIP, PLANNERS, Role


@dataclass(frozen=True, slots=True)
class Places:
    """Some of the municipality: everything, or these areas, clusters and institutions (ids)."""

    everything: bool = False
    areas: frozenset[int] = frozenset()
    clusters: frozenset[int] = frozenset()
    institutions: frozenset[int] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.everything or self.areas or self.clusters or self.institutions)

    def holds(self, institution_id: int) -> bool:
        """Whether an institution is among them."""
        return self.everything or institution_id in self.institutions

    def include(self, other: "Places") -> bool:
        """Whether all of the others are among them."""
        return self.everything or (
            not other.everything
            and self.areas >= other.areas
            and self.clusters >= other.clusters
            and self.institutions >= other.institutions
        )


NOWHERE = Places()
EVERYWHERE = Places(everything=True)


@dataclass(frozen=True, slots=True)
class Seats:
    """The boards one belongs to: the municipality's own, those of clusters, of institutions (ids).

    Unlike places, seats do not reach further down: who sits on the board of a cluster does not sit
    on the parent councils in it.
    """

    everywhere: bool = False
    municipality: bool = False
    clusters: frozenset[int] = frozenset()
    institutions: frozenset[int] = frozenset()

    def include(self, other: "Seats") -> bool:
        """Whether all of the others are among them."""
        return self.everywhere or (
            not other.everywhere
            and self.municipality >= other.municipality
            and self.clusters >= other.clusters
            and self.institutions >= other.institutions
        )

    @classmethod
    def at(cls, held: Iterable[Sequence[int | None]]) -> Self:
        """The seats of roles held at these (area, cluster, institution) triples."""
        held = list(held)
        return cls(
            municipality=any(not any(place) for place in held),
            clusters=frozenset(cluster for _area, cluster, _i in held if cluster),
            institutions=frozenset(institution for *_rest, institution in held if institution),
        )


NO_SEATS = Seats()
ALL_SEATS = Seats(everywhere=True)


@dataclass(frozen=True, slots=True)
class Scope:
    """What one person reads, drafts, edits, decides and oversees today, in two queries.

    reads: places whose pages they see. drafts: institutions whose unfinished texts they see.
    edits: institutions whose local goals they write. decides: institutions for whose board they
    decide. oversees: places of the areas they head. Whoever has a role in an institution reads the
    whole cluster it is in, and leaders see the drafts there: the leadership team works together.
    sits, chairs: the boards they are members or chairs of. serves: whether they are of the
    administration of the whole municipality, and so secretaries of its committees; leaders are
    secretaries of the boards where they edit. plans: places whose courses they plan.
    """

    reads: Places = NOWHERE
    drafts: Places = NOWHERE
    edits: Places = NOWHERE
    decides: Places = NOWHERE
    oversees: Places = NOWHERE
    sits: Seats = NO_SEATS
    chairs: Seats = NO_SEATS
    serves: bool = False
    is_board_only: bool = False
    plans: Places = NOWHERE

    @classmethod
    def of(cls, user) -> Self:
        """The reach of a signed-in person; an anonymous or inactive one reaches nowhere."""
        if not user.is_active or user.is_anonymous:
            return cls()
        if user.is_superuser:
            return cls.everywhere()
        return cls.by(user.memberships.current())

    @classmethod
    def by(cls, held) -> Self:
        """What memberships give, whoever holds them and whenever; a queryset of them."""
        memberships = list(held.values_list("role", "area", "cluster", "institution"))
        roles = {role for role, *_place in memberships}
        if Role.ADMINISTRATOR in roles:
            return cls.everywhere()
        whereabouts = _Whereabouts.of([place for _role, *place in memberships])

        def places(*, of: Iterable[Role], whole_cluster: bool, anywhere: bool = True) -> Places:
            held = [place for role, *place in memberships if role in of]
            if not anywhere:  # a committee of the municipality decides for no institution's board
                held = [place for place in held if any(place)]
            return whereabouts.expand(held, whole_cluster=whole_cluster)

        return cls(
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

    def hears_the_board_of(self, institution_id: int, *, cluster_id: int | None) -> bool:
        """Whether they sit on a board of the institution or its cluster, or lead there."""
        return (
            self.sits.everywhere
            or institution_id in self.sits.institutions
            or cluster_id in self.sits.clusters
            or self.drafts.holds(institution_id)
        )

    def includes(self, other: "Scope") -> bool:
        """Whether there is nothing that the other reaches and this does not."""
        return (
            self.serves >= other.serves
            and self.sits.include(other.sits)
            and self.chairs.include(other.chairs)
            and all(
                getattr(self, name).include(getattr(other, name))
                for name in ("reads", "drafts", "edits", "decides", "oversees", "plans")
            )
        )

    @classmethod
    def everywhere(cls) -> Self:
        """An administrator's reach."""
        return cls(
            reads=EVERYWHERE,
            drafts=EVERYWHERE,
            edits=EVERYWHERE,
            decides=EVERYWHERE,
            oversees=EVERYWHERE,
            sits=ALL_SEATS,
            chairs=ALL_SEATS,
            serves=True,
            plans=EVERYWHERE,
        )


@dataclass(frozen=True, slots=True)
class _Whereabouts:
    """The institutions and clusters near some places today, and where they belong.

    institutions: (id, area, cluster or None) · clusters: (id, area).
    """

    institutions: tuple[tuple[int, int, int | None], ...]
    clusters: tuple[tuple[int, int], ...]

    @classmethod
    def of(cls, held: list[list[int | None]]) -> Self:
        """What lies in, or shares a cluster with, these (area, cluster, institution) triples."""
        # models need querysets, and those need this module
        from institutions.models import Cluster, Institution, Placement

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
            clusters |= {cluster for pk, _a, cluster in self.institutions if pk in own and cluster}
        own |= {
            pk for pk, area, cluster in self.institutions if area in areas or cluster in clusters
        }
        return Places(
            areas=frozenset(areas),
            clusters=frozenset(clusters),
            institutions=frozenset(own),
        )


def scope_of(user) -> Scope:
    """The person's reach, worked out once per request (it is kept on the user object)."""
    if not hasattr(user, "_reach"):
        user._reach = Scope.of(user)
    return user._reach
