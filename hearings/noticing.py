"""What is told of hearings: to those who are asked, to those who answer, and to the owner."""

import datetime
from collections.abc import Iterator
from typing import Any

from django.db.models import OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.told.kinds import NoticeKind, by_the_day, register, tell
from hearings.models import LAST_ON, Hearing, HearingAnswer, HearingReceiver
from hearings.workflow import HearingStage
from institutions.audiences import (
    leaders_of,
    leaders_of_cluster,
    members_of_board,
    team_of_cluster,
    when_moved,
)
from institutions.models import Board

#: How long before the deadline those who have not answered are reminded.
SOON = datetime.timedelta(days=7)
ASKED, SOON_OVER, ANSWERED, OUTCOME = (
    "hearing_opened",
    "hearing_closes",
    "hearing_answered",
    "hearing_decided",
)


def declare() -> None:
    """Called when the app is ready."""
    register(
        NoticeKind(ASKED, _asked_ones, _asked),
        NoticeKind(SOON_OVER, _unanswered_ones, _soon_over, href=_of_its_hearing),
        NoticeKind(ANSWERED, _sent_ones, _answered),
        NoticeKind(OUTCOME, _decided_ones, _decided),
    )
    label = Hearing._meta.label
    when_moved(label, HearingStage.OPEN, ASKED, _to_asked)
    when_moved(label, HearingStage.DECIDED, OUTCOME, _to_asked)
    by_the_day.fill("hearings", tell_of_deadlines)


def tell_of_deadlines(on: datetime.date) -> None:
    """Those who have not answered, a week before the deadline."""
    soon = (
        HearingReceiver.objects.unanswered()
        .annotate(last_on=LAST_ON)
        .filter(hearing__stage=HearingStage.OPEN, last_on__range=(on, on + SOON))
    )
    for row in soon.select_related("board", "hearing"):
        occasion = f"{row.until}"
        tell(SOON_OVER, row, members_of_board(row.board, on), occasion=occasion)


def remind(hearing: Hearing, *, by: User) -> int:
    """Remind those who have not answered, once a day at most; how many boards were.

    Where nobody has an account, nobody is reminded.
    """
    now = timezone.now()
    today = timezone.localdate(now)
    unanswered = hearing.receivers.unanswered().select_related("board", "hearing")
    of_each = [(row, members_of_board(row.board, today)) for row in unanswered]
    rows = [row for row, people in of_each if people]
    for row, people in of_each:
        tell(SOON_OVER, row, people, occasion=f"reminded {today}", but=by.pk)
    HearingReceiver.objects.filter(pk__in=[row.pk for row in rows]).update(reminded_at=now)
    return len(rows)


def tell_of_receivers(hearing: Hearing, boards: set[int], *, by: User) -> None:
    """Those who are asked while the hearing is open already."""
    today = timezone.localdate()
    for row in hearing.receivers.filter(board__in=boards).select_related("board"):
        people = members_of_board(row.board, today)
        tell(ASKED, hearing, people, occasion=f"asked {row.pk}", but=by.pk)


def tell_of_answer(answer: HearingAnswer, *, by: User) -> None:
    """A board has answered: whoever leads the place, and whoever began the hearing, hears of it."""
    today = timezone.localdate()
    occasion = f"{answer.sent_at}"
    tell(ANSWERED, answer, _owners(answer.hearing, today), occasion=occasion, but=by.pk)


def _owners(hearing: Hearing, on: datetime.date) -> set[int]:
    begun = {hearing.begun_by_id} if hearing.begun_by_id else set()
    if hearing.plan_id and hearing.cluster_id:
        return begun | team_of_cluster(hearing.cluster_id, on)
    if hearing.institution_id:
        return begun | leaders_of(hearing.institution_id, on)
    return begun | (leaders_of_cluster(hearing.cluster_id, on) if hearing.cluster_id else set())


def _to_asked(hearing: Hearing, on: datetime.date) -> Iterator[tuple[Hearing, set[int]]]:
    rows = hearing.receivers.select_related("board")
    people: set[int] = set().union(*(members_of_board(row.board, on) for row in rows))
    yield hearing, people


def _asked_ones(person: User) -> Any:
    """With the nearest deadline of the person's boards, which may have one of their own."""
    mine = HearingReceiver.objects.filter(
        board__in=Board.objects.attended_by(person).values("pk"), hearing=OuterRef("pk")
    )
    nearest = mine.annotate(last_on=LAST_ON).order_by("last_on").values("last_on")[:1]
    opened = Hearing.objects.visible_to(person).filter(stage=HearingStage.OPEN)
    return opened.annotate(own_until=Subquery(nearest))


def _unanswered_ones(person: User) -> Any:
    """Of the person's boards; one that has answered meanwhile is told of no longer."""
    rows = HearingReceiver.objects.unanswered().filter(
        hearing__in=Hearing.objects.visible_to(person).values("pk"),
        hearing__stage__in=[HearingStage.OPEN, HearingStage.REVIEW],
    )
    return rows.select_related("hearing", "board")


def _sent_ones(person: User) -> Any:
    answers = HearingAnswer.objects.visible_to(person).filter(~Q(receiver=None))
    return answers.select_related("hearing", "receiver__board")


def _decided_ones(person: User) -> Any:
    return Hearing.objects.visible_to(person).filter(stage=HearingStage.DECIDED)


def _of_its_hearing(row: HearingReceiver) -> str:
    """Where all members read it; its chair and secretary answer from there."""
    return row.hearing.get_absolute_url()


def _asked(hearing: Hearing) -> str:
    return _("“%(hearing)s” is in hearing until %(day)s, and your board is asked.") % {
        "hearing": hearing,
        "day": date_format(_until(hearing), "DATE_FORMAT"),
    }


def _until(hearing: Hearing) -> datetime.date:
    """The last day for those who are told: `own_until` where it was asked for."""
    own: datetime.date | None = getattr(hearing, "own_until", None)
    return own or hearing.deadline_on


def _soon_over(row: HearingReceiver) -> str:
    return _("%(board)s has not answered “%(hearing)s”. The deadline is %(day)s.") % {
        "board": row.board,
        "hearing": row.hearing,
        "day": date_format(row.until, "DATE_FORMAT"),
    }


def _answered(answer: HearingAnswer) -> str:
    return _("%(board)s has answered “%(hearing)s”.") % {
        "board": answer.who,
        "hearing": answer.hearing,
    }


def _decided(hearing: Hearing) -> str:
    return _("“%(hearing)s” has been decided on. See what your answer led to.") % {
        "hearing": hearing
    }
