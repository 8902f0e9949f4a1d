"""How long each kind of personal data is kept, and what takes it away: docs/privacy.md in code."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from simple_history.utils import get_history_manager_for_model, get_history_model_for_model

from accounts import forgetting as accounts
from accounts import security_log
from accounts.forgetting import before
from dashboards.papers import batch
from imports import tickets as uploads
from leadership.closing import close_overdue
from measurements import raw_files
from measurements.models import ImportUnderWay
from meetings import forgetting as meetings
from strategy import attaching, autosave
from strategy.models import Reminder, RoundReminder


@dataclass(frozen=True, slots=True)
class RetainedData:
    """A kind of data that is kept for a while. name: as docs/privacy.md calls it."""

    name: str
    purge: Callable[..., int]


def old_mappings(*, now: datetime.datetime | None = None) -> int:
    """Close the mappings whose last day has passed: that deletes everybody's own answers."""
    return close_overdue(timezone.localdate(now) if now else timezone.localdate())


def old_history(*, now: datetime.datetime | None = None) -> int:
    """What rows were before they were changed, and who changed them; 0 days keep it for ever."""
    if not settings.HISTORY_KEEP_DAYS:
        return 0
    oldest = before(settings.HISTORY_KEEP_DAYS, now)
    return sum(
        history.objects.filter(history_date__lt=oldest).delete()[0] for history in histories()
    )


def histories() -> list[Any]:
    """The tables of former rows."""
    found = []
    for model in apps.get_models():
        if hasattr(model._meta, "simple_history_manager_attribute"):
            get_history_manager_for_model(model)
            found.append(get_history_model_for_model(model))
    return found


def old_admin_log(*, now: datetime.datetime | None = None) -> int:
    """What the administration keeps of changes made there."""
    oldest = before(settings.SECURITY_LOG_DAYS, now)
    return LogEntry.objects.filter(action_time__lt=oldest).delete()[0]


def old_reminders(*, now: datetime.datetime | None = None) -> int:
    """Who has been reminded of what, when the day of it is long past."""
    oldest = timezone.localdate(before(settings.REMINDER_KEEP_DAYS, now))
    count = Reminder.objects.filter(deadline_on__lt=oldest, sent_at__date__lt=oldest).delete()[0]
    return count + RoundReminder.objects.filter(sent_on__lt=oldest).delete()[0]


def old_work(*, now: datetime.datetime | None = None) -> int:
    """Work done in the background, and large files that nobody read in after all."""
    oldest = before(settings.BACKGROUND_WORK_KEEP_DAYS, now)
    left = ImportUnderWay.objects.filter(received_at__lt=oldest)
    count = left.exclude(stage=ImportUnderWay.Stage.DONE).delete()[0]
    return count + DBTaskResult.objects.filter(finished_at__lt=oldest).delete()[0]


#: In the order in which they are taken away: who is told of goes after what tells of them.
KEPT = (
    RetainedData("sessions", accounts.ended_sessions),
    RetainedData("attempts to sign in", accounts.old_attempts),
    RetainedData("access keys", accounts.old_keys),
    RetainedData("closed accounts", accounts.closed_accounts),
    RetainedData("security log", security_log.purge),
    RetainedData("log of the administration", old_admin_log),
    RetainedData("history of rows", old_history),
    RetainedData("meetings and minutes", meetings.old_meetings),
    RetainedData("answers of mappings", old_mappings),
    RetainedData("autosaved texts", autosave.purge),
    RetainedData("attachments that belong to nothing", attaching.purge),
    RetainedData("imported files", raw_files.purge),
    RetainedData("uploads between preview and confirmation", uploads.purge),
    RetainedData("papers made to be fetched", batch.purge),
    RetainedData("reminders sent", old_reminders),
    RetainedData("work in the background", old_work),
)
