"""Mappings that close by themselves when their last day is past, and what is forgotten then."""

import datetime

from django.conf import settings
from django.db.models.functions import Coalesce
from django.utils import timezone

from config.retention import Rows, before
from leadership.models import AlreadyClosed, MappingRound, Onboarding


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


def old_onboardings(now: datetime.datetime) -> Rows:
    """Introductions over for as long as is set; one that nobody ended, by the day it was due."""
    oldest = timezone.localdate(before(settings.ONBOARDING_KEEP_DAYS, now))
    over = Onboarding.objects.alias(over=Coalesce("ended_on", "due_on"))
    return [over.filter(over__lt=oldest)]
