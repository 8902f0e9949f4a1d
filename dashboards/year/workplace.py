"""When new figures of the workplace are due, in the year of a cluster."""

import datetime
from collections.abc import Iterator
from itertools import groupby

from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from dashboards.calendar import CalendarEntry, CalendarKind
from dashboards.year.entries import LENGTH, YearEntry
from institutions.access import Reader
from institutions.models import Cluster
from leadership.workplace.rhythm import Renewal, renewals


def workplace_figures(
    cluster: Cluster, first: datetime.date, last: datetime.date, user: Reader
) -> Iterator[YearEntry]:
    """Those of a month together; of a year that is over nothing is due."""
    on = timezone.localdate()
    due = renewals(cluster, user=user, on=on, until=last)
    there = [row for row in due if row.day >= first]

    def month(row: Renewal) -> tuple[int, bool]:
        return row.day.month, row.is_overdue

    for (_number, is_overdue), rows in groupby(there, key=month):
        found = list(rows)
        names = sorted({row.indicator.short_text for row in found})
        what = _("New figures of the workplace: %(name)s") % {"name": names[0]}
        if len(names) > 1:
            what = _("%(count)s new figures of the workplace") % {"count": len(names)}
        yield YearEntry(
            CalendarEntry(
                uid=f"workplace-{cluster.slug}-{found[0].day}",
                kind=CalendarKind.ROUND,
                what=Truncator(what).chars(LENGTH),
                from_on=found[0].day,
                to_on=found[-1].day,
                href=reverse("workplace_detail", args=[cluster.slug]),
            ),
            "measuring",
            is_done=False if is_overdue else None,
        )
