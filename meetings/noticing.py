"""What is told of meetings: to those who sit on the board, and whoever is to follow up."""

import datetime
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from accounts.models import User
from accounts.told.kinds import NoticeKind, register
from institutions.audiences import members_of_board, when_moved
from meetings.models import FollowUp, Meeting
from meetings.workflow import MeetingStatus


def declare() -> None:
    """Called when the app is ready."""
    register(
        NoticeKind("agenda_sent", _called, _agenda),
        NoticeKind("minutes_to_approve", _held, _minutes),
        NoticeKind("follow_up_mine", _follow_ups, _follow_up),
    )
    label = Meeting._meta.label
    when_moved(label, MeetingStatus.CALLED, "agenda_sent", _to_board)
    when_moved(label, MeetingStatus.HELD, "minutes_to_approve", _to_board)
    when_moved(label, MeetingStatus.HELD, "follow_up_mine", _to_responsible)


def _to_board(meeting: Meeting, on: datetime.date) -> Iterator[tuple[Meeting, set[int]]]:
    yield meeting, members_of_board(meeting.board, on)


def _to_responsible(meeting: Meeting, on: datetime.date) -> Iterator[tuple[FollowUp, list[int]]]:
    """Each thing to follow up with whoever is responsible for it, where they have an account."""
    for row in FollowUp.objects.filter(item__meeting=meeting, person__is_active=True).open():
        if row.person_id:
            yield row, [row.person_id]


def _called(person: User) -> Any:
    """An agenda that is taken back is told of no longer."""
    meetings = Meeting.objects.attended_by(person).exclude(status=MeetingStatus.PLANNED)
    return meetings.select_related("board")


def _held(person: User) -> Any:
    meetings = Meeting.objects.attended_by(person).filter(status=MeetingStatus.HELD)
    return meetings.select_related("board")


def _follow_ups(person: User) -> Any:
    mine = FollowUp.objects.filter(person=person.pk).of_held_meetings().open()
    return mine.select_related("item__meeting__board")


def _agenda(meeting: Meeting) -> str:
    return _("The agenda of the meeting on %(day)s has been sent to %(board)s.") % {
        "day": meeting.day,
        "board": meeting.board,
    }


def _minutes(meeting: Meeting) -> str:
    return _("The minutes of the meeting on %(day)s in %(board)s are to be approved.") % {
        "day": meeting.day,
        "board": meeting.board,
    }


def _follow_up(row: FollowUp) -> str:
    meeting = row.item.meeting
    return _("You are to follow up after the meeting on %(day)s in %(board)s.") % {
        "day": meeting.day,
        "board": meeting.board,
    }
