import os
import platform
from typing import Any

from django.conf import settings
from django.core.management import CommandParser
from django.core.management.base import BaseCommand
from django.db import connections
from django.utils.crypto import get_random_string

from config import leases, running, workers
from config.supervising import Tended, keep_running


class Command(BaseCommand):
    help = "Do all that runs by itself: tasks, mail, and the jobs of every minute and every night."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--queues", type=int, default=1, help="how many processes take tasks (default: 1)"
        )

    def handle(self, *, queues: int, **options: Any) -> None:
        me = f"{platform.node()[:20]}-{os.getpid()}-{get_random_string(8)}"
        takers = [f"{workers.OURS}{me}-{number}" for number in range(1, queues + 1)]
        kept = [Tended("jobs", lambda: workers.lead(me))]
        kept += [Tended(f"tasks {one}", _taking(one)) for one in takers]
        connections.close_all()  # each process has its own
        if not keep_running(kept, patience=settings.WORK_STOP_SECONDS):
            workers.tried("give back what was under way", lambda: _give_back(me, takers))


def _taking(worker_id: str) -> Any:
    return lambda: workers.take_tasks(worker_id)


def _give_back(me: str, takers: list[str]) -> None:
    """What was killed because it took too long to end is begun again by the next."""
    if leases.take(workers.LEADER, me):
        running.cut_short()
        leases.give_up(workers.LEADER, me)
    for worker_id in takers:
        workers.give_back_of(worker_id)
        leases.give_up(worker_id, worker_id)
