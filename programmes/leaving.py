"""What becomes of a consultant who leaves: the courses keep theirs, without a name."""

from typing import TYPE_CHECKING

from programmes.models import AttentionPoint, Consultant

if TYPE_CHECKING:
    from accounts.models import User


def forget_name(sender: object, person: "User", **kwargs: object) -> None:
    """The row stands with the courses it runs, and is called as the account is."""
    Consultant.objects.filter(user=person).update(name=person.name)
    for rows in (AttentionPoint.objects, AttentionPoint.history):
        rows.filter(owner=person).update(responsible=person.name)
