"""What is told of meetings: to those who sit on the board, and whoever is to follow up."""

import datetime
import hashlib
from collections.abc import Iterator
from typing import Any

from django.db.models import Exists, OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.told.kinds import NoticeKind, register, tell
from institutions.audiences import (
    keepers_of_board,
    leaders_of,
    leaders_of_cluster,
    members_of_board,
    when_moved,
)
from meetings.models import (
    AgendaItem,
    Apology,
    BoardQuestion,
    FollowUp,
    Meeting,
    MinutesRemark,
)
from meetings.workflow import MeetingStatus


def declare() -> None:
    """Called when the app is ready."""
    register(
        NoticeKind("agenda_sent", _called, _agenda),
        NoticeKind("minutes_to_approve", _held, _minutes),
        NoticeKind("follow_up_mine", _follow_ups, _follow_up),
        NoticeKind("follow_up_on_agenda", _on_agendas, _on_agenda),
        NoticeKind("follow_up_done", _done_ones, _done),
        NoticeKind("question_asked", _questions, _question),
        NoticeKind("apology_given", _apologies, _apology),
        NoticeKind("agenda_changed", _called, _changed),
        NoticeKind("meeting_moved", _called, _moved),
        NoticeKind("minutes_remarked", _remarks, _remark, href=_remarks_of),
    )
    label = Meeting._meta.label
    when_moved(label, MeetingStatus.CALLED, "agenda_sent", _to_board)
    when_moved(label, MeetingStatus.CALLED, "follow_up_on_agenda", _to_those_asked)
    when_moved(label, MeetingStatus.HELD, "minutes_to_approve", _to_board)
    when_moved(label, MeetingStatus.HELD, "follow_up_mine", _to_responsible)


def _to_board(meeting: Meeting, on: datetime.date) -> Iterator[tuple[Meeting, set[int]]]:
    yield meeting, members_of_board(meeting.board, on)


def _to_responsible(meeting: Meeting, on: datetime.date) -> Iterator[tuple[FollowUp, list[int]]]:
    """Each thing to follow up with whoever is responsible for it, where they have an account."""
    for row in FollowUp.objects.filter(item__meeting=meeting, person__is_active=True).open():
        if row.person_id:
            yield row, [row.person_id]


def _to_those_asked(meeting: Meeting, on: datetime.date) -> Iterator[tuple[FollowUp, list[int]]]:
    """Each thing that is not done yet, where the agenda takes such things up."""
    if not meeting.items.filter(standing=AgendaItem.Standing.FOLLOW_UPS).exists():
        return
    asked = FollowUp.objects.from_before(meeting).of_held_meetings().open()
    for row in asked.filter(person__is_active=True):
        if row.person_id:
            yield row, [row.person_id]


def tell_of_done(row: FollowUp, *, by: User) -> None:
    """Somebody has said of a follow-up that it is done: whoever is responsible hears of it."""
    if row.person_id:
        tell("follow_up_done", row, [row.person_id], occasion=f"{row.done_on}", but=by.pk)


def tell_of_question(row: BoardQuestion, *, by: User) -> None:
    """A member has asked: whoever leads the place hears of it; nobody hears of a remark."""
    if row.awaits_answer:
        tell("question_asked", row, _leaders(row), occasion="asked", but=by.pk)


def tell_of_answer(row: BoardQuestion, *, by: User) -> None:
    if row.asked_by_id:
        tell("question_asked", row, [row.asked_by_id], occasion="answered", but=by.pk)


def tell_of_apology(row: Apology) -> None:
    """A member does not come: whoever keeps the agenda hears of it while a substitute is found."""
    keepers = keepers_of_board(row.meeting.board, timezone.localdate())
    tell("apology_given", row, keepers, occasion="given", but=row.person_id)


def tell_of_change(meeting: Meeting, *, by: User) -> None:
    """An agenda that was sent is another now: its board hears of it, once a day at most."""
    today = timezone.localdate()
    people = members_of_board(meeting.board, today)
    tell("agenda_changed", meeting, people, occasion=f"changed {today}", but=by.pk)


def tell_of_move(meeting: Meeting, *, by: User) -> None:
    """A meeting that the board was called to is at another time or place: its board hears of it."""
    today = timezone.localdate()
    where = hashlib.sha256(meeting.place.encode()).hexdigest()[:8]
    to = f"{meeting.held_on} {meeting.from_at.isoformat('minutes')} {where}"
    people = members_of_board(meeting.board, today)
    tell("meeting_moved", meeting, people, occasion=f"{today} to {to}", but=by.pk)


