import logging
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from config.planner import look_again
from dashboards.retention import KEPT

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "Take away what has been kept as long as it may be; to be run once a day."

    def handle(self, *, verbosity: int, **options: Any) -> None:
        failed = []
        for kept in KEPT:
            try:
                count = kept.purge()
            except Exception:  # the others are to go all the same
                logger.exception("Could not take away: %s", kept.name)
                failed.append(kept.name)
                continue
            if verbosity:
                self.stdout.write(f"{kept.name}: {count}")
        look_again()
        if failed:
            raise CommandError("Could not take away: " + ", ".join(failed))
