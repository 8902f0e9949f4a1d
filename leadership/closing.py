"""Mappings that close by themselves when their last day has passed."""

import datetime

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
