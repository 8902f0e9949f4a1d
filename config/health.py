"""What must be there for the site to work, asked by `/healthz/ready`.

Apps add what only they can tell: `health.READINESS["standings"] = …` in their AppConfig.
"""

import datetime
import shutil
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db import DEFAULT_DB_ALIAS, OperationalError, connections, transaction
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from django_tasks_db.utils import is_locked_database_exception

from config.backups_kept import newest_is_young
from config.running import overdue

#: How long a task may wait for a worker before the worker is taken for dead.
PATIENCE = datetime.timedelta(minutes=5)
#: How long a task may be worked on before its worker is taken for dead: nothing else ends it.
LONGEST_TASK = datetime.timedelta(hours=1)


def missing() -> list[str]:
    """The names of what does not work, in the order of `READINESS`; asks for everything.

    Then the jobs that should long have gone well, as `job backup`.
    """
    told = [name for name, works in READINESS.items() if not _tries(works)]
    with suppress(Exception):  # the database is gone, which is told already
        told += [f"job {name}" for name in overdue()]
    return told


def _database_answers() -> bool:
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute("SELECT 1")
        return bool(cursor.fetchone() == (1,))


def _is_migrated() -> bool:
    executor = MigrationExecutor(connections[DEFAULT_DB_ALIAS])
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def _database_takes_writes() -> bool:
    """A write of no row: it fails where the database, its disk or the connection is read-only."""
    try:
        with transaction.atomic():
            ContentType.objects.filter(pk=-1).update(model="")
    except OperationalError as error:  # another writes just now, so one can
        return bool(is_locked_database_exception(error))
    return True


def _cache_answers() -> bool:
    cache.set("health", "ok", 10)
    return bool(cache.get("health") == "ok")


def _disk_has_room() -> bool:
    """The folder of files can be written to, and `DISK_FREE_MB` are left on its disk."""
    folder = Path(settings.MEDIA_ROOT)
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryFile(dir=folder) as probe:
        probe.write(b"probe")
    wanted: int = settings.DISK_FREE_MB * 1_000_000
    return shutil.disk_usage(folder).free >= wanted


def _worker_takes_tasks() -> bool:
    """A task that waits is no matter while another is worked on; one that a worker died over is."""
    now = timezone.now()
    waiting = DBTaskResult.objects.ready().filter(enqueued_at__lt=now - PATIENCE)
    at_work = DBTaskResult.objects.running().filter(started_at__gte=now - LONGEST_TASK)
    return not waiting.exists() or at_work.exists()


def _tries(works: Callable[[], bool]) -> bool:
    try:
        return works()
    except Exception:  # whatever is wrong, the answer is that it does not work
        return False


READINESS: dict[str, Callable[[], bool]] = {
    "database": _database_answers,
    "migrations": _is_migrated,
    "writing": _database_takes_writes,
    "cache": _cache_answers,
    "disk": _disk_has_room,
    "worker": _worker_takes_tasks,
    "backup": newest_is_young,
}
