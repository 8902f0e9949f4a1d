"""What `manage.py work` does in its processes: lead the jobs, and take tasks from the queue."""

import datetime
import logging
import signal
import threading
from collections.abc import Callable
from types import FrameType
from typing import TypeVar

from django.core.management import call_command
from django.db import close_old_connections, connections, transaction
from django.db.models.functions import Now
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from config import leases, running
from config.models import WorkLease

logger = logging.getLogger(__name__)

T = TypeVar("T")

LEADER = "leader"
LOOKED_EVERY = 10  # seconds between two looks at what is due
#: How the names of those begin that take tasks for `manage.py work`.
OURS = "work-"
#: So often a task is begun before its worker's death is taken for its own doing.
MOST_TRIES = 3
#: How long somebody must be gone before the task is given to another: the clock of a database that
#: was away has moved on, and who is well will have renewed by then.
SURELY_GONE = datetime.timedelta(minutes=1)


class Renewing:
    """A lease held by a thread for as long as a process works."""

    def __init__(self, name: str, holder: str) -> None:
        self.name, self.holder = name, holder
        self.held = threading.Event()
        self.over = threading.Event()
        self.thread = threading.Thread(target=self._renew, name=f"lease {name}", daemon=True)

    def begin(self) -> None:
        self.thread.start()

    def end(self) -> None:
        """Let others have it at once."""
        self.over.set()
        self.thread.join(leases.RENEWED_EVERY)
        self.held.clear()
        tried("give up the lease", lambda: leases.give_up(self.name, self.holder))

    def _renew(self) -> None:
        while not self.over.is_set():
            if tried("renew the lease", lambda: leases.take(self.name, self.holder)):
                self.held.set()
            else:
                self.held.clear()
            connections.close_all()
            self.over.wait(leases.RENEWED_EVERY)


def lead(holder: str) -> None:
    """Run the jobs while nobody else does, until SIGTERM; the one under way is finished first."""
    stopping = threading.Event()

    def stop(number: int, frame: FrameType | None) -> None:
        stopping.set()

    signal.signal(signal.SIGTERM, stop)
    lease = Renewing(LEADER, holder)
    lease.begin()

    def still() -> bool:
        return lease.held.is_set() and not stopping.is_set()

    leading = threading.Event()

    def minutely() -> None:
        while not stopping.is_set():
            if leading.is_set():
                tried("do the upkeep", lambda: running.run_due(minutely=True, still=still))
                connections.close_all()
            stopping.wait(LOOKED_EVERY)

    beside = threading.Thread(target=minutely, name="upkeep", daemon=True)
    beside.start()
    while not stopping.is_set():
        if not still():
            leading.clear()
        elif leading.is_set() or tried("begin to lead", _begin):
            leading.set()
            tried("run the jobs", lambda: _run_of_the_day(still))
        connections.close_all()
        stopping.wait(LOOKED_EVERY if leading.is_set() else 1)
    beside.join()
    lease.end()


def take_tasks(worker_id: str) -> None:
    """Take tasks from the queue until SIGTERM; the one under way is finished first."""
    lease = Renewing(worker_id, worker_id)
    lease.begin()
    try:
        call_command("db_worker", reload=False, worker_id=worker_id, verbosity=1)
    finally:
        lease.end()


def give_back() -> int:
    """Let tasks be taken again whose worker is gone for good; how many.

    One that was begun for the third time is not: it may be what ends its workers.
    """
    if not _has_led_for_a_while():
        return 0
    WorkLease.objects.over(SURELY_GONE * 10).exclude(name=LEADER).delete()
    held = WorkLease.objects.filter(until__gte=Now() - SURELY_GONE)
    alive = set(held.values_list("name", flat=True))
    count = 0
    for task in DBTaskResult.objects.running():
        by = task.worker_ids[-1] if task.worker_ids else ""
        if by.startswith(OURS) and by not in alive:
            count += _give_back(task)
    return count


def give_back_of(worker_id: str) -> None:
    """Let the task of a worker be taken again that is known to have ended."""
    for task in DBTaskResult.objects.running():
        if task.worker_ids[-1:] == [worker_id]:
            _give_back(task)


def tried(what: str, act: Callable[[], T]) -> T | None:
    """What it answers; nothing where it fails, for a database comes back."""
    close_old_connections()
    try:
        return act()
    except Exception:
        logger.exception("Could not %s; it is tried again", what)
        return None


def _begin() -> bool:
    running.cut_short()  # who led before is gone
    running.begin()
    return True


def _run_of_the_day(still: Callable[[], bool]) -> None:
    running.begin()  # the clock may have been set
    running.run_due(minutely=False, still=still)


def _has_led_for_a_while() -> bool:
    return WorkLease.objects.filter(name=LEADER, since__lt=Now() - SURELY_GONE).exists()


def _give_back(task: "DBTaskResult[..., object]") -> bool:
    same = DBTaskResult.objects.running().filter(pk=task.pk, started_at=task.started_at)
    with transaction.atomic():
        if len(task.worker_ids) >= MOST_TRIES:
            logger.error("Task %s ended its worker %s times and is given up", task.pk, MOST_TRIES)
            return bool(same.update(status="FAILED", finished_at=timezone.now()))
        logger.warning("Task %s was left by its worker and is given back", task.pk)
        return bool(same.update(status="READY", started_at=None))
