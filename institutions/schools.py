"""Whose roles are of schools alone: what is asked of daycare is not put before them."""

from accounts.models import User
from institutions.access import roles_held_by
from institutions.models import NOT_DAYCARE


def is_of_schools_alone(user: User) -> bool:
    """Whether each role a person holds is held at a school or after-school care. No query."""
    roles = roles_held_by(user).roles
    return bool(roles) and all(kind in NOT_DAYCARE for _role, _everywhere, kind in roles)
