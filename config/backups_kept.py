"""The backups that are made by themselves: one after another in BACKUP_DIR, the old ones go."""

import datetime
import re
import shutil
from pathlib import Path

from django.conf import settings
from django.core.management.base import CommandError
from django.utils import timezone

from config.backups import BackupFailed, write_backup
from config.models import RegularJob
from config.retention import before

_NAME = re.compile(r"ledestjernen-(\d{8}-\d{6})\.tar\.gz")
_MOMENT = "%Y%m%d-%H%M%S"  # in UTC: local time has one hour twice

#: For as long every backup is kept; of each day before, the last.
ALL_KEPT_FOR = datetime.timedelta(hours=48)


def make() -> Path:
    """Make a backup, then take away those that are no longer kept; where it lies.

    Raises CommandError where it cannot be made; then nothing was taken away either.
    """
    folder = Path(settings.BACKUP_DIR)
    now = timezone.now()
    path = folder / f"ledestjernen-{now.astimezone(datetime.UTC):{_MOMENT}}.tar.gz"
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        _clear_up_after_the_killed(folder, now)
        write_backup(path)
    except (OSError, BackupFailed) as fault:
        raise CommandError(f"No backup in {folder}: {fault}") from fault
    _forget_old(folder, now)
    return path


def made(folder: Path) -> dict[datetime.datetime, Path]:
    """The backups in a folder that were made by themselves, by when, the oldest first."""
    found = {}
    for path in folder.glob("ledestjernen-*.tar.gz"):
        if matched := _NAME.fullmatch(path.name):
            at = datetime.datetime.strptime(matched.group(1), _MOMENT).replace(tzinfo=datetime.UTC)
            found[at] = path
    return dict(sorted(found.items()))


def newest_is_young() -> bool:
    """Whether the newest backup is younger than BACKUP_MAX_AGE_HOURS; asked by `/healthz/ready`.

    Where another machine has the folder, what the database knows counts. Before the first is due,
    none is missed.
    """
    job = RegularJob.objects.filter(pk="backup").first()
    if job is None or not settings.BACKUP_MAX_AGE_HOURS:
        return True
    oldest = timezone.now() - datetime.timedelta(hours=settings.BACKUP_MAX_AGE_HOURS)
    folder = Path(settings.BACKUP_DIR)
    if not folder.is_dir() or job.went_well_at is None:
        return job.due_at > oldest if job.went_well_at is None else job.went_well_at > oldest
    return max(made(folder), default=oldest) > oldest


def _clear_up_after_the_killed(folder: Path, now: datetime.datetime) -> None:
    """Take away what `write_backup` has left where its process was killed the day before."""
    yesterday = before(1, now).timestamp()
    for left in folder.glob(".backup*"):
        if left.stat().st_mtime < yesterday:
            shutil.rmtree(left, ignore_errors=True)


def _forget_old(folder: Path, now: datetime.datetime) -> None:
    of_the_day: dict[datetime.date, datetime.datetime] = {}
    there = made(folder)
    for at in there:
        of_the_day[timezone.localdate(at)] = at
    oldest = before(settings.BACKUP_KEEP_DAYS, now)
    for at, path in there.items():
        is_last = of_the_day[timezone.localdate(at)] == at
        if at <= oldest or (at <= now - ALL_KEPT_FOR and not is_last):
            path.unlink()