def tell_of_remark(row: MinutesRemark, *, by: User) -> None:
    """A member wants something corrected: whoever keeps the minutes hears of it."""
    keepers = keepers_of_board(row.meeting.board, timezone.localdate())
    tell("minutes_remarked", row, keepers, occasion="made", but=by.pk)


def _remarks(person: User) -> Any:
    """While the minutes can still be corrected."""
    waiting = Meeting.objects.kept_by(person).filter(status=MeetingStatus.HELD)
    open_ones = MinutesRemark.objects.filter(outcome="", kind=MinutesRemark.Kind.CORRECTION)
    return open_ones.filter(meeting__in=waiting).select_related("meeting__board")


def _remark(row: MinutesRemark) -> str:
    told = _("A member wants something corrected in the minutes of %(day)s in %(board)s.")
    return told % {"day": row.meeting.day, "board": row.meeting.board}


def _remarks_of(row: MinutesRemark) -> str:
    return f"{row.meeting.get_absolute_url()}#bemaerkninger"


def _apologies(person: User) -> Any:
    """Until the meeting has been held."""
    ahead = Meeting.objects.editable_by(person).exclude(status=MeetingStatus.HELD)
    return Apology.objects.filter(meeting__in=ahead).select_related("meeting__board", "person")


def _apology(row: Apology) -> str:
    told = _("%(name)s does not come to the meeting on %(day)s in %(board)s.")
    return told % {"name": row.person, "day": row.meeting.day, "board": row.meeting.board}


def _leaders(row: BoardQuestion) -> set[int]:
    today = timezone.localdate()
    goal, board = row.local_goal, row.board
    place = goal.institution_id if goal else board.institution_id
    if place:
        return leaders_of(place, today)
    return leaders_of_cluster(board.cluster_id, today) if board.cluster_id else set()


def _questions(person: User) -> Any:
    """What awaits the person's answer, and what has been answered of what they asked."""
    mine = BoardQuestion.objects.answerable_by(person).awaiting().values("pk")
    rows = BoardQuestion.objects.visible_to(person).filter(
        Q(pk__in=mine) | Q(asked_by=person.pk) & ~Q(answer="")
    )
    return rows.select_related("board")


def _question(row: BoardQuestion) -> str:
    if row.awaits_answer:
        told = _("A member of %(board)s has asked something before the meeting.")
    else:
        told = _("What you asked before a meeting in %(board)s has been answered.")
    return told % {"board": row.board}


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


def _on_agendas(person: User) -> Any:
    """With the board's next agenda that takes them up; of one taken back nothing is told."""
    called = (
        Meeting.objects.visible_to(person)
        .filter(
            board=OuterRef("item__meeting__board"),
            status=MeetingStatus.CALLED,
            items__standing=AgendaItem.Standing.FOLLOW_UPS,
        )
        .order_by("held_on")
    )
    # asked by Exists: of who reads no meeting, “no day” would be true and false at once
    mine = _follow_ups(person).filter(Exists(called))
    return mine.annotate(meets_on=Subquery(called.values("held_on")[:1]))


def _done_ones(person: User) -> Any:
    mine = FollowUp.objects.filter(person=person.pk).exclude(done_on=None)
    return mine.select_related("item__meeting__board")


def _agenda(meeting: Meeting) -> str:
    return _("The agenda of the meeting on %(day)s has been sent to %(board)s.") % {
        "day": meeting.day,
        "board": meeting.board,
    }


def _changed(meeting: Meeting) -> str:
    told = _("The agenda of the meeting on %(day)s in %(board)s was changed after it was sent.")
    return told % {"day": meeting.day, "board": meeting.board}


def _moved(meeting: Meeting) -> str:
    told = _("The meeting in %(board)s has been moved. It is on %(day)s %(clock)s, %(place)s.")
    return told % {
        "board": meeting.board,
        "day": meeting.day,
        "clock": meeting.clock,
        "place": meeting.place,
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


def _on_agenda(row: Any) -> str:
    return _("The meeting on %(day)s in %(board)s takes up what you are to follow up.") % {
        "day": date_format(row.meets_on, "DATE_FORMAT"),
        "board": row.item.meeting.board,
    }


def _done(row: FollowUp) -> str:
    return _("Somebody has noted that your follow-up in %(board)s is done.") % {
        "board": row.item.meeting.board
    }
