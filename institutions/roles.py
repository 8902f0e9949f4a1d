"""The roles that people hold, and what each family of roles may do."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What a person is, at a place, for a while (Danish: rolle)."""

    ADMINISTRATOR = "administrator", _("administrator")
    AREA_HEAD = "area_head", _("head of area")
    CONSULTANT = "consultant", _("consultant")
    CLUSTER_LEADER = "cluster_leader", _("cluster leader")
    LEADER = "leader", _("pedagogical leader")
    CHAIR = "chair", _("chair of the board")
    BOARD_MEMBER = "board_member", _("board member")
    STAFF_MEMBER = "staff_member", _("staff representative")


#: Roles that may be held for the whole municipality.
MUNICIPAL_ROLES = [
    Role.ADMINISTRATOR,
    Role.AREA_HEAD,
    Role.CONSULTANT,
    Role.CHAIR,
    Role.BOARD_MEMBER,
]

#: On a board of the whole municipality sit its politicians.
_IN_COMMITTEE = {
    Role.CHAIR: _("chair of the committee"),
    Role.BOARD_MEMBER: _("member of the committee"),
}


#: On a group nobody is of a board.
_IN_GROUP = {
    Role.CHAIR: _("chair of a group"),
    Role.BOARD_MEMBER: _("member of a group"),
    Role.STAFF_MEMBER: _("member of a group"),
}


#: By the kind of institution, where it is another word than in daycare.
_IN_KIND = {
    (Role.LEADER, "school"): _("school leader"),
    (Role.LEADER, "after_school"): _("leader of after-school care"),
}


def title_of(
    role: str, *, is_municipal: bool, is_of_group: bool = False, kind: str | None = None
) -> str:
    """What a person with a role is called: a board of the whole municipality is a committee.

    kind: of the institution that it is held at.
    """
    known = Role(role)
    if kind and (known, kind) in _IN_KIND:
        return str(_IN_KIND[known, kind])
    if is_of_group:
        return str(_IN_GROUP.get(known, known.label))
    return str(_IN_COMMITTEE.get(known, known.label) if is_municipal else known.label)


#: Those who write local goals, and read each other's drafts within their cluster.
LEADERSHIP = frozenset({Role.CLUSTER_LEADER, Role.LEADER})

#: Those who decide on what the leaders send.
BOARD = frozenset({Role.CHAIR, Role.BOARD_MEMBER, Role.STAFF_MEMBER})

#: Those who, for the whole municipality, prepare what its committees meet about.
ADMINISTRATION = frozenset({Role.ADMINISTRATOR, Role.AREA_HEAD, Role.CONSULTANT})

#: Those who plan courses for the places they have a role at.
PLANNERS = frozenset({Role.AREA_HEAD, Role.CONSULTANT})

#: Those whom somebody may stand in for: of administrators there are several.
HAVE_DEPUTIES = LEADERSHIP | PLANNERS | BOARD


class BoardKind(models.TextChoices):
    """What sort of board it is, and so what it is for."""

    PARENT_BOARD = "parent_board", _("Parent board")
    PARENT_COUNCIL = "parent_council", _("Parent council")
    SCHOOL_BOARD = "school_board", _("School board")
    INDEPENDENT_BOARD = "independent_board", _("Board of an independent institution")
    JOINT_COUNCIL = "joint_council", _("Joint council")
    COMMITTEE = "committee", _("Committee")
    LEADERSHIP_TEAM = "leadership_team", _("Leadership team")
    NETWORK = "network", _("Network or group")
    CONSULTATION = "consultation", _("Consultation committee (MED)")


#: Groups that work on something and decide nothing for a place: one sits on each by itself.
GROUPS = frozenset({BoardKind.NETWORK, BoardKind.CONSULTATION})
#: Those on which the boards of a place have no seat.
NOT_FOR_BOARDS = GROUPS | {BoardKind.LEADERSHIP_TEAM}


#: The boards that decide on local goals, and are told about inspections.
OF_INSTITUTIONS = frozenset(
    {
        BoardKind.PARENT_BOARD,
        BoardKind.PARENT_COUNCIL,
        BoardKind.SCHOOL_BOARD,
        BoardKind.INDEPENDENT_BOARD,
    }
)
#: Those that decide at all.
DECIDING = OF_INSTITUTIONS | {BoardKind.COMMITTEE}


class Source(models.TextChoices):
    """Where a role comes from (Danish: kilde)."""

    BY_HAND = "by_hand", _("given by hand")
    SIGN_IN = "sign_in", _("the municipality’s sign-in")
    FILE = "file", _("a file")
