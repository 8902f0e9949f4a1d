"""The days on which effects are measured: who is told of which, 14 and 3 days before, and then."""

import datetime
from collections.abc import Iterable, Iterator

from accounts.told.kinds import tell
from institutions.audiences import leaders_by_institution, leaders_of, leaders_of_cluster
from strategy.models import LocalGoal
from strategy.workflow import LocalGoalStatus

#: How many days before the day of measuring somebody is reminded; rising.
DAYS_BEFORE = (0, 3, 14)


def tell_of_measuring(on: datetime.date) -> None:
    """Note what is near for those who lead; safe to repeat. Three queries, and one for each goal.

    Where nobody leads the institution itself, it is those who lead its cluster. A day on which
    nothing was told is made up for by the next.
    """
    near = LocalGoal.objects.filter(
        status__in=[LocalGoalStatus.ADOPTED, LocalGoalStatus.IN_PROGRESS],
        measured_on__range=(on, on + datetime.timedelta(days=DAYS_BEFORE[-1])),
    )
    for goal, leaders in with_leaders(near.order_by("measured_on", "pk"), on):
        tell("measuring_day", goal, leaders, occasion=occasion_of(goal, on))


def with_leaders(
    goals: Iterable[LocalGoal], on: datetime.date
) -> Iterator[tuple[LocalGoal, set[int]]]:
    """Each goal with those who lead where it is; two queries, and one for each of a cluster."""
    found = list(goals)
    places = [goal.institution_id for goal in found if goal.institution_id]
    leaders = leaders_by_institution(places, on=on)
    for goal in found:
        own = leaders[goal.institution_id] if goal.institution_id else leaders_of_goal(goal, on)
        yield goal, own


def leaders_of_goal(goal: LocalGoal, on: datetime.date) -> set[int]:
    """Those who lead the institution, or the cluster where it is the cluster's."""
    if goal.cluster_id:
        return leaders_of_cluster(goal.cluster_id, on)
    return leaders_of(goal.institution_id or 0, on)


def occasion_of(goal: LocalGoal, on: datetime.date) -> str:
    """Which of the reminders it is: a day that is moved is told of anew."""
    if goal.measured_on is None:
        return ""
    left = (goal.measured_on - on).days
    return f"{goal.measured_on} {next(days for days in DAYS_BEFORE if days >= left)}"
