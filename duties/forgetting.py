"""Taking away what was noted about inspections when it has been kept long enough."""

import datetime

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.utils import timezone

from config.retention import Rows, before
from duties.models import BoardTold, Remark, RemarkStep, ReportCorrection
from duties.workflow import ENDED


def old_notes(now: datetime.datetime) -> Rows:
    """As long as minutes are kept, for boards are told of them there; what is open stays."""
    days = settings.MINUTES_KEEP_DAYS
    if not days:
        return []
    oldest = timezone.localdate(before(days, now))
    later = RemarkStep.objects.filter(remark=OuterRef("pk"), made_at__date__gte=oldest)
    ended = Remark.objects.filter(stage__in=ENDED, noted_on__lt=oldest).exclude(Exists(later))
    return [
        ended,
        BoardTold.objects.filter(told_on__lt=oldest, answered_on=None)
        | BoardTold.objects.filter(answered_on__lt=oldest),
        ReportCorrection.objects.filter(made_at__date__lt=oldest),
    ]
