"""How long is kept what was done in the background, and what nobody read in after all."""

import datetime

from django.conf import settings
from django_tasks_db.models import DBTaskResult

from config.retention import Rows, before
from measurements.models import ImportUnderWay


def old_work(now: datetime.datetime) -> Rows:
    """Work done in the background, and large files that nobody read in after all."""
    oldest = before(settings.BACKGROUND_WORK_KEEP_DAYS, now)
    left = ImportUnderWay.objects.filter(received_at__lt=oldest)
    return [
        left.exclude(stage=ImportUnderWay.Stage.DONE),
        DBTaskResult.objects.filter(finished_at__lt=oldest),
    ]
