"""Meetings within a person's reach: boards read their own, others what a board publishes."""

from typing import Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from institutions.models import Board
from meetings.workflow import OVER, UNSENT, Status


def _attended(user, path: str) -> Q:
    return Q(**{f"{path}__in": Board.objects.attended_by(user).values("pk")})


def _kept(user, path: str) -> Q:
    return Q(**{f"{path}__in": Board.objects.kept_by(user).values("pk")})


def _open(user, path: str) -> Q:
    return Q(**{f"{path}__in": Board.objects.open_to(user).values("pk")})


class MeetingQuerySet(models.QuerySet):
    def visible_to(self, user) -> Self:
        """Those of one's own boards; of boards that publish, once the agenda is sent."""
        others = _open(user, "board") & ~Q(status__in=UNSENT)
        return self.filter(_attended(user, "board") | others)

    def attended_by(self, user) -> Self:
        """Those whose confidential items, and minutes not yet approved, the person reads."""
        return self.filter(_attended(user, "board"))

    def kept_by(self, user) -> Self:
        """Those whose agenda and minutes the person writes, while they can still be written."""
        return self.filter(_kept(user, "board"))

    def editable_by(self, user) -> Self:
        """Those the person may still write in: never where the minutes are approved."""
        return self.kept_by(user).exclude(status=Status.APPROVED)

    def over(self) -> Self:
        """Those that have taken place."""
        return self.filter(status__in=OVER)

    def coming(self, day=None) -> Self:
        """Those ahead, the next first: whoever tells of a next meeting means the first of these.

        One whose day has passed is not ahead, also when nobody has closed it.
        """
        ahead = self.filter(held_on__gte=day or timezone.localdate()).exclude(status__in=OVER)
        return ahead.order_by("held_on", "from_at", "pk")

    def before(self, meeting) -> Self:
        """Earlier meetings of the same board that have taken place, the newest first."""
        earlier = _earlier(meeting)
        return (
            self.over()
            .filter(earlier, board=meeting.board_id)
            .order_by("-held_on", "-from_at", "-pk")
        )


def _own(user) -> Q:
    """The follow-ups a person is responsible for; those of nobody are no stranger's."""
    return Q(person=user.pk) if user.pk else Q(pk__in=[])


def _earlier(meeting, path: str = "") -> Q:
    """The condition that a meeting, reached through `path`, began before this one."""
    same_day = Q(
        **{f"{path}held_on": meeting.held_on, f"{path}from_at__lt": meeting.from_at},
    )
    return Q(**{f"{path}held_on__lt": meeting.held_on}) | same_day


class AgendaItemQuerySet(models.QuerySet):
    def visible_to(self, user) -> Self:
        """The board's once the agenda is sent, its writers' before; to others none confidential."""
        sent = ~Q(meeting__status__in=UNSENT)
        mine = _attended(user, "meeting__board") & (sent | _kept(user, "meeting__board"))
        others = _open(user, "meeting__board") & sent & Q(is_confidential=False)
        return self.filter(mine | others)

    def editable_by(self, user) -> Self:
        return self.filter(_kept(user, "meeting__board")).exclude(meeting__status=Status.APPROVED)


class FollowUpQuerySet(models.QuerySet):
    def visible_to(self, user) -> Self:
        """The board's own and the responsible person's; others once the minutes are approved."""
        others = (
            _open(user, "item__meeting__board")
            & Q(item__meeting__status=Status.APPROVED)
            & Q(item__is_confidential=False)
        )
        return self.filter(_attended(user, "item__meeting__board") | _own(user) | others)

    def editable_by(self, user) -> Self:
        """Those the person may report done: the responsible, the secretary, the chair."""
        return self.filter(_kept(user, "item__meeting__board") | _own(user))

    def open(self) -> Self:
        """Those not done yet, the most pressing first."""
        return self.filter(done_on=None).order_by(F("due_on").asc(nulls_last=True), "pk")

    def of_held_meetings(self) -> Self:
        """Those a board has promised itself: under a meeting that is going on, they are a draft."""
        return self.filter(item__meeting__status__in=OVER)

    def of_board(self, board) -> Self:
        return self.filter(item__meeting__board=board)

    def from_before(self, meeting) -> Self:
        """Those of the board's meetings before this one."""
        return self.of_board(meeting.board_id).filter(_earlier(meeting, "item__meeting__"))


class MeetingDecisionQuerySet(models.QuerySet):
    def visible_to(self, user) -> Self:
        from meetings.models import AgendaItem  # models import this module

        return self.filter(item__in=AgendaItem.objects.visible_to(user))


class MeetingPaperQuerySet(models.QuerySet):
    def visible_to(self, user) -> Self:
        """The whole paper for the board; the one without confidential items for other readers.

        One that tells of an item closed since is withdrawn from them.
        """
        from meetings.models import AgendaItem  # models import this module

        closed_since = AgendaItem.objects.filter(
            meeting=OuterRef("meeting"), is_confidential=True, closed_at__gte=OuterRef("made_at")
        )
        is_done = ~Q(kind="minutes") | Q(meeting__status=Status.APPROVED)
        others = _open(user, "meeting__board") & Q(is_whole=False) & is_done & ~Exists(closed_since)
        sent = ~Q(meeting__status__in=UNSENT)
        return self.filter((_attended(user, "meeting__board") | others) & sent)
