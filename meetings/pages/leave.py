"""The chair lets the leaders adopt local goals for the board between meetings, or no longer."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from accounts.requests import SignedInRequest
from config.asked import whole_number
from institutions.access import Reader
from institutions.models import Board
from institutions.models.boards import BoardQuerySet


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
    return render(request, "meetings/board_leave.html", {"boards": boards})
