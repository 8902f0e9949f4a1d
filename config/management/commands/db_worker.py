import logging
import time
from typing import Any

from django.db import InterfaceError, OperationalError, connections
from django_tasks_db.management.commands import db_worker
from django_tasks_db.utils import is_locked_database_exception

from config.workers import give_back_of

logger = logging.getLogger(__name__)

#: Seconds before the database is asked again; each time twice as long, up to the last.
SHORTEST_PAUSE, LONGEST_PAUSE = 1, 30


class Command(db_worker.Command):
    """The package's worker, which outlives the database; `work` runs it beside the jobs.

    Its own way ends when the database restarts, or is kept locked for long by an import. Where the
    database is gone, `--batch` ends, too: whoever started it is there to be told. The task that was
    under way could not even be noted as failed; it is begun again.
    """

    def handle(self, **options: Any) -> None:
        pause, was_gone = SHORTEST_PAUSE, False
        while True:
            began = time.monotonic()
            try:
                if was_gone:
                    give_back_of(options["worker_id"])
                return super().handle(**options)
            except (OperationalError, InterfaceError) as error:
                if options["batch"] and not _is_only_busy(error):
                    raise
                was_gone = True
                pause = _next_pause(pause, lasted=time.monotonic() - began)
                logger.exception("The database is gone; asking again in %s s", pause)
                connections.close_all()
                time.sleep(pause)


def _is_only_busy(error: OperationalError | InterfaceError) -> bool:
    return isinstance(error, OperationalError) and is_locked_database_exception(error)


def _next_pause(pause: int, *, lasted: float) -> int:
    """Twice the pause before, unless the worker has worked for a while in between."""
    return SHORTEST_PAUSE if lasted > LONGEST_PAUSE else min(pause * 2, LONGEST_PAUSE)
