"""Mappings that close by themselves when their last day has passed."""

import datetime

from django.utils import timezone

from config.retention import Rows
from leadership.models import AlreadyClosed, MappingRound


def close_overdue(today: datetime.date) -> int:
    """Close them, which deletes everybody's own answers; how many."""
    closed = 0
    for mapping in MappingRound.objects.overdue_on(today):
        try:
            mapping.close(today)
        except AlreadyClosed:  # a leader was faster
            continue
        closed += 1
    return closed


def old_mappings(now: datetime.datetime) -> Rows:
    """The mappings whose last day has passed: closing them deletes everybody's own answers."""
    return [MappingRound.objects.overdue_on(timezone.localdate(now))]
