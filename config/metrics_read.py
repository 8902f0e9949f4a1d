"""What `/metrics` reads each time it is asked: health, disk, backups, jobs, tasks.

Of work that `manage.py work` does: its processes answer no requests, and the database knows it all.
"""

import shutil
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.models import Count, Min
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from config import health, running
from config.backups_kept import made
from config.metrics import Metric
from config.models import RegularJob

TASK_STATES = ("READY", "RUNNING", "FAILED", "SUCCESSFUL")


def of_health() -> Iterator[Metric]:
    """As `/healthz/ready` says it, each part for itself."""
    ill = set(health.missing_of(health.READINESS))
    samples = [({"part": name}, float(name not in ill)) for name in health.READINESS]
    yield Metric("ledestjernen_ready", "gauge", "Whether a part of the site is well.", samples)
    kind = [({"database": connection.vendor}, 1.0)]
    yield Metric("ledestjernen_info", "gauge", "What this installation runs on.", kind)


def of_disk() -> Iterator[Metric]:
    free = shutil.disk_usage(settings.VAR_DIR).free
    says = "Bytes left on the disk of VAR_DIR."
    yield Metric("ledestjernen_disk_free_bytes", "gauge", says, [({}, float(free))])


def of_backups() -> Iterator[Metric]:
    """How old the newest backup is; nothing before there is one."""
    ages = [(timezone.now() - at).total_seconds() for at in made(Path(settings.BACKUP_DIR))]
    if not ages:
        job = RegularJob.objects.filter(pk="backup").first()
        if job is not None and job.went_well_at is not None:  # another machine has the folder
            ages.append((timezone.now() - job.went_well_at).total_seconds())
    if ages:
        says = "Seconds since the newest backup was made."
        yield Metric("ledestjernen_backup_age_seconds", "gauge", says, [({}, min(ages))])


def of_jobs() -> Iterator[Metric]:
    """The jobs that run by themselves: when each went well last, and which are overdue."""
    jobs = list(RegularJob.objects.order_by("name"))
    late = set(running.overdue())
    well = [({"name": job.name}, job.went_well_at.timestamp()) for job in jobs if job.went_well_at]
    says = "When a job last went well, in seconds since 1970."
    yield Metric("ledestjernen_job_success_timestamp_seconds", "gauge", says, well)
    overdue = [({"name": job.name}, float(job.name in late)) for job in jobs]
    yield Metric(
        "ledestjernen_job_overdue", "gauge", "Whether a job should long have run.", overdue
    )


def of_tasks() -> Iterator[Metric]:
    counted = dict(DBTaskResult.objects.order_by().values_list("status").annotate(Count("pk")))
    samples = [({"state": name.lower()}, float(counted.get(name, 0))) for name in TASK_STATES]
    yield Metric("ledestjernen_tasks", "gauge", "Work beside the pages, by state.", samples)
    oldest = DBTaskResult.objects.ready().aggregate(at=Min("enqueued_at"))["at"]
    waited = (timezone.now() - oldest).total_seconds() if oldest else 0.0
    says = "Seconds that the oldest task has waited for a worker."
    yield Metric("ledestjernen_task_wait_seconds", "gauge", says, [({}, waited)])


READ: dict[str, Callable[[], Iterable[Metric]]] = {
    "health": of_health,
    "disk": of_disk,
    "backups": of_backups,
    "jobs": of_jobs,
    "tasks": of_tasks,
}
