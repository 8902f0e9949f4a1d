"""What a board has returned, and waits for: told its members until it is sent again."""

from typing import Any

from django.db.models import F, OuterRef, Subquery
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from dashboards.my_work.tasks import Task, expected_back
from institutions.access import Reader
from strategy.models import Decision
from strategy.with_leaders import with_leaders
from strategy.workflow import LocalGoalStatus


def returned_tasks(*, user: Reader) -> tuple[Task, ...]:
    """Those that the person's boards have returned, the first expected first; one query.

    Nothing of the text, which the leader works on.
    """
    returned = Decision.objects.filter(
        local_goal=OuterRef("pk"), to_status=LocalGoalStatus.RETURNED
    ).order_by("-made_at", "-pk")
    rows = (
        with_leaders(user)
        .filter(status=LocalGoalStatus.RETURNED)
        .select_related("institution", "cluster", "goal")
        .annotate(
            returned_at=Subquery(returned.values("made_at")[:1]),
            expected_on=Subquery(returned.values("expected_on")[:1]),
        )
        .order_by(F("expected_on").asc(nulls_last=True), "returned_at", "pk")
    )
    return tuple(
        Task(
            text=_told(goal),
            href=goal.get_absolute_url(),
            link=_("See why"),
            place=str(goal.place),
            when=_("returned"),
        )
        for goal in rows
    )


def _told(goal: Any) -> str:
    told = _("The local goal under %(goal)s was returned.") % {"goal": goal.about}
    if goal.returned_at:
        day = date_format(timezone.localdate(goal.returned_at), "DATE_FORMAT")
        words = {"goal": goal.about, "day": day}
        told = _("The local goal under %(goal)s was returned on %(day)s.") % words
    return f"{told} {expected_back(goal.expected_on)}".strip()
