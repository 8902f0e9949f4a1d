"""Who gives roles to whom: what one oversees, and never more than one has.

Who looks after everybody gives every role; where they look after no work, nothing to themselves,
and no role of an administrator who looks after more. A cluster leader gives the leaders and the
boards of the cluster, a leader the boards of the institution; neither gives themselves anything. A
deputy gives nothing (`Scope.answers_for`). What comes from the municipality's sign-in is corrected
there.
"""

from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from accounts import rights
from accounts.models import User
from institutions.access import Places, Reader, scope_of
from institutions.models import Board, Cluster, Institution, Membership, Placement
from institutions.people.administering import exceeds, looked_after_by
from institutions.querysets import within
from institutions.roles import BOARD, BoardKind, Role, Source

if TYPE_CHECKING:
    from institutions.models.people import MembershipQuerySet
    from institutions.models.places import InstitutionQuerySet

#: A place of a role: nothing is the municipality.
Place = Cluster | Institution | None


def gives_everything(user: Reader) -> bool:
    """Whether a person gives every role: administrators who look after people."""
    return scope_of(user).keeps_people


def gives_anything(user: Reader) -> bool:
    """Whether a person gives roles at all."""
    return bool(scope_of(user).answers_for)


def roles_given_by(user: Reader) -> list[Role]:
    """Those that a person gives somewhere."""
    places = scope_of(user).answers_for
    if places.everything:
        return list(Role)
    boards = [role for role in Role if role in BOARD]
    if places.clusters:
        return [Role.LEADER, *boards]
    return boards if places else []


def institutions_with_leaders_of(user: Reader) -> "InstitutionQuerySet":
    """Where a person gives the role of leader: in the clusters they lead, as these are today."""
    places = scope_of(user).answers_for
    if places.everything:
        return Institution.objects.all()
    placed = Placement.objects.current().filter(cluster__in=places.clusters)
    return Institution.objects.filter(pk__in=placed.values("institution"))


def may_give(user: Reader, membership: Membership) -> bool:
    """Whether a person gives this role at its place to whom it is for, saved or not."""
    scope = scope_of(user)
    if scope.keeps_all:
        return True
    if membership.user_id == user.pk or membership.deputises_for_id == user.pk:
        return False
    places = scope.answers_for
    if scope.keeps_people:
        return not exceeds(membership, looked_after_by(user))
    if membership.area_id is not None:
        return False
    institution, cluster = membership.institution_id, membership.cluster_id
    if membership.role in BOARD:
        return institution in places.institutions or cluster in places.clusters
    led = institutions_with_leaders_of(user)
    return membership.role == Role.LEADER and led.filter(pk=institution or 0).exists()


def given_by(user: Reader) -> "MembershipQuerySet":
    """The memberships that a person changes and ends: what they give, but for the sign-in's."""
    by_hand = Membership.objects.exclude(source=Source.SIGN_IN)
    scope, places = scope_of(user), scope_of(user).answers_for
    if scope.keeps_people:
        return by_hand.editable_by(user)
    leaders = Q(role=Role.LEADER, institution__in=institutions_with_leaders_of(user))
    boards = Q(role__in=BOARD) & _at(places)
    others = by_hand.exclude(user=user.pk).exclude(deputises_for=user.pk)
    return others.filter(leaders | boards)


def overseen_by(user: Reader) -> "MembershipQuerySet":
    """The memberships that a person sees on the pages of people, past ones too."""
    reach = scope_of(user)
    if reach.answers_for.everything:
        return Membership.objects.all()
    headed = within(reach.oversees, areas="area", clusters="cluster", institutions="institution")
    if headed is None:  # the head of all areas: every place, but nothing of the municipality's own
        headed = Q(area__isnull=False) | Q(cluster__isnull=False) | Q(institution__isnull=False)
    return Membership.objects.filter(headed | _at(reach.answers_for))


def people_seen_by(user: Reader) -> QuerySet[User]:
    """The people whose pages a person sees: who has, had or will have a role in what they oversee.

    Administrators see everybody. Nobody is found by guessing numbers.
    """
    if gives_everything(user):
        return User.objects.all()
    return User.objects.filter(pk__in=overseen_by(user).values("user"))


def why_closed(person: User, *, by: Reader | None) -> str:
    """Why a closed account is given no role. by: who asks; None is the command line.

    Who does not see the person is told no more of them than that it cannot be done.
    """
    if by is None or people_seen_by(by).filter(pk=person.pk).exists():
        return _("The account with this address is closed. It is opened by hand first.")
    return _ask_the_administrator()


def why_another(person: User, *, by: Reader | None) -> str:
    """The same of an address that is somebody’s with another name."""
    if by is None or people_seen_by(by).filter(pk=person.pk).exists():
        return _("The address is that of somebody with another name. Ask your administrator.")
    return _ask_the_administrator()


def _ask_the_administrator() -> str:
    return _("The address cannot be used with this name. Ask your administrator.")


def boards_given_by(user: Reader) -> QuerySet[Board]:
    """The boards that a person gives seats on."""
    places = scope_of(user).answers_for
    return Board.objects.all() if places.everything else Board.objects.filter(_at(places))


def renewed_by(user: Reader) -> QuerySet[Board]:
    """The boards that a person constitutes anew: a leadership team is whoever leads."""
    return boards_given_by(user).exclude(kind=BoardKind.LEADERSHIP_TEAM)


def _at(places: Places) -> Q:
    """Rows at some clusters and institutions."""
    return Q(cluster__in=places.clusters) | Q(institution__in=places.institutions)


def looks_after(user: Reader, person: User) -> bool:
    """Whether a person hands out what is held about another, and puts accounts together.

    Who looks after everybody does, but for who may do more than they where it is not by a role
    that they give: superusers, wider administrators, other staff.
    """
    if not isinstance(user, User) or not gives_everything(user):
        return False
    if scope_of(user).keeps_all or user.pk == person.pk:
        return user.rights_include(person)
    wider = Membership.objects.of_wider_administrators(scope_of(user))
    roles = person.memberships.lasting().filter(wider)
    return rights.permissions_include(user, person) and not roles.exists()
