"""Roles given, changed and taken away, on their way into the security log: receivers of signals."""

from typing import TYPE_CHECKING, Any

from accounts.events import Kind, record
from accounts.factor.demand import demand_from_now

if TYPE_CHECKING:
    from institutions.models import Membership


def note_given(sender: object, instance: "Membership", created: bool, **kwargs: object) -> None:
    demand_from_now(instance.user, str(instance.role))
    record(Kind.RIGHTS_GIVEN if created else Kind.RIGHTS_CHANGED, about=instance, **_told(instance))


def note_taken(sender: object, instance: "Membership", **kwargs: object) -> None:
    record(Kind.RIGHTS_TAKEN, about=instance, **_told(instance))


def _told(membership: "Membership") -> dict[str, Any]:
    """Who has which role where, and when, in numbers and words of the program."""
    return {
        "person": membership.user_id,
        "role": str(membership.role),
        "area": membership.area_id,
        "cluster": membership.cluster_id,
        "institution": membership.institution_id,
        "from_on": str(membership.from_on or ""),
        "to_on": str(membership.to_on or ""),
        "board": membership.board_id,
        "deputises_for": membership.deputises_for_id,
        "source": str(membership.source),
    }
