"""The chair lets the leaders adopt local goals for the board between meetings, or no longer."""

import datetime
from dataclasses import dataclass
from typing import Self

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.requests import SignedInRequest
from config.asked import whole_number
from institutions.access import Reader
from institutions.models import Board, Membership, Placement
from institutions.models.boards import BoardQuerySet
from institutions.roles import Role
from meetings.boards import institutions_of
from strategy.leave import adopted_under_leave
from strategy.models import Decision


@dataclass(frozen=True, slots=True)
class BoardLeave:
    """What a board lets its leaders do; three queries.

    leaders: whom the leave is for, each with the place they lead. adopted: what has been adopted
    on behalf of the board between its meetings, the newest first.
    """

    board: Board
    leaders: tuple[Membership, ...]
    adopted: tuple[Decision, ...]

    @classmethod
    def of(cls, board: Board, *, user: Reader, on: datetime.date) -> Self:
        units = institutions_of(board, on=on).order_by()
        decide = Board.objects.that_decide().exclude(kind=Board.Kind.PARENT_COUNCIL)
        with_own = decide.exclude(pk=board.pk).exclude(institution=None).values("institution")
        units = units.exclude(pk__in=with_own)
        placed = Placement.objects.on(on).filter(institution__in=units.values("pk"))
        leaders = Membership.objects.on(on).filter(
            Q(institution__in=units.values("pk"), role=Role.LEADER)
            | Q(cluster__in=placed.values("cluster"), role=Role.CLUSTER_LEADER)
            | Q(cluster=board.cluster_id or 0, role=Role.CLUSTER_LEADER),
            user__is_active=True,
        )
        goals = Q(local_goal__institution__in=units.values("pk"))
        goals |= Q(local_goal__cluster=board.cluster_id or 0)
        adopted = adopted_under_leave().filter(
            goals, pk__in=Decision.objects.visible_to(user).order_by().values("pk")
        )
        return cls(
            board,
            tuple(
                leaders.select_related("user", "institution", "cluster").order_by(
                    "institution__name", "user__name"
                )
            ),
            tuple(
                adopted.select_related(
                    "made_by", "local_goal__goal", "local_goal__institution", "local_goal__cluster"
                )
            ),
        )


def boards_that_may_let(user: Reader) -> BoardQuerySet:
    """Those that decide on local goals and that the person is chair of."""
    return Board.objects.chaired_by(user).that_decide().still_there()


def board_leave(request: SignedInRequest) -> HttpResponse:
    """Each of one's boards with what its leaders may do; a POST gives the leave, or takes it."""
    boards = boards_that_may_let(request.user).order_by("pk")
    get_object_or_404(boards[:1])
    if request.method == "POST":
        board = get_object_or_404(boards, pk=whole_number(request.POST.get("bestyrelse")) or 0)
        board.leaders_adopt = request.POST.get("lov") == "ja"
        board.save(update_fields=["leaders_adopt"])
        said = (
            _("The leader may now adopt local goals on behalf of the board between meetings.")
            if board.leaders_adopt
            else _("The leader may no longer adopt local goals on behalf of the board.")
        )
        messages.success(request, said)
        return redirect("board_leave")
    today = timezone.localdate()
    leaves = [BoardLeave.of(board, user=request.user, on=today) for board in boards]
    return render(request, "meetings/board_leave.html", {"leaves": leaves})
