"""The board's last meeting: news are what has happened since."""

import datetime
from dataclasses import dataclass
from typing import Self

from django.db.models import BooleanField, ExpressionWrapper, Q
from django.urls import reverse

from institutions.access import Reader
from institutions.models import Board, Cluster
from meetings.models import AgendaItem, Meeting
from meetings.workflow import OVER, MeetingStatus


def meetings_since_new_year(
    cluster: Cluster, *, user: Reader, on: datetime.date
) -> tuple[Meeting, ...]:
    """The parent board's meetings, this year's and later ones, as far as the person sees them.

    One query.
    """
    meetings = Meeting.objects.visible_to(user).filter(
        board__cluster=cluster, board__kind=Board.Kind.PARENT_BOARD, held_on__year__gte=on.year
    )
    return tuple(meetings.order_by("held_on", "from_at", "pk"))


@dataclass(frozen=True, slots=True)
class LastMeeting:
    """The day the parent board last met, and its page for those who may read it; one query."""

    on: datetime.date
    href: str

    @classmethod
    def of(cls, cluster: Cluster, *, user: Reader, before: datetime.date) -> Self | None:
        visible = Meeting.objects.visible_to(user).order_by()
        newest = (
            Meeting.objects.filter(
                board__cluster=cluster,
                board__kind=Board.Kind.PARENT_BOARD,
                status__in=OVER,
                held_on__lt=before,
            )
            .annotate(
                is_readable=ExpressionWrapper(
                    Q(pk__in=visible.values("pk")), output_field=BooleanField()
                )
            )
            .order_by("-held_on", "-pk")
            .first()
        )
        if newest is None:
            return None
        return cls(newest.held_on, newest.get_absolute_url() if newest.is_readable else "")  # type: ignore[attr-defined]  # annotated

    @property
    def after(self) -> datetime.date:
        """The first day of what is new: what happened on the day itself, the board has seen."""
        return self.on + datetime.timedelta(days=1)


def on_sent_agendas(cluster: Cluster, *, user: Reader, on: datetime.date) -> frozenset[str]:
    """The addresses of local goals on agendas of its board that have been sent; one query."""
    items = AgendaItem.objects.visible_to(user).filter(
        meeting__board__cluster=cluster,
        meeting__status=MeetingStatus.CALLED,
        meeting__held_on__gte=on,
    )
    return frozenset(reverse("local_goal_detail", args=[goal]) for _item, goal in items.links())
