"""Local goals that a board has returned: that they were, and at which meeting, and no more."""

import datetime
from collections.abc import Collection
from dataclasses import dataclass

from institutions.access import Reader
from institutions.models import Institution
from meetings.models import MeetingDecision
from strategy.workflow import LocalGoalStatus


@dataclass(frozen=True, slots=True)
class Returned:
    """A goal that the leader works on again; why is told by the minutes at href."""

    number: int
    on: datetime.date
    href: str


def returned_at(
    institution: Institution, *, user: Reader, shown: Collection[int]
) -> tuple[Returned, ...]:
    """Those returned at meetings the person may read about and not sent again; one query.

    shown: keys of those the person reads themselves.
    """
    is_returned = LocalGoalStatus.RETURNED
    rows = (
        MeetingDecision.objects.visible_to(user)
        .filter(
            decision__to_status=is_returned,
            decision__local_goal__status=is_returned,
            decision__local_goal__institution=institution,
        )
        .exclude(decision__local_goal__in=shown)
        .select_related("item__meeting", "decision__local_goal__goal")
        .order_by("-item__meeting__held_on", "pk")
    )
    newest = {row.decision.local_goal_id: row for row in reversed(rows)}
    return tuple(
        Returned(
            row.decision.local_goal.goal.number,
            row.item.meeting.held_on,
            row.item.meeting.get_absolute_url(),
        )
        for row in newest.values()
        if row.item.meeting
    )
