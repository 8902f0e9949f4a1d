"""Meetings within a person's reach: boards read their own, others what a board publishes.

A queryset that asks other models of the app stands beside its model.
"""

import datetime
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from institutions.access import Reader
from institutions.models import Board
from meetings.workflow import MEETING_LIFE, OVER, UNSENT, MeetingStatus

if TYPE_CHECKING:
    from institutions.models import Board
    from meetings.models.follow_ups import FollowUp  # noqa: F401  # what a queryset below is of
    from meetings.models.items import AgendaItem  # noqa: F401  # what a queryset below is of
    from meetings.models.meetings import Meeting  # what a queryset below is of


def attended(user: Reader, path: str) -> Q:
    """Those of boards, reached through `path`, that the person sits on or serves."""
    return Q(**{f"{path}__in": Board.objects.attended_by(user).values("pk")})


def kept(user: Reader, path: str) -> Q:
    return Q(**{f"{path}__in": Board.objects.kept_by(user).values("pk")})


def opened(user: Reader, path: str) -> Q:
    """Those of boards that publish, and that the person may follow."""
    return Q(**{f"{path}__in": Board.objects.open_to(user).values("pk")})


class MeetingQuerySet(models.QuerySet["Meeting"]):
    def visible_to(self, user: Reader) -> Self:
        """Those of one's own boards; of boards that publish, once the agenda is sent."""
        others = opened(user, "board") & ~Q(status__in=UNSENT)
        return self.filter(attended(user, "board") | others)

    def announced_to(self, user: Reader, on: datetime.date) -> Self:
        """Those ahead of boards that publish, whose agenda is not sent: only when and where."""
        rows = self.coming(on).filter(opened(user, "board"), status__in=UNSENT)
        return rows.exclude(attended(user, "board"))

    def attended_by(self, user: Reader) -> Self:
        """Those whose confidential items, and minutes not yet approved, the person reads."""
        return self.filter(attended(user, "board"))

    def kept_by(self, user: Reader) -> Self:
        """Those whose agenda and minutes the person writes, while they can still be written."""
        return self.filter(kept(user, "board"))

    def editable_by(self, user: Reader) -> Self:
        """Those the person may still write in: never where the minutes are approved."""
        return self.kept_by(user).exclude(status__in=MEETING_LIFE.closed)

    def over(self) -> Self:
        """Those that have taken place."""
        return self.filter(status__in=OVER)

    def coming(self, day: datetime.date | None = None) -> Self:
        """Those ahead, the next first: whoever tells of a next meeting means the first of these.

        One whose day has passed is not ahead, also when nobody has closed it.
        """
        ahead = self.filter(held_on__gte=day or timezone.localdate()).exclude(status__in=OVER)
        return ahead.order_by("held_on", "from_at", "pk")

    def before(self, meeting: "Meeting") -> Self:
        """Earlier meetings of the same board that have taken place, the newest first."""
        earlier = _earlier(meeting)
        return (
            self.over()
            .filter(earlier, board=meeting.board_id)
            .order_by("-held_on", "-from_at", "-pk")
        )


def _own(user: Reader) -> Q:
    """The follow-ups a person is responsible for; those of nobody are no stranger's."""
    return Q(person=user.pk) if user.pk else Q(pk__in=[])


def _earlier(meeting: "Meeting", path: str = "") -> Q:
    """The condition that a meeting, reached through `path`, began before this one."""
    same_day = Q(
        **{f"{path}held_on": meeting.held_on, f"{path}from_at__lt": meeting.from_at},
    )
    return Q(**{f"{path}held_on__lt": meeting.held_on}) | same_day


class AgendaItemQuerySet(models.QuerySet["AgendaItem"]):
    def visible_to(self, user: Reader) -> Self:
        """The board's once the agenda is sent, its writers' before; to others none confidential."""
        sent = ~Q(meeting__status__in=UNSENT)
        mine = attended(user, "meeting__board") & (sent | kept(user, "meeting__board"))
        others = opened(user, "meeting__board") & sent & Q(is_confidential=False)
        return self.filter(mine | others)

    def editable_by(self, user: Reader) -> Self:
        mine = self.filter(kept(user, "meeting__board"))
        return mine.exclude(meeting__status__in=MEETING_LIFE.closed)

    def waiting_for(self, user: Reader) -> Self:
        """Those on no agenda yet, for those who write the agendas of their board."""
        return self.filter(kept(user, "waits_at"), meeting=None)

    def approved_elsewhere(self) -> Self:
        """Those about minutes that their meeting has not to approve any more."""
        approved = self.filter(minutes_of__status=MeetingStatus.APPROVED)
        return approved.exclude(minutes_of__approved_at=F("meeting"))

    def links(self) -> list[tuple[int, int]]:
        """(item id, goal id) of every local goal that one is about; one query."""
        linked = self.filter(local_goals__isnull=False).order_by(
            "local_goals__institution__name", "local_goals__goal__number", "local_goals__pk"
        )
        return list(linked.values_list("pk", "local_goals"))


class FollowUpQuerySet(models.QuerySet["FollowUp"]):
    def visible_to(self, user: Reader) -> Self:
        """The board's own and the responsible person's; others once the minutes are approved."""
        others = (
            opened(user, "item__meeting__board")
            & Q(item__meeting__status=MeetingStatus.APPROVED)
            & Q(item__is_confidential=False)
        )
        return self.filter(attended(user, "item__meeting__board") | _own(user) | others)

    def editable_by(self, user: Reader) -> Self:
        """Those the person may report done: the responsible, the secretary, the chair."""
        return self.filter(kept(user, "item__meeting__board") | _own(user))

    def open(self) -> Self:
        """Those not done yet, the most pressing first."""
        return self.filter(done_on=None).order_by(F("due_on").asc(nulls_last=True), "pk")

    def of_held_meetings(self) -> Self:
        """Those a board has promised itself: under a meeting that is going on, they are a draft."""
        return self.filter(item__meeting__status__in=OVER)

    def of_board(self, board: "Board | int") -> Self:
        return self.filter(item__meeting__board=board)

    def from_before(self, meeting: "Meeting") -> Self:
        """Those of the board's meetings before this one."""
        return self.of_board(meeting.board_id).filter(_earlier(meeting, "item__meeting__"))
