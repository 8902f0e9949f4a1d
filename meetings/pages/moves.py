"""A meeting: its page, and its moves from one status to another."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.models import User
from accounts.requests import SignedInRequest
from config.asking import ask, is_sure
from lifecycle import Incomplete, InvalidTransition
from meetings.approving import MinutesApproval, answer_minutes, approval_of
from meetings.boards import publish_assessments
from meetings.models import AgendaItem, Meeting, MeetingPaper, MinutesRemark
from meetings.pages.asking import ask_before_moving, crumbs_of
from meetings.pages.closed import in_turn, unless_closed
from meetings.pages.meeting import MeetingPage
from meetings.papers.freezing import freeze, freeze_papers_along, freeze_what_is_new
from meetings.workflow import UNSENT, MeetingStatus


def meeting_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    meeting = visible(request, pk)
    page = MeetingPage.build(meeting, user=request.user, on=timezone.localdate())
    return render(request, "meetings/meeting.html", {"page": page})


def meeting_move(request: SignedInRequest, pk: int, status: str) -> HttpResponse:
    """Ask for a yes; a POST makes the move, and freezes what the meeting uses."""
    if status not in MeetingStatus.values:
        raise Http404
    meeting = get_object_or_404(
        Meeting.objects.kept_by(request.user).select_related("board"), pk=pk
    )
    way = meeting.lifecycle.find(meeting.status, status)
    if way is None:
        messages.info(request, meeting.said.already)
        return redirect(meeting)
    facts = {"on": timezone.localdate()}
    if not is_sure(request) or meeting.missing_for(way, by=request.user, facts=facts):
        return ask_before_moving(request, meeting, way)
    _move(request, meeting, way.name)
    return redirect(meeting)


@unless_closed
def minutes_approve(request: SignedInRequest, pk: int) -> HttpResponse:
    """Approve the minutes of an earlier meeting, under the item that asks for it."""
    items = AgendaItem.objects.editable_by(request.user).select_related("meeting__board")
    item = get_object_or_404(items.exclude(minutes_of=None), pk=pk)
    earlier = get_object_or_404(
        Meeting.objects.kept_by(request.user).select_related("board"), pk=item.minutes_of_id
    )
    back = reverse("meeting_mode", args=[item.pk])
    way = earlier.lifecycle.find(earlier.status, MeetingStatus.APPROVED)
    if way is not None and not is_sure(request):
        return ask_before_moving(request, earlier, way, at=item.meeting, back=back)
    is_approved = _move(request, earlier, MeetingStatus.APPROVED, at=item.meeting)
    if is_approved and not item.resolution:
        item.write(resolution=_("The minutes were approved."))
    return redirect(back)


@require_POST
@unless_closed
@in_turn
def minutes_answer(request: SignedInRequest, pk: int) -> HttpResponse:
    """A member approves the minutes as they were read; of a version since changed nothing is kept.

    With the last approval that the board's rule asks for they are approved, by the machine. Of the
    last two at once, the later sees what the first has answered: the row is held.
    """
    meeting = visible(request, pk)
    approval = approval_of(meeting)
    if request.user.pk not in approval.members:
        raise Http404
    if request.POST.get("version") != approval.mark:
        messages.error(
            request,
            _(
                "The minutes have been changed since you opened them. Nothing was approved. Read"
                " them once more."
            ),
        )
    elif (told := _before_approving(meeting, approval, by=request.user)) and not is_sure(request):
        return ask(
            request,
            title=_("Approve the minutes?"),
            lost=told,
            button=_("I approve the minutes"),
            back=f"{meeting.get_absolute_url()}#bemaerkninger",
            crumbs=crumbs_of(meeting),
            facts=[meeting.board, meeting.day],
        )
    else:
        _answer(request, meeting, mark=approval.mark)
    return redirect(f"{meeting.get_absolute_url()}#godkendelse")


def _before_approving(meeting: Meeting, approval: MinutesApproval, *, by: User) -> list[str]:
    """What a member is told before they approve: that it is the last word, and what is open."""
    others = {row.person_id for row in approval.approved} - {by.pk}
    told = []
    if len(others) + 1 >= approval.needed:
        told.append(
            _(
                "Yours is the last approval that is needed. The minutes are approved with it, and"
                " nobody can write in them any more."
            )
        )
    remarks = meeting.remarks.filter(outcome="", kind=MinutesRemark.Kind.CORRECTION)
    said = [_("Not settled: “%(remark)s”") % {"remark": row.text} for row in remarks]
    return [*told, *said]


def _answer(request: SignedInRequest, meeting: Meeting, *, mark: str) -> None:
    meeting.hold_open()
    answer_minutes(meeting, by=request.user, mark=mark)
    facts = {"on": timezone.localdate()}
    way = meeting.lifecycle.find(meeting.status, MeetingStatus.APPROVED)
    is_enough = way is not None and approval_of(meeting).is_enough
    if way and is_enough and not meeting.missing_for(way, by=request.user, facts=facts):
        _move(request, meeting, MeetingStatus.APPROVED)
    else:
        messages.success(request, _("Your answer has been saved."))


def visible(request: SignedInRequest, pk: int) -> Meeting:
    """A meeting the person may read, with its board; else 404."""
    meetings = Meeting.objects.visible_to(request.user)
    return get_object_or_404(
        meetings.select_related("board__cluster", "board__institution", "approved_at"), pk=pk
    )


def _move(
    request: SignedInRequest, meeting: Meeting, name: str, *, at: Meeting | None = None
) -> bool:
    """Take the way, and say what came of it; whether it was taken."""
    try:
        _make(meeting, name, by=request.user, at=at)
    except InvalidTransition:
        meeting.refresh_from_db()
        messages.info(request, meeting.said.already)
    except Incomplete as incomplete:
        messages.error(request, str(incomplete))
    else:
        messages.success(request, meeting.said.done)
        return True
    return False


@transaction.atomic
def _make(meeting: Meeting, name: str, *, by: User, at: Meeting | None = None) -> None:
    """Take the way, and freeze what it leaves behind: both or neither."""
    today = timezone.localdate()
    came_from = meeting.transition(name, by=by, on=today, at=at)
    if came_from in UNSENT:
        freeze(meeting, MeetingPaper.Kind.AGENDA, by=by, on=today, is_fresh=True)
        freeze_papers_along(meeting, by=by, on=today)
    elif meeting.status == MeetingStatus.HELD:
        publish_assessments(meeting)
        freeze_what_is_new(meeting, by=by, on=today)
    elif meeting.status == MeetingStatus.APPROVED:
        freeze(meeting, MeetingPaper.Kind.MINUTES, by=by, on=today)
