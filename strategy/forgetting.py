"""How long is kept who has been reminded of what."""

import datetime

from django.conf import settings
from django.utils import timezone

from accounts.forgetting import before
from strategy.models import Reminder, RoundReminder


def old_reminders(*, now: datetime.datetime | None = None) -> int:
    """Who has been reminded of what, when the day of it is long past."""
    oldest = timezone.localdate(before(settings.REMINDER_KEEP_DAYS, now))
    count = Reminder.objects.filter(deadline_on__lt=oldest, sent_at__date__lt=oldest).delete()[0]
    return count + RoundReminder.objects.filter(sent_on__lt=oldest).delete()[0]
