"""The chapter of sharing: goals that institutions let others read, and the round of a new year."""

import datetime

from django.utils import timezone

from strategy.models import GoalRound, LocalGoal
from strategy.workflow import LocalGoalStatus, Outcome

#: The institutions that share: what they reached, or have under way.
SHARING = {"regnbuen", "solsikken", "laerkereden", "egernet"}


def is_loaded() -> bool:
    return GoalRound.objects.exists()


def load() -> None:
    goals = LocalGoal.objects.filter(institution__slug__in=SHARING)
    goals = goals.exclude(outcome=Outcome.MISSED).select_related("created_by")
    for goal in goals.filter(
        status__in=[LocalGoalStatus.EVALUATED, LocalGoalStatus.IN_PROGRESS]
    ).order_by("pk"):
        if goal.created_by:
            goal.share(by=goal.created_by)
    LocalGoal.objects.shared().update(
        shared_at=timezone.make_aware(datetime.datetime(2026, 10, 1, 9, 30))  # noqa: DTZ001
    )
    GoalRound.objects.create(
        title="Lokale mål 2027",
        for_year=2027,
        opens_on=datetime.date(2026, 11, 1),
        deadline_on=datetime.date(2026, 11, 30),
    )
