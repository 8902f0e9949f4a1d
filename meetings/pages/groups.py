"""Networks and groups: what they are for, who is in them, what they work for, when they meet."""

import datetime
from dataclasses import dataclass
from typing import Self

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.requests import SignedInRequest
from config.asking import ask, is_sure
from config.bullets import items
from config.collation import danish
from institutions.access import Reader, scope_of
from institutions.audiences import members_of_board
from institutions.models import Board, Cluster
from meetings.forms.groups import ContributionForm, GroupForm, may_make_everywhere
from meetings.models import Contribution, FollowUp, Meeting

MEETINGS_SHOWN = 6


@dataclass(frozen=True, slots=True)
class GroupPage:
    """A group as one reader sees it. names: none for those who sit on boards alone, but a count."""

    board: Board
    names: tuple[str, ...]
    count: int
    meetings: tuple[Meeting, ...]
    tasks: tuple[FollowUp, ...]
    contributions: tuple[Contribution, ...]
    may_keep: bool
    on: datetime.date

    @classmethod
    def build(cls, board: Board, *, user: Reader, on: datetime.date) -> Self:
        people = User.objects.filter(pk__in=members_of_board(board, on)).order_by(danish("name"))
        names = [*people.values_list("name", flat=True), *items(board.also_members)]
        attends = Board.objects.attended_by(user).contains(board)
        meetings = Meeting.objects.visible_to(user).filter(board=board).select_related("board")
        tasks = FollowUp.objects.visible_to(user).of_board(board).open()
        contributions = Contribution.objects.visible_to(user).filter(board=board)
        return cls(
            board,
            tuple(names) if attends or not scope_of(user).is_board_only else (),
            len(names),
            tuple(meetings[:MEETINGS_SHOWN]),
            tuple(tasks),
            tuple(
                contributions.select_related(
                    "statement", "goal__strategy", "local_goal", "effort__local_goal"
                )
            ),
            Board.objects.kept_by(user).contains(board),
            on,
        )

    @property
    def place(self) -> str:
        return str(self.board.cluster or self.board.institution or _("The whole municipality"))


def group_list(request: SignedInRequest) -> HttpResponse:
    groups = Board.objects.groups_read_by(request.user).still_there()
    context = {
        "groups": groups.select_related("cluster", "institution"),
        "may_make": _may_make(request.user),
    }
    return render(request, "meetings/group_list.html", context)


def group_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    groups = Board.objects.groups_read_by(request.user).select_related("cluster", "institution")
    page = GroupPage.build(
        get_object_or_404(groups, pk=pk), user=request.user, on=timezone.localdate()
    )
    return render(request, "meetings/group.html", {"page": page})


def group_create(request: SignedInRequest) -> HttpResponse:
    """By who leads a cluster, or works in the municipality's administration."""
    if not _may_make(request.user):
        raise Http404
    form = _form(request, Board(kind=Board.Kind.NETWORK))
    if form.is_valid():
        board = form.save()
        messages.success(request, _("The group is made. Give its members a seat on it."))
        return redirect("group_detail", pk=board.pk)
    context = {"form": form, "heading": _("A new network or group"), "back": reverse("group_list")}
    return render(request, "meetings/group_form.html", context)


def group_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    board = _kept(request, pk)
    name = board.name  # an invalid form has changed its instance already
    form = _form(request, board)
    if form.is_valid():
        form.save()
        messages.success(request, _("The group has been saved."))
        return redirect("group_detail", pk=pk)
    context = {"form": form, "heading": name, "back": reverse("group_detail", args=[pk])}
    return render(request, "meetings/group_form.html", context)


def contribution_create(request: SignedInRequest, pk: int) -> HttpResponse:
    board = _kept(request, pk)
    form = ContributionForm(request.POST or None, board=board, user=request.user)
    back = reverse("group_detail", args=[pk])
    if form.is_valid():
        form.save()
        messages.success(request, _("It stands with what the group contributes to."))
        return redirect(back)
    heading = _("What %(group)s contributes to") % {"group": board}
    context = {"form": form, "heading": heading, "back": back}
    return render(request, "meetings/group_form.html", context)


def contribution_delete(request: SignedInRequest, pk: int) -> HttpResponse:
    contribution = get_object_or_404(Contribution.objects.editable_by(request.user), pk=pk)
    back = reverse("group_detail", args=[contribution.board_id])
    if is_sure(request):
        contribution.delete()
        messages.success(request, _("The group no longer contributes to it."))
        return redirect(back)
    return ask(
        request,
        title=_("Does the group no longer contribute to it?"),
        lost=[_("“%(about)s” is no longer named with the group.") % {"about": contribution.about}],
        button=_("Take it away"),
        back=back,
        crumbs=[(back, str(contribution.board))],
    )


def _may_make(user: User) -> bool:
    return may_make_everywhere(user) or Cluster.objects.editable_by(user).exists()


def _form(request: SignedInRequest, board: Board) -> GroupForm:
    return GroupForm(
        request.POST or None,
        instance=board,
        clusters=Cluster.objects.editable_by(request.user),
        everywhere=may_make_everywhere(request.user),
    )


def _kept(request: SignedInRequest, pk: int) -> Board:
    groups = Board.objects.groups_read_by(request.user)
    return get_object_or_404(groups.filter(pk__in=Board.objects.kept_by(request.user)), pk=pk)
