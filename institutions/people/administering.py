"""The role administrator and the administration: who gets which of the groups that are delivered.

Whoever is given the role, and has no group yet, works in the administration as the group
`ADMINISTRATOR` lets them, without anybody ticking permissions. A group is given only by who has all
it holds. In the administration it counts for as long as the role does.
"""

from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import AnonymousUser, Group
from django.db import transaction
from simple_history.models import HistoricalRecords

from accounts.models import User
from institutions.access import scope_of
from institutions.roles import Role

if TYPE_CHECKING:
    from institutions.models import Membership

#: Names of groups are data, and Danish.
ADMINISTRATOR = "Administrator"
DATA = "Dataadministrator"
PEOPLE = "Brugeradministrator"
DELIVERED = (ADMINISTRATOR, DATA, PEOPLE)


def groups_given_by(user: User) -> list[Group]:
    """The delivered groups that a person may give: those of which they have every permission."""
    groups = Group.objects.filter(name__in=DELIVERED).prefetch_related("permissions__content_type")
    held = user.get_all_permissions()
    return [
        group
        for group in groups
        if user.is_superuser
        or held
        >= {f"{one.content_type.app_label}.{one.codename}" for one in group.permissions.all()}
    ]


def makes_administrators(user: User) -> bool:
    """Whether a person may let others become administrators without being asked each time.

    Who is made one by the sign-in works as the group `ADMINISTRATOR` (`connect_by_role`): so it is
    said by those who give that group.
    """
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


def connect_by_role(
    sender: object, instance: "Membership", created: bool, raw: bool = False, **kwargs: object
) -> None:
    """Who is made administrator works as one (a receiver of `post_save`).

    By nobody, as from the sign-in or a command line, is by who set it up to be so.
    """
    person = instance.user
    is_new = created and not raw and instance.role == Role.ADMINISTRATOR
    if not is_new or person.is_superuser or person.is_staff or person.groups.exists():
        return
    giver = getattr(getattr(HistoricalRecords.context, "request", None), "user", None)
    if isinstance(giver, User):
        given = {group.name: group for group in groups_given_by(giver)}
        group = given.get(ADMINISTRATOR)
    else:
        group = Group.objects.filter(name=ADMINISTRATOR).first()
    if group is not None:
        connect(person, group)


def is_let_in(user: User | AnonymousUser) -> bool:
    """Whether the administration is open to a person as far as their role is concerned.

    Closed to who has one of the delivered groups, and the role no longer.
    """
    if not isinstance(user, User) or user.is_superuser or scope_of(user).edits.everything:
        return True
    return not user.groups.filter(name__in=DELIVERED).exists()


def works_as(person: User) -> list[str]:
    """The names of a person's groups."""
    names: Any = person.groups.order_by("name").values_list("name", flat=True)
    return list(names)
