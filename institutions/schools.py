"""Whose roles are of schools alone: what is asked of daycare is not put before them."""

from accounts.models import User
from institutions.access import roles_held_by
from institutions.models import NOT_DAYCARE
from institutions.roles import BoardKind


def is_of_schools_alone(user: User) -> bool:
    """Whether each role of a person is held at a school or after-school care.

    A seat on a joint council of the boards is of none of them. No query for those who have no role
    at a school.
    """
    if not any(kind in NOT_DAYCARE for _role, _everywhere, kind in roles_held_by(user).roles):
        return False
    held = user.memberships.current().exclude(board__kind=BoardKind.JOINT_COUNCIL)
    return all(kind in NOT_DAYCARE for kind in held.values_list("institution__kind", flat=True))
