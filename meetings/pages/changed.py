"""What a board is told of an agenda that was sent and is another now, and its writer, too."""

from django.contrib import messages
from django.utils.translation import gettext as _

from accounts.requests import SignedInRequest
from config.others_words import SEEN
from meetings.models import Meeting
from meetings.noticing import tell_of_change, tell_of_move
from meetings.workflow import MeetingStatus


def told_of_move(request: SignedInRequest, meeting: Meeting, changed: set[str]) -> None:
    """A board that was called hears that it meets at another time or place; so does the writer."""
    if changed - {SEEN} and meeting.status == MeetingStatus.CALLED:
        tell_of_move(meeting, by=request.user)
        messages.info(
            request,
            _(
                "The agenda has been sent already. The board is told that the meeting has been"
                " moved, and calendars that follow it move it, too."
            ),
        )


def told_of_change(request: SignedInRequest, meeting: Meeting) -> None:
    """Before the board meets it hears of what is other than it was sent; so does the writer."""
    if meeting.status != MeetingStatus.CALLED or meeting.has_met:
        return
    tell_of_change(meeting, by=request.user)
    messages.info(
        request,
        _(
            "The agenda has been sent already. The board is told that it has been changed, and sees"
            " the change here; the paper that was sent stays as it was. Take the agenda back and"
            " send it again if the board is to have a new paper."
        ),
    )
