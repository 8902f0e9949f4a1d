"""Before a meeting is moved or loses something: the page that asks."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from config.asking import Crumb, ask
from meetings.models import Meeting
from meetings.workflow import Move, Status


def crumbs_of(meeting: Meeting) -> list[Crumb]:
    return [(reverse("meeting_list"), _("Meetings")), (meeting.get_absolute_url(), meeting.day)]


def ask_before_moving(
    request: HttpRequest, meeting: Meeting, move: Move, *, missing: Sequence[str], back: str = ""
) -> HttpResponse:
    """back: where the person comes from, when it is not the meeting's page."""
    is_nobody_written = not meeting.has_attendance and (
        move.needs_attendance or move.to == Status.HELD
    )
    who_was_there = (reverse("meeting_attendance", args=[meeting.pk]), _("Write who was there"))
    later = _("It has not been written who was there. The minutes can be approved when it has.")
    return ask(
        request,
        title=str(move.label),
        lost=[_what_happens(meeting, move), *([later] if is_nobody_written else [])],
        button=str(move.label),
        back=back or meeting.get_absolute_url(),
        crumbs=crumbs_of(meeting),
        facts=[meeting.board, meeting.day, meeting.get_status_display()],
        missing=missing,
        remedies=[who_was_there] if is_nobody_written else [],
    )


def _what_happens(meeting: Meeting, move: Move) -> str:
    if move.to == Status.CALLED and meeting.is_over:
        return _("The minutes can then be written on as at the meeting.")
    return {
        Status.CALLED: _(
            "The board sees the agenda, and it is frozen as a paper with the figures of today."
        ),
        Status.HELD: _(
            "The board sees the minutes as a draft. They are approved at the next meeting, or by"
            " a chair who has not written in them."
        ),
        Status.APPROVED: _("The minutes are frozen as a paper. After that nobody can change them."),
        Status.PLANNED: _(
            "The board no longer sees the agenda until you send it again."
            " The paper that was sent is kept."
        ),
    }[move.to]
