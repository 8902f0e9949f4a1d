"""Before a meeting is moved or loses something: the page that asks."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.requests import SignedInRequest
from config.asking import Crumb, ask
from lifecycle import Transition
from meetings.approving import approved_at
from meetings.models import Meeting
from meetings.workflow import MeetingStatus


def crumbs_of(meeting: Meeting) -> list[Crumb]:
    return [(reverse("meeting_list"), _("Meetings")), (meeting.get_absolute_url(), meeting.day)]


def ask_before_moving(
    request: SignedInRequest,
    meeting: Meeting,
    way: Transition[Any],
    *,
    at: Meeting | None = None,
    back: str = "",
) -> HttpResponse:
    """Ask for a yes, or say what is missing. at: the meeting that approves the minutes.

    back: where the person comes from, when it is not the meeting's page.
    """
    missing = meeting.missing_for(
        way, by=request.user, facts={"on": timezone.localdate(), "at": at}
    )
    is_nobody_written = not meeting.has_attendance and (
        "attendance" in way.needs or way.to == MeetingStatus.HELD
    )
    unapproved = []
    if way.to == MeetingStatus.HELD:
        today = timezone.localdate()
        rows = meeting.items.exclude(minutes_of__status=MeetingStatus.APPROVED)
        about = rows.exclude(minutes_of=None).select_related("minutes_of")
        unapproved = [approved_at(item, on=today) for item in about]
    who_was_there = (reverse("meeting_attendance", args=[meeting.pk]), _("Write who was there"))
    later = _("It has not been written who was there. The minutes can be approved when it has.")
    return ask(
        request,
        title=str(way.label),
        lost=[*map(str, way.lost), *unapproved, *([later] if is_nobody_written else [])],
        button=str(way.label),
        back=back or meeting.get_absolute_url(),
        crumbs=crumbs_of(meeting),
        facts=[meeting.board, meeting.day, meeting.get_status_display()],
        missing=list(missing.values()),
        remedies=[who_was_there] if is_nobody_written else [],
    )
