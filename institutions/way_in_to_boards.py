"""Who is new on a board, and so is led to the ten minutes in which one learns what it does."""

import datetime

from django.utils import timezone

from accounts.models import User
from institutions.access import roles_held_by
from institutions.roles import BOARD

#: For so long somebody is new, who has not said that they have read the way in.
NEW_FOR = datetime.timedelta(days=120)


def is_new_on_a_board(user: User, *, on: datetime.date) -> bool:
    """Whether a member of a board has not been here long, nor read what a board does. No query.

    Nobody is by a seat for the whole municipality: a committee is no board of parents.
    """
    if user.way_in_read_at or timezone.localdate(user.created_at) + NEW_FOR < on:
        return False
    return any(
        role in BOARD and not everywhere for role, everywhere, _at in roles_held_by(user).roles
    )
