"""How far a person reaches: the one place where roles and places become access."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol, Self

from accounts.models import User


class Reader(Protocol):
    """Whoever something is shown to: a person, a stranger, or a board (`institutions.editions`)."""

    @property
    def pk(self) -> int | None: ...
    @property
    def is_active(self) -> bool: ...
    @property
    def is_anonymous(self) -> bool: ...
    @property
    def is_superuser(self) -> bool: ...


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


class BoardSeat(NamedTuple):
    """A seat on one board alone, not on the others at its place (ids).

    decides: whether it is the kind of board that decides on what leaders and the municipality send.
    """

    board: int
    cluster: int | None
    institution: int | None
    decides: bool


@dataclass(frozen=True, slots=True)
class Seats:
    """The boards one belongs to: all of the municipality's own, of clusters, of institutions (ids).

    Unlike places, seats do not reach further down: who sits on the board of a cluster does not sit
    on the parent councils in it. boards: seats on one board alone.
    """

    everywhere: bool = False
    municipality: bool = False
    clusters: frozenset[int] = frozenset()
    institutions: frozenset[int] = frozenset()
    boards: frozenset[BoardSeat] = frozenset()

    def include(self, other: "Seats") -> bool:
        """Whether all of the others are among them."""
        return self.everywhere or (
            not other.everywhere
            and self.municipality >= other.municipality
            and self.clusters >= other.clusters
            and self.institutions >= other.institutions
            and all(map(self.takes_in, other.boards))
        )

    def takes_in(self, seat: BoardSeat) -> bool:
        """Whether one has this seat, or all seats where it is."""
        if seat.institution or seat.cluster:
            at_its_place = seat.institution in self.institutions or seat.cluster in self.clusters
        else:
            at_its_place = self.municipality
        return self.everywhere or at_its_place or seat in self.boards

    @property
    def in_committee(self) -> bool:
        """Whether one sits on the board that decides for the whole municipality."""
        return self.municipality or any(
            seat.decides and not (seat.cluster or seat.institution) for seat in self.boards
        )

    def hear_of(self, institution_id: int, *, cluster_id: int | None) -> bool:
        """Whether one sits on a board that decides for the institution, or for its cluster."""
        heard = self.heard_of
        return heard.holds(institution_id) or cluster_id in heard.clusters

    @property
    def heard_of(self) -> Places:
        """The places that a board one sits on decides for."""
        deciding = [seat for seat in self.boards if seat.decides]
        return Places(
            everything=self.everywhere,
            clusters=self.clusters | {seat.cluster for seat in deciding if seat.cluster},
            institutions=self.institutions
            | {seat.institution for seat in deciding if seat.institution},
        )

    @classmethod
    def at(cls, held: Iterable[Sequence[int | None]], *, boards: Iterable[BoardSeat] = ()) -> Self:
        """The seats of roles held at these (area, cluster, institution) triples, and on boards."""
        held = list(held)
        return cls(
            municipality=any(not any(place) for place in held),
            clusters=frozenset(cluster for _area, cluster, _i in held if cluster),
            institutions=frozenset(institution for *_rest, institution in held if institution),
            boards=frozenset(boards),
        )


NO_SEATS = Seats()
ALL_SEATS = Seats(everywhere=True)


@dataclass(frozen=True, slots=True)
class Scope:
    """What one person reads, drafts, edits, decides and oversees today.

    reads: places whose pages they see. drafts: institutions whose unfinished texts they see.
    edits: institutions whose local goals they write. decides: institutions for whose board they
    decide. oversees: places of the areas they head. Whoever has a role in an institution reads the
    whole cluster it is in, and leaders see the drafts there: the leadership team works together.
    sits, chairs: the boards they are members or chairs of. serves: whether they are of the
    administration of the whole municipality, and so secretaries of its committees; leaders are
    secretaries of the boards where they edit. plans: places whose courses they plan. answers_for:
    places where they edit in their own right, and not for somebody else: only there do they give
    roles and read people in.

    An administrator edits everywhere, answers for everybody, or both (`institutions.delivered`).
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
    answers_for: Places = NOWHERE

    @classmethod
    def of(cls, user: Reader) -> "Scope":
        """The reach of a signed-in person; an anonymous or inactive one reaches nowhere."""
        if not isinstance(user, User) or not user.is_active:
            return cls()
        if user.is_superuser:
            return cls.everywhere()
        return roles_held_by(user).scope

    @property
    def keeps_people(self) -> bool:
        """Whether they look after everybody: roles, accounts, what is held, the security log."""
        return self.answers_for.everything

    @property
    def keeps_all(self) -> bool:
        """Whether they look after the work as well as the people."""
        return self.keeps_people and self.edits.everything

    @property
    def chairs_a_board(self) -> bool:
        """Whether they are chair of a board that decides on local goals."""
        places = self.chairs.heard_of
        return not places.everything and bool(places.clusters or places.institutions)

    def hears_the_board_of(self, institution_id: int, *, cluster_id: int | None) -> bool:
        """Whether they sit on a board of the institution or its cluster, or lead there."""
        return self.sits.hear_of(institution_id, cluster_id=cluster_id) or self.drafts.holds(
            institution_id
        )

    def includes(self, other: "Scope") -> bool:
        """Whether there is nothing that the other reaches and this does not."""
        return (
            self.serves >= other.serves
            and self.sits.include(other.sits)
            and self.chairs.include(other.chairs)
            and all(getattr(self, name).include(getattr(other, name)) for name in PLACES)
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
            answers_for=EVERYWHERE,
        )


#: What of a scope are places.
PLACES = ("reads", "drafts", "edits", "decides", "oversees", "plans", "answers_for")


@dataclass(frozen=True, slots=True)
class RolesHeld:
    """The roles of one person, the clusters near where they are held, and what they give.

    roles: each with whether it is held for the whole municipality, and the kind of institution it
    is held at, if any. clusters: id → slug.
    """

    roles: frozenset[tuple[str, bool, str]]
    clusters: Mapping[int, str]
    scope: Scope


#: Where a person keeps the roles that were read.
KEPT_ROLES = "_roles_held"


def roles_held_by(user: User) -> RolesHeld:
    """The roles a person holds today; one query in a request (they are kept on the user object)."""
    kept: RolesHeld | None = getattr(user, KEPT_ROLES, None)
    if kept is None:
        kept = user.memberships.current().held()
        setattr(user, KEPT_ROLES, kept)
    return kept


#: Where a person, and whoever stands for others, keeps the scope that was worked out for them.
KEPT_SCOPE = "_scope"


def scope_of(user: Reader) -> Scope:
    """The reader's scope, worked out once per request (it is kept on the user object)."""
    kept: Scope | None = getattr(user, KEPT_SCOPE, None)
    if kept is None:
        kept = Scope.of(user)
        setattr(user, KEPT_SCOPE, kept)
    return kept
