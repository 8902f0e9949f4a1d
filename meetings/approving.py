"""Who approves minutes: a board at a later meeting, or its chair; never alone whoever wrote them.

At a meeting the board hears the question, so whoever notes its answer may have written them.
"""

import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from accounts.models import User
from institutions.models import Board
from meetings.workflow import MeetingStatus

if TYPE_CHECKING:
    from meetings.models import Meeting

#: A board has been told of a meeting, and its minutes can still be written in.
_GOING_ON = frozenset({MeetingStatus.CALLED, MeetingStatus.HELD})


def obstacles(
    meeting: "Meeting", *, by: User, at: "Meeting | None" = None, on: datetime.date
) -> dict[str, str]:
    """Why the person may not approve the minutes: one sentence. at: the meeting that approves."""
    if at is not None:
        why = "" if _may_approve(at, meeting, on=on) else _too_early()
    elif not Board.objects.chaired_by(by).filter(pk=meeting.board_id).exists():
        why = _by_whom(meeting.board)
    else:
        why = _not_alone() if by.pk in writers_of(meeting) else ""
    return {"approval": why} if why else {}


def writers_of(meeting: "Meeting") -> set[int]:
    """Whoever closed the meeting, and all who ever changed what stands under its items."""
    writers = {meeting.closed_by_id}
    said: dict[int, tuple[str, str]] = {}
    kept = meeting.items.model.history.filter(meeting=meeting.pk).order_by("history_id")
    for item, *words, writer in kept.values_list("id", "resolution", "minutes", "history_user"):
        if tuple(words) != said.get(item, ("", "")):
            writers.add(writer)
        said[item] = words[0], words[1]
    return {writer for writer in writers if writer is not None}


def _may_approve(at: "Meeting", minutes_of: "Meeting", *, on: datetime.date) -> bool:
    """Whether the board meets that day, or has met, after the meeting whose minutes they are."""
    is_later = (at.held_on, at.from_at) > (minutes_of.held_on, minutes_of.from_at)
    is_same = at.board_id == minutes_of.board_id
    return is_same and is_later and at.held_on <= on and at.status in _GOING_ON


def _by_whom(board: Board) -> str:
    if board.kind == Board.Kind.LEADERSHIP_TEAM:
        return _("The minutes are approved at the next meeting.")
    return _("The minutes are approved at the next meeting, or by the chair.")


def _not_alone() -> str:
    return _(
        "You have written in the minutes or closed the meeting, so they are approved at the next"
        " meeting, or by another chair."
    )


def _too_early() -> str:
    return _(
        "Minutes are approved at a later meeting of the same board, from its day on, and once its"
        " agenda has been sent."
    )
