"""Who writes to the committee of the municipality, and who decides for it."""

from institutions.access import scope_of
from institutions.roles import Role

#: Those of the administration who write, beside administrators.
WRITERS = [Role.AREA_HEAD, Role.CONSULTANT]


def writes_reports(user) -> bool:
    """Whether a person writes status reports: administrators, heads of area, consultants."""
    if scope_of(user).edits.everything:
        return True
    return user.pk is not None and user.memberships.current().filter(role__in=WRITERS).exists()


def sits_in_committee(user) -> bool:
    """Whether a person is on a board of the whole municipality, and nothing else."""
    reach = scope_of(user)
    return reach.is_board_only and reach.reads.everything


def approves_reports(user) -> bool:
    """The committee, and administrators on its behalf."""
    return sits_in_committee(user) or scope_of(user).edits.everything
