"""Roles given, changed and taken away, on their way into the security log: receivers of signals."""

from typing import Any

from accounts.events import Kind, record


def note_given(sender, instance, created, raw=False, **kwargs) -> None:
    record(Kind.RIGHTS_GIVEN if created else Kind.RIGHTS_CHANGED, about=instance, **_told(instance))


def note_taken(sender, instance, **kwargs) -> None:
    record(Kind.RIGHTS_TAKEN, about=instance, **_told(instance))


def _told(membership) -> dict[str, Any]:
    """Who has which role where, and when, in numbers and words of the program."""
    return {
        "person": membership.user_id,
        "role": str(membership.role),
        "area": membership.area_id,
        "cluster": membership.cluster_id,
        "institution": membership.institution_id,
        "from_on": str(membership.from_on or ""),
        "to_on": str(membership.to_on or ""),
    }
