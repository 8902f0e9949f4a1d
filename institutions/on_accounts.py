"""What places and roles say on the pages of accounts: who reads the log, a role in words."""

from typing import Any

from accounts import slots
from accounts.models import User
from institutions.access import scope_of
from institutions.claims.applying import gives_a_role, take_roles
from institutions.roles import Role


def fill_slots() -> None:
    """Called when the app is ready."""
    slots.reads_the_log.fill("institutions", administers_everything)
    slots.gives_a_role.fill("institutions", gives_a_role)
    slots.take_roles.fill("institutions", take_roles)
    slots.words_of_detail.fill("institutions", role_in_words)


def administers_everything(user: User) -> bool:
    """Administrators of the whole municipality."""
    return scope_of(user).edits.everything


def role_in_words(name: str, value: Any) -> str | None:
    """What the role of a membership is called."""
    return str(Role(value).label) if name == "role" and value in Role.values else None
