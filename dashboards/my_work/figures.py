"""Figures that a person is responsible for and that should have been renewed."""

import datetime

from django.utils.translation import gettext as _

from dashboards.my_work.tasks import Task
from indicators.freshness import freshness_of
from indicators.models import Indicator
from institutions.access import Reader


def figure_tasks(*, user: Reader, on: datetime.date) -> tuple[Task, ...]:
    """The indicators of the person's own whose rhythm has run out; one query where there are none.

    The longest overdue come first.
    """
    mine = (
        Indicator.objects.visible_to(user)
        .in_use()
        .filter(
            care__person=user.pk,
            goal__strategy__from_year__lte=on.year,
            goal__strategy__to_year__gte=on.year,
        )
    )
    indicators = list(mine.select_related("goal__strategy__cluster").order_by("number", "pk"))
    if not indicators:
        return ()
    fresh = freshness_of(indicators, on=on)
    stale = [one for one in indicators if fresh[one.pk].is_stale]
    stale.sort(key=lambda one: fresh[one.pk].due_on or datetime.date.min)
    return tuple(
        Task(
            text=_("New figures of “%(indicator)s” should have come.")
            % {"indicator": one.short_text},
            href=f"{one.get_absolute_url()}#ansvarlig",
            link=_("See how they are delivered"),
            place=str(one.goal.strategy.cluster or ""),
            on=fresh[one.pk].due_on,
            when=_("no figures"),
            is_overdue=fresh[one.pk].due_on is not None,
        )
        for one in stale
    )
