"""A meeting: its page, and its moves from one status to another."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from config.asking import is_sure
from dashboards.meetings import MeetingPage
from dashboards.meetings.freezing import freeze, freeze_board_paper, freeze_what_is_new
from meetings.asking import ask_before_moving
from meetings.models import AgendaItem, Meeting, MeetingPaper
from meetings.workflow import Incomplete, InvalidTransition, Status


def meeting_detail(request, pk):
    meeting = visible(request, pk)
    page = MeetingPage.build(meeting, user=request.user, on=timezone.localdate())
    return render(request, "dashboards/meetings/meeting.html", {"page": page})


def meeting_move(request, pk, status):
    """Ask for a yes; a POST makes the move, and freezes what the meeting uses."""
    if status not in Status.values:
        raise Http404
    meeting = get_object_or_404(
        Meeting.objects.kept_by(request.user).select_related("board"), pk=pk
    )
    move = next((move for move in meeting.moves if move.to == status), None)
    if move is None:
        messages.info(request, _already(meeting))
        return redirect(meeting)
    missing = meeting.missing(move, on=timezone.localdate(), by=request.user)
    if missing or not is_sure(request):
        return ask_before_moving(request, meeting, move, missing=missing)
    try:
        _make(meeting, Status(status), by=request.user)
    except InvalidTransition:
        meeting.refresh_from_db()
        messages.info(request, _already(meeting))
    except Incomplete as incomplete:
        messages.error(request, str(incomplete))
    else:
        messages.success(request, _already(meeting))
    return redirect(meeting)


def minutes_approve(request, pk):
    """Approve the minutes of an earlier meeting, under the item that asks for it."""
    items = AgendaItem.objects.editable_by(request.user).select_related("meeting__board")
    item = get_object_or_404(items.exclude(minutes_of=None), pk=pk)
    earlier = get_object_or_404(
        Meeting.objects.kept_by(request.user).select_related("board"), pk=item.minutes_of_id
    )
    move = next((move for move in earlier.moves if move.to == Status.APPROVED), None)
    if move is not None and not is_sure(request):
        missing = earlier.missing(move, on=timezone.localdate(), by=request.user, at=item.meeting)
        back = reverse("meeting_mode", args=[item.meeting_id, item.number])
        return ask_before_moving(request, earlier, move, missing=missing, back=back)
    try:
        if move is None:
            raise InvalidTransition(earlier.status, Status.APPROVED)
        _make(earlier, Status.APPROVED, by=request.user, at=item.meeting)
    except InvalidTransition:
        messages.info(request, _already(earlier))
    except Incomplete as incomplete:
        messages.error(request, str(incomplete))
    else:
        if not item.resolution:
            item.write(resolution=_("The minutes were approved."))
        messages.success(request, _already(earlier))
    return redirect("meeting_mode", pk=item.meeting_id, number=item.number)


def visible(request, pk) -> Meeting:
    """A meeting the person may read, with its board; else 404."""
    meetings = Meeting.objects.visible_to(request.user)
    return get_object_or_404(
        meetings.select_related("board__cluster", "board__institution", "approved_at"), pk=pk
    )


@transaction.atomic
def _make(meeting: Meeting, status: Status, *, by, at: Meeting | None = None) -> None:
    """Make a move, and freeze what it leaves behind: both or neither."""
    today, is_sending = timezone.localdate(), meeting.is_unsent
    meeting.move_to(status, on=today, by=by, at=at)
    if is_sending:
        freeze(meeting, MeetingPaper.Kind.AGENDA, by=by, on=today, is_fresh=True)
        freeze_board_paper(meeting, by=by, on=today)
    elif status == Status.HELD:
        freeze_what_is_new(meeting, by=by, on=today)
    elif status == Status.APPROVED:
        freeze(meeting, MeetingPaper.Kind.MINUTES, by=by, on=today)


def _already(meeting: Meeting) -> str:
    return {
        Status.PLANNED: _("The meeting is planned; its agenda can be written again."),
        Status.CALLED: _("The agenda has been sent to %(board)s.") % {"board": meeting.board.word},
        Status.HELD: _("The meeting has been held."),
        Status.APPROVED: _("The minutes of %(date)s have been approved.") % {"date": meeting.day},
    }[Status(meeting.status)]
