"""Who writes to the committee of the municipality, and who decides for it."""

from institutions.access import Reader, scope_of
from institutions.models import Membership
from institutions.roles import Role

#: Those of the administration who write, beside administrators.
WRITERS = [Role.AREA_HEAD, Role.CONSULTANT]


def writes_reports(user: Reader) -> bool:
    """Whether a person writes status reports: administrators, heads of area, consultants."""
    if scope_of(user).edits.everything:
        return True
    held = Membership.objects.current().filter(user=user.pk, role__in=WRITERS)
    return user.pk is not None and held.exists()


def sits_in_committee(user: Reader) -> bool:
    """Whether a person is on a board of the whole municipality, and nothing else."""
    reach = scope_of(user)
    sits_elsewhere = bool(reach.sits.boards) and not reach.sits.in_committee
    return reach.is_board_only and reach.reads.everything and not sits_elsewhere


def meets_in_committee_alone(user: Reader) -> bool:
    """Whether a person is on it and on no board that decides for places: they have other words."""
    return sits_in_committee(user) and not scope_of(user).sits.heard_of


def approves_reports(user: Reader) -> bool:
    """The committee, and administrators on its behalf."""
    return sits_in_committee(user) or scope_of(user).edits.everything
