"""Who approves minutes: a board at a later meeting, or its chair; never alone whoever wrote them.

At a meeting the board hears the question, so whoever notes its answer may have written them. Where
the board has chosen so its members approve beforehand, each for themselves, and that is enough when
as many as its rule asks for have approved the minutes as they stand.
"""

import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import User
from config.collation import danish
from config.phrases import listing
from institutions.audiences import members_of_board
from institutions.models import Board
from meetings.versions import mark_of
from meetings.workflow import MeetingStatus

if TYPE_CHECKING:
    from meetings.models import AgendaItem, Meeting, MinutesAnswer, MinutesRemark

#: A board has been told of a meeting, and its minutes can still be written in.
_GOING_ON = frozenset({MeetingStatus.CALLED, MeetingStatus.HELD})


def obstacles(
    meeting: "Meeting", *, by: User, at: "Meeting | None" = None, on: datetime.date
) -> dict[str, str]:
    """Why the person may not approve the minutes: one sentence. at: the meeting that approves."""
    if at is not None:
        why = "" if _may_approve(at, meeting, on=on) else _too_early()
    elif approval_of(meeting).is_enough:
        why = ""
    elif not Board.objects.chaired_by(by).filter(pk=meeting.board_id).exists():
        why = _by_whom(meeting.board)
    else:
        why = _not_alone(meeting.board) if by.pk in writers_of(meeting) else ""
    return {"approval": why} if why else {}


@dataclass(frozen=True, slots=True)
class MinutesApproval:
    """How far the members have come with minutes that wait for them.

    approved: the answers that hold. mark: of the minutes as they stand.
    """

    rule: str
    members: frozenset[int]
    approved: "tuple[MinutesAnswer, ...]" = ()
    mark: str = ""

    @property
    def is_asked(self) -> bool:
        """Whether the members approve, each for themselves."""
        return self.rule != Board.MinutesRule.MEETING and bool(self.members)

    @property
    def names(self) -> str:
        """Who is counted: the members who can sign in, whoever else was there."""
        people = User.objects.filter(pk__in=self.members).order_by(danish("name"))
        return listing(list(people.values_list("name", flat=True)))

    @property
    def needed(self) -> int:
        """How many must approve."""
        count = len(self.members)
        return count if self.rule == Board.MinutesRule.ALL else count // 2 + 1

    @property
    def is_enough(self) -> bool:
        return self.is_asked and len(self.approved) >= self.needed


def approval_of(meeting: "Meeting") -> MinutesApproval:
    """Which members, as the board is today, have approved the minutes as they stand."""
    board = meeting.board
    if board.minutes_rule == Board.MinutesRule.MEETING or meeting.status != MeetingStatus.HELD:
        return MinutesApproval(Board.MinutesRule.MEETING, frozenset())
    is_asked = meeting.has_attendance  # else they would approve what is not written yet
    members = frozenset(members_of_board(board, timezone.localdate()) if is_asked else ())
    mark = mark_of(meeting)
    answers = meeting.answers.filter(person__in=members, mark=mark).select_related("person")
    return MinutesApproval(board.minutes_rule, members, tuple(answers), mark)


def answer_minutes(meeting: "Meeting", *, by: User, mark: str) -> None:
    """A member approves the version that was read. The caller holds the meeting."""
    meeting.answers.update_or_create(
        person=by, defaults={"mark": mark, "answered_at": timezone.now()}
    )


def approved_at(item: "AgendaItem", *, on: datetime.date) -> str:
    """Whether the minutes that an item is about were approved at its meeting, in words.

    on: the day of which it is told; what came later is not.
    """
    minutes = item.minutes_of
    if minutes is None:
        return ""
    words = {"date": minutes.day}
    if minutes.approved_on is not None and minutes.approved_at_id == item.meeting_id:
        return _("The minutes of %(date)s were approved at the meeting.") % words
    if minutes.approved_on is None or minutes.approved_on > on:
        return _("The minutes of %(date)s have not been approved.") % words
    words["on"] = date_format(minutes.approved_on, "DATE_FORMAT")
    return _("The minutes of %(date)s were approved on %(on)s, and not at this meeting.") % words


def disagrees_at(meeting: "Meeting", *, on: datetime.date) -> bool:
    """Whether members may have a minority statement noted: from the day of the meeting until its
    minutes stand."""
    return meeting.status in _GOING_ON and meeting.held_on <= on


def remark_on(meeting: "Meeting", *, by: User, text: str) -> "MinutesRemark":
    """A member says what is to be corrected: what they approved before, they do no longer."""
    meeting.answers.filter(person=by).delete()
    return meeting.remarks.create(made_by=by, text=text)


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
    if board.minutes_rule != Board.MinutesRule.MEETING:
        return _("The minutes are approved by the members, at the next meeting, or by the chair.")
    return _("The minutes are approved at the next meeting, or by the chair.")


def _not_alone(board: Board) -> str:
    if board.minutes_rule != Board.MinutesRule.MEETING:
        return _(
            "You have written in the minutes or closed the meeting, so you do not approve them for"
            " the board. The members do, each for themselves, or the next meeting."
        )
    return _(
        "You have written in the minutes or closed the meeting, so they are approved at the next"
        " meeting, or by another chair."
    )


def _too_early() -> str:
    return _(
        "Minutes are approved at a later meeting of the same board, from its day on, and once its"
        " agenda has been sent."
    )
