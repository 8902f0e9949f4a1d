"""Who is concerned when something happens at a place: the candidates for notices.

Nobody is told of what they may not read: that is asked when a notice is shown (`accounts.told`).
"""

import datetime
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils import timezone

from accounts.told.kinds import tell
from institutions.models import Board, Institution, Membership, Placement
from institutions.models.people import MembershipQuerySet
from institutions.roles import BOARD, LEADERSHIP, NOT_FOR_BOARDS, Role


@dataclass(frozen=True, slots=True)
class MoveTold:
    """Which notice a row's way to a state makes, about which rows, and to whom.

    people: of the row that moved, the candidates for each row that is told of.
    """

    kind: str
    people: Callable[[Any, datetime.date], Iterable[tuple[Any, Iterable[int]]]]


#: By the label of a model and the state its rows come to.
_told: dict[tuple[str, str], list[MoveTold]] = defaultdict(list)


def when_moved(model: str, to: str, kind: str, people: Callable[..., Any]) -> None:
    """Called when an app is ready: tell of this whenever a row comes to a state."""
    _told[model, str(to)] = [
        *(one for one in _told[model, str(to)] if one.kind != kind),
        MoveTold(kind, people),
    ]


def tell_of_move(sender: type, row: Any, way: Any, by: Any, **kwargs: object) -> None:
    """A receiver of `lifecycle.events.moved`, in its transaction: there are both or neither."""
    now = timezone.now()
    for told in _told.get((sender._meta.label, str(way.to)), ()):  # type: ignore[attr-defined]  # a model
        for about, people in told.people(row, timezone.localdate()):
            doer = getattr(by, "pk", None)
            tell(told.kind, about, people, occasion=now.isoformat(), but=doer, at=now)


def board_of_institution(institution_id: int, on: datetime.date) -> set[int]:
    """Those who sit on a board of the institution, or of its cluster."""
    placed = Placement.objects.on(on).filter(institution=institution_id)
    here = Q(institution=institution_id) | Q(cluster__in=placed.values("cluster"))
    deciding = Q(board=None) | ~Q(board__kind__in=NOT_FOR_BOARDS)
    return _people(_active(on).filter(here & deciding, role__in=BOARD))


def board_of_cluster(cluster_id: int, on: datetime.date) -> set[int]:
    """Those who sit on a board of the cluster."""
    deciding = Q(board=None) | ~Q(board__kind__in=NOT_FOR_BOARDS)
    return _people(_active(on).filter(deciding, cluster=cluster_id, role__in=BOARD))


def members_of_board(board: Board, on: datetime.date) -> set[int]:
    """Those who sit on a board; the leaders where it is their own team."""
    if board.kind != Board.Kind.LEADERSHIP_TEAM:
        return _people(_active(on).on_board(board))
    units = Institution.objects.in_cluster(board.cluster_id, on).order_by()
    here = Q(institution__in=units.values("pk")) if board.cluster_id else Q()
    here |= Q(cluster=board.cluster_id, institution=board.institution_id, area=None)
    return _people(_active(on).filter(here, role__in=LEADERSHIP))


def keepers_of_board(board: Board, on: datetime.date) -> set[int]:
    """Those who write a board's agendas and minutes: its chairs, and the leaders of its place."""
    chairs = _people(_active(on).on_board(board).filter(role=Role.CHAIR))
    if board.institution_id:
        return chairs | leaders_of(board.institution_id, on)
    return chairs | (leaders_of_cluster(board.cluster_id, on) if board.cluster_id else set())


def leaders_by_institution(
    institutions: Collection[int], *, on: datetime.date
) -> dict[int, set[int]]:
    """Institution → its leaders, or those of its cluster where it has none; two queries."""
    placed = Placement.objects.on(on).filter(institution__in=institutions)
    cluster_of = dict(placed.values_list("institution", "cluster"))
    members = _active(on).filter(
        Q(institution__in=institutions, role=Role.LEADER)
        | Q(cluster__in=set(cluster_of.values()), role=Role.CLUSTER_LEADER)
    )
    leaders: dict[int, set[int]] = defaultdict(set)
    heads: dict[int, set[int]] = defaultdict(set)
    for user, institution, cluster in members.values_list("user", "institution", "cluster"):
        (leaders[institution] if institution else heads[cluster]).add(user)
    return {pk: leaders[pk] or heads[cluster_of.get(pk, 0)] for pk in institutions}


def leaders_of(institution_id: int, on: datetime.date) -> set[int]:
    """Those who lead an institution, or its cluster where nobody does."""
    return leaders_by_institution([institution_id], on=on)[institution_id]


def leaders_of_cluster(cluster_id: int, on: datetime.date) -> set[int]:
    """Those who lead a cluster."""
    return _people(_active(on).filter(cluster=cluster_id, role=Role.CLUSTER_LEADER))


def team_of_cluster(cluster_id: int | None, on: datetime.date) -> set[int]:
    """Those who lead the cluster or one of its institutions: its leadership team."""
    units = Institution.objects.in_cluster(cluster_id, on).order_by() if cluster_id else []
    here = Q(cluster=cluster_id or 0) | Q(institution__in=units)
    return _people(_active(on).filter(here, role__in=LEADERSHIP))


def heads_over(
    on: datetime.date, *, clusters: Sequence[int | None], areas: Sequence[int | None]
) -> set[int]:
    """The heads of these areas, and those who are heads for the whole municipality."""
    known = [area for area in areas if area]
    here = Q(area__in=known) | Q(area=None, cluster=None, institution=None)
    here |= Q(cluster__in=[pk for pk in clusters if pk])
    return _people(_active(on).filter(here, role=Role.AREA_HEAD))


def _active(on: datetime.date) -> MembershipQuerySet:
    return Membership.objects.on(on).filter(user__is_active=True)


def _people(members: MembershipQuerySet) -> set[int]:
    return set(members.order_by().values_list("user", flat=True))
