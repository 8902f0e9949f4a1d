"""The jobs of `upkeep` run by their time: claimed, run, noted; what was missed is run once.

The row of a job is the truth: it is due since `due_at` until a run of it went well, and it is tried
again at `try_at`. So neither a restart nor a night without power loses a job, nor runs it twice.
"""

import datetime
import logging
from collections.abc import Callable

from django.core.management.base import CommandError
from django.db.models import Q
from django.utils import timezone

from config import request_ids, upkeep
from config.models import RegularJob

logger = logging.getLogger(__name__)

MINUTE = datetime.timedelta(minutes=1)
#: How long after it failed a job of the day is tried again.
TRIED_AGAIN_AFTER = datetime.timedelta(minutes=15)
#: How late a job may be before `/healthz/ready` tells of it: of every minute, and of the day.
LATE_EVERY_MINUTE, LATE_OF_THE_DAY = datetime.timedelta(minutes=10), datetime.timedelta(hours=2)

Outcome = RegularJob.Outcome


def begin(now: datetime.datetime | None = None) -> None:
    """Have a row for each job that is to run, and none for others; times as the settings say now.

    A job never seen before is due at its next time. Nothing is due later than its next time, even
    where the clock has stood wrong.
    """
    now = now or timezone.now()
    wanted = {
        name: following for name, job in upkeep.JOBS.items() if (following := _next(job, now))
    }
    RegularJob.objects.exclude(name__in=wanted).delete()
    for name, following in wanted.items():
        timetable = upkeep.JOBS[name].timetable
        row, is_new = RegularJob.objects.get_or_create(
            name=name, defaults={"timetable": timetable, "due_at": following, "try_at": following}
        )
        if is_new:
            continue
        changed = row.timetable != timetable and row.due_at > now
        due, tried = (
            following if changed else min(at, following) for at in (row.due_at, row.try_at)
        )
        RegularJob.objects.filter(pk=name).update(timetable=timetable, due_at=due, try_at=tried)


def run_due(*, minutely: bool, still: Callable[[], bool] = lambda: True) -> list[str]:
    """Run what is due of those of every minute, or of the others, the longest waiting first.

    still: whether to go on with the next. The names of those run.
    """
    now = timezone.now()
    due = RegularJob.objects.filter(try_at__lte=now).order_by("due_at", "name")
    ran = []
    for name in due.values_list("name", flat=True):
        job = upkeep.JOBS.get(name)
        if job and (job.at == "") == minutely and still() and _claim(name, now):
            with request_ids.numbered():
                _run(name, job)
            ran.append(name)
    return ran


def cut_short() -> None:
    """Give back what was under way when its process ended: it is tried again at once."""
    RegularJob.objects.filter(outcome=Outcome.UNDER_WAY).update(
        outcome=Outcome.CUT_SHORT, finished_at=timezone.now(), try_at=timezone.now()
    )


def overdue() -> list[str]:
    """The names of the jobs that should long have gone well, in the order of the alphabet."""
    now = timezone.now()
    minutely = [name for name, job in upkeep.JOBS.items() if not job.at]
    late = Q(name__in=minutely, due_at__lt=now - LATE_EVERY_MINUTE)
    late |= Q(due_at__lt=now - LATE_OF_THE_DAY)
    found = RegularJob.objects.filter(late, name__in=upkeep.JOBS)
    return sorted(found.values_list("name", flat=True))


def _next(job: upkeep.Job, now: datetime.datetime) -> datetime.datetime | None:
    return job.times.next_after(now) if job.times is not None else now + MINUTE


def _claim(name: str, now: datetime.datetime) -> bool:
    """Begin a run, unless another has begun it meanwhile."""
    row = RegularJob.objects.filter(pk=name, try_at__lte=now)
    begun = {"outcome": Outcome.UNDER_WAY, "started_at": timezone.now(), "finished_at": None}
    return bool(row.update(try_at=timezone.now() + TRIED_AGAIN_AFTER, fault="", **begun))


def _run(name: str, job: upkeep.Job) -> None:
    try:
        job.run()
    except Exception as error:
        if job.at:
            logger.exception("%s failed; it is tried again in a quarter of an hour", name)
        else:
            logger.exception("Upkeep of %s failed; it is tried again", name)
        _note(name, job, fault=_told(error))
    else:
        _note(name, job)


def _note(name: str, job: upkeep.Job, *, fault: str = "") -> None:
    now = timezone.now()
    following = _next(job, now) or now
    noted = {"outcome": Outcome.FAILED if fault else Outcome.DONE, "finished_at": now}
    if fault:
        again = now + (TRIED_AGAIN_AFTER if job.at else MINUTE)
        times = {"try_at": min(again, following)}
    else:
        times = {"due_at": following, "try_at": following, "went_well_at": now}
    RegularJob.objects.filter(pk=name).update(fault=fault[:200], **noted, **times)


def _told(error: Exception) -> str:
    """What went wrong, without what an error of the database may quote of a person."""
    return str(error) if isinstance(error, CommandError) else type(error).__name__
