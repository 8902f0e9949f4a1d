"""What becomes of a person's memberships, and how far one reaches compared with another."""

import datetime
from typing import TYPE_CHECKING

from django.utils import timezone

from institutions.access import scope_of
from institutions.models import BoardRenewal, Membership, PeopleImport

if TYPE_CHECKING:
    from accounts.models import User


def end_memberships(sender: object, person: "User", **kwargs: object) -> None:
    """Those that hold end yesterday; those that had not begun by then never will."""
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    for membership in Membership.objects.filter(user=person):
        if membership.from_on and membership.from_on > yesterday:
            membership.delete()
        elif membership.to_on is None or membership.to_on > yesterday:
            membership.to_on = yesterday
            membership.save(update_fields=["to_on"])


def forget_in_lists(sender: object, person: "User", **kwargs: object) -> None:
    """What receipts of lists of people call them, also where others have that name."""
    for model in (PeopleImport, BoardRenewal):
        for row in model.objects.filter(written__icontains=f'"pk": {person.pk},'):
            for one in row.written:
                if one.get("pk") == person.pk:
                    one["name"] = person.name
                    one["name_before"] = person.name if one.get("name_before") else ""
            row.save(update_fields=["written"])


def reaches_as_far(person: "User", other: "User") -> bool:
    """Whether one reaches today all that another reaches today, or will by a role that is given.

    An account that nobody has come in by yet is as one that who looks after people could make anew.
    """
    scope, held = scope_of(person), Membership.objects.lasting().filter(user=other)
    if scope.keeps_people and not scope.keeps_all and other.last_login is None:
        return not held.filter(Membership.objects.of_wider_administrators(scope)).exists()
    return scope.includes(held.reach())
