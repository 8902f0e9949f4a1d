"""What the worker looks after by itself, about once a minute, beside its tasks.

Apps add theirs in their AppConfig: `upkeep.JOBS["standings"] = …`. A job is called without
arguments, does nothing where nothing is wrong, and may fail: that is logged, and it is tried again.
"""

import logging
import threading
from collections.abc import Callable

from django.db import close_old_connections, connection

logger = logging.getLogger(__name__)

EVERY = 60  # seconds

JOBS: dict[str, Callable[[], object]] = {}


def run_all() -> None:
    """Run every job once."""
    for name, job in JOBS.items():
        try:
            job()
        except Exception:
            logger.exception("Upkeep of %s failed; it is tried again", name)


def run_beside(stopped: threading.Event) -> threading.Thread:
    """Begin to run the jobs again and again, on a thread of their own, until `stopped` is set."""

    def run() -> None:
        while not stopped.wait(EVERY):
            close_old_connections()
            run_all()
            connection.close()

    thread = threading.Thread(target=run, name="upkeep", daemon=True)
    thread.start()
    return thread
