"""The role administrator and the administration: who gets which of the groups that are delivered.

Whoever is given the role, and has no group yet, works in the administration as the group
`ADMINISTRATOR` lets them, without anybody ticking permissions. A group is given only by who has all
it holds, and looks after all it lets one look after; whoever is made administrator by one who looks
after less gets no more than they. In the administration it counts for as long as the role does.
"""

from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import AnonymousUser, Group
from django.core.exceptions import PermissionDenied
from django.db import transaction
from simple_history.models import HistoricalRecords

from accounts.models import User
from institutions.access import Reader, scope_of
from institutions.delivered import ADMINISTRATOR, DELIVERED, LooksAfter
from institutions.roles import Role, Source

if TYPE_CHECKING:
    from institutions.models import Membership


#: Where a row notes, while it is saved, that it makes somebody administrator.
MAKES = "_makes_administrator"


def looked_after_by(user: Reader) -> LooksAfter:
    """What a person looks after as administrator."""
    scope = scope_of(user)
    return LooksAfter(work=scope.edits.everything, people=scope.keeps_people)


def groups_given_by(user: User) -> list[Group]:
    """The delivered groups that a person may give: those in which nobody has more than they."""
    groups = Group.objects.filter(name__in=DELIVERED).prefetch_related("permissions__content_type")
    if user.is_superuser:
        return list(groups)
    held, looks_after = user.get_all_permissions(), looked_after_by(user)
    if not looks_after.people:
        return []
    return [
        group
        for group in groups
        if looks_after.includes([group.name])
        and held
        >= {f"{one.content_type.app_label}.{one.codename}" for one in group.permissions.all()}
    ]


def makes_administrators(user: User) -> bool:
    """Whether a person may let others become administrators without being asked each time.

    Who is made one by the sign-in works as the group `ADMINISTRATOR` (`connect_by_role`): so it is
    said by those who give that group.
    """
    if not scope_of(user).keeps_all:
        return False
    is_there = Group.objects.filter(name=ADMINISTRATOR).exists()
    return not is_there or any(group.name == ADMINISTRATOR for group in groups_given_by(user))


@transaction.atomic
def connect(person: User, group: Group) -> None:
    """Let a person work in the administration as the group does, and as no other delivered one."""
    person.groups.remove(*Group.objects.filter(name__in=DELIVERED))
    person.groups.add(group)
    if not person.is_staff:
        person.is_staff = True
        person.save(update_fields=["is_staff"])


def note_whether_it_makes(sender: object, instance: "Membership", **kwargs: object) -> None:
    """Whether a row makes somebody administrator who was not by it (a receiver of `pre_save`)."""
    is_one = instance.role == Role.ADMINISTRATOR
    before = type(instance).objects.filter(user=instance.user_id, role=Role.ADMINISTRATOR)
    setattr(instance, MAKES, is_one and not before.filter(pk=instance.pk).exists())


def connect_by_role(
    sender: object, instance: "Membership", created: bool, raw: bool = False, **kwargs: object
) -> None:
    """Who is made administrator works as one (a receiver of `post_save`).

    By nobody, as from the sign-in or a command line, is by who set it up to be so. By one who looks
    after less than everything, at whatever door, nobody comes to look after more.
    """
    person = instance.user
    is_new = getattr(instance, MAKES, False) and not raw
    if not is_new or person.is_superuser:
        return
    giver = _giver_of(instance)
    if giver is not None and not scope_of(giver).keeps_all:
        _connect_to_no_more(person, instance, giver)
    elif created and not (person.is_staff or person.groups.exists()):
        given = Group.objects.all() if giver is None else groups_given_by(giver)
        if group := next((one for one in given if one.name == ADMINISTRATOR), None):
            connect(person, group)


def _giver_of(membership: "Membership") -> User | None:
    """Who makes somebody administrator, in the request that is under way."""
    giver = getattr(getattr(HistoricalRecords.context, "request", None), "user", None)
    by_somebody = membership.source != Source.SIGN_IN and isinstance(giver, User)
    return giver if by_somebody else None


def _connect_to_no_more(person: User, membership: "Membership", giver: User) -> None:
    """Put somebody in a group of the giver's own. Raises PermissionDenied where that is less."""
    if exceeds(membership, looked_after_by(giver)):
        raise PermissionDenied  # and the transaction is rolled back
    if not delivered_groups_of(person):
        own = delivered_groups_of(giver)
        group = next((one for one in groups_given_by(giver) if one.name in own), None)
        if group is None:
            raise PermissionDenied
        connect(person, group)


def exceeds(membership: "Membership", looks_after: LooksAfter) -> bool:
    """Whether a role that is given makes an administrator who looks after more than this.

    Who has the role already, and none of the delivered groups, looks after all.
    """
    person = membership.user
    if membership.role != Role.ADMINISTRATOR or all(looks_after):
        return False
    if groups := delivered_groups_of(person):
        return not looks_after.includes(groups)
    others = person.memberships.lasting().filter(role=Role.ADMINISTRATOR)
    return others.exclude(pk=membership.pk).exists()


def is_let_in(user: User | AnonymousUser) -> bool:
    """Whether the administration is open to a person as far as their role is concerned.

    Closed to who has one of the delivered groups, and the role no longer.
    """
    if not isinstance(user, User) or user.is_superuser or any(looked_after_by(user)):
        return True
    return not user.groups.filter(name__in=DELIVERED).exists()


def delivered_groups_of(person: User) -> set[str]:
    """The names of the delivered groups that somebody is in."""
    return set(person.groups.filter(name__in=DELIVERED).values_list("name", flat=True))


def works_as(person: User) -> list[str]:
    """The names of a person's groups."""
    names: Any = person.groups.order_by("name").values_list("name", flat=True)
    return list(names)
