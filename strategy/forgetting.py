"""How long is kept who has been reminded of a round."""

import datetime

from django.conf import settings
from django.utils import timezone

from config.retention import Rows, before
from strategy.models import RoundReminder


def old_reminders(now: datetime.datetime) -> Rows:
    """Who has been reminded of a round by a press of a button, when that is long past."""
    oldest = timezone.localdate(before(settings.REMINDER_KEEP_DAYS, now))
    return [RoundReminder.objects.filter(sent_on__lt=oldest)]
