"""When the figures of the workplace are due in a year, each by its rhythm."""

import datetime
from dataclasses import dataclass

from indicators.freshness import freshness_of, months_after
from indicators.models import Indicator, IndicatorOwner
from institutions.access import Reader
from institutions.models import Cluster
from leadership.workplace.pages import followed_here


@dataclass(frozen=True, slots=True)
class Renewal:
    """New figures are due on a day. is_overdue: it has passed, and none have come."""

    day: datetime.date
    indicator: Indicator
    is_overdue: bool


def renewals(
    cluster: Cluster, *, user: Reader, on: datetime.date, until: datetime.date
) -> list[Renewal]:
    """Of each that has a rhythm, by day, until a day: what is overdue once, then what is to come.

    Seven queries.
    """
    indicators = followed_here(cluster, user=user, on=on)
    cares = IndicatorOwner.objects.filter(indicator__in=[one.pk for one in indicators])
    rhythms = dict(cares.values_list("indicator", "rhythm"))
    fresh = freshness_of(indicators, on=on) if rhythms else {}
    found = []
    for indicator in indicators:
        told = fresh.get(indicator.pk)
        day = told.due_on if told else None
        if told and day and day < on <= until and told.is_stale:
            found.append(Renewal(day, indicator, is_overdue=True))
        while day is not None and day <= until:
            if day >= on:
                found.append(Renewal(day, indicator, is_overdue=False))
            day = months_after(day, rhythms[indicator.pk])
    return sorted(found, key=lambda row: (row.day, row.indicator.number))
