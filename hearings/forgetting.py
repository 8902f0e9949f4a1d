"""Taking hearings away when they have been kept long enough, and names before that."""

import datetime

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from config.retention import Rows, before
from hearings.models import Hearing, HearingAnswer
from hearings.workflow import OVER

#: So long after the deadline the names of those who answered by the open link are needed.
NAMES_KEEP_DAYS = 365


def old_hearings(now: datetime.datetime) -> Rows:
    """As long as minutes are kept, for boards decide on them there; what goes on stays."""
    days = settings.MINUTES_KEEP_DAYS
    if not days:
        return []
    oldest = timezone.localdate(before(days, now))
    return [Hearing.objects.filter(stage__in=OVER, deadline_on__lt=oldest)]


def old_names(now: datetime.datetime) -> Rows:
    """Answers by the open link with a name, a year after the deadline."""
    oldest = timezone.localdate(before(NAMES_KEEP_DAYS, now))
    named = ~Q(name="") | ~Q(organisation="")
    return [HearingAnswer.objects.filter(named, hearing__deadline_on__lt=oldest)]


def take_names() -> int:
    """The names and organisations go, the answers stay; how many."""
    return sum(rows.update(name="", organisation="") for rows in old_names(timezone.now()))
