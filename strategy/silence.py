"""Local goals under way of which nothing has been told for long: who is asked, and how often."""

import datetime

from django.conf import settings
from django.db.models import DateField, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, TruncDate

from accounts.told.kinds import tell
from strategy.models import Decision, LocalGoal, StatusUpdate
from strategy.querysets import LocalGoalQuerySet
from strategy.reminders import with_leaders
from strategy.workflow import LocalGoalStatus


def silent(goals: LocalGoalQuerySet, on: datetime.date) -> LocalGoalQuerySet:
    """Those under way with no status update since `STATUS_EVERY_DAYS`, and begun before that.

    Each with `told_on`: the day of the newest status, or else of the work's beginning, if known.
    """
    early = Q(told_on=None) | Q(told_on__lt=told_since(on))
    return with_told_on(goals).filter(early, status=LocalGoalStatus.IN_PROGRESS)


def told_since(on: datetime.date) -> datetime.date:
    """The day from which a word still counts."""
    return on - datetime.timedelta(days=settings.STATUS_EVERY_DAYS)


def with_told_on(goals: LocalGoalQuerySet) -> LocalGoalQuerySet:
    """Each with `told_on`, as in `silent`."""
    return goals.annotate(told_on=Coalesce(_newest_status(), _begun()))


def _newest_status() -> Subquery:
    updates = StatusUpdate.objects.filter(local_goal=OuterRef("pk")).order_by("-made_on")
    return Subquery(updates.values("made_on")[:1], output_field=DateField())


def _begun() -> Subquery:
    begun = Decision.objects.filter(
        local_goal=OuterRef("pk"), to_status=LocalGoalStatus.IN_PROGRESS
    ).order_by("-made_at")
    return Subquery(begun.values(day=TruncDate("made_at"))[:1], output_field=DateField())


def tell_of_silence(on: datetime.date) -> None:
    """Note the silent goals for those who lead, once for each time the days have passed again.

    Not of goals whose day of measuring has come: they are asked to be evaluated.
    """
    ahead = Q(measured_on=None) | Q(measured_on__gt=on)
    quiet = silent(LocalGoal.objects.all(), on).filter(ahead).order_by("pk")
    for goal, leaders in with_leaders(quiet, on):
        tell("status_due", goal, leaders, occasion=_occasion(goal, on))


def _occasion(goal: LocalGoal, on: datetime.date) -> str:
    told_on: datetime.date | None = goal.told_on  # type: ignore[attr-defined]  # annotated above
    passed = (on - told_on).days if told_on else on.toordinal()
    return f"{told_on or ''} {passed // settings.STATUS_EVERY_DAYS}"
