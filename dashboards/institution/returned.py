"""Local goals that a board has returned: that they were, and where what was said of it stands."""

import datetime
from collections.abc import Collection
from dataclasses import dataclass

from django.utils import timezone

from institutions.access import Reader
from institutions.models import Institution
from meetings.models import MeetingDecision
from strategy.models import Decision
from strategy.with_leaders import with_leaders
from strategy.workflow import LocalGoalStatus


@dataclass(frozen=True, slots=True)
class Returned:
    """A goal that the leader works on again.

    href: where why it was returned is told; the minutes, for those who sit on no board of it.
    """

    number: int
    on: datetime.date
    href: str
    expected_on: datetime.date | None = None


def returned_at(
    institution: Institution, *, user: Reader, shown: Collection[int]
) -> tuple[Returned, ...]:
    """Those returned and not sent again, that the person's board had, or that were returned at
    meetings they may read about; two queries.

    shown: keys of those the person reads themselves.
    """
    is_returned = LocalGoalStatus.RETURNED
    mine = with_leaders(user).filter(institution=institution, status=is_returned)
    decided = Decision.objects.filter(local_goal__in=mine.values("pk"), to_status=is_returned)
    own = {
        row.local_goal_id: Returned(
            row.local_goal.goal.number,
            timezone.localdate(row.made_at),
            row.local_goal.get_absolute_url(),
            row.expected_on,
        )
        for row in decided.select_related("local_goal__goal").order_by("made_at", "pk")
    }
    rows = (
        MeetingDecision.objects.visible_to(user)
        .filter(
            decision__to_status=is_returned,
            decision__local_goal__status=is_returned,
            decision__local_goal__institution=institution,
        )
        .exclude(decision__local_goal__in=[*shown, *own])
        .select_related("item__meeting", "decision__local_goal__goal")
        .order_by("-item__meeting__held_on", "pk")
    )
    newest = {row.decision.local_goal_id: row for row in reversed(rows)}
    return (
        *own.values(),
        *(
            Returned(
                row.decision.local_goal.goal.number,
                row.item.meeting.held_on,
                row.item.meeting.get_absolute_url(),
            )
            for row in newest.values()
            if row.item.meeting
        ),
    )
