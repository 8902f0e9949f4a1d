import logging
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from config import retention
from config.planner import look_again

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "Take away what has been kept as long as it may be; to be run once a day."

    def handle(self, *, verbosity: int, **options: Any) -> None:
        failed = []
        for name, purge in retention.KINDS.items():
            try:
                count = purge()
            except Exception:  # the others are to go all the same
                logger.exception("Could not take away: %s", name)
                failed.append(name)
                continue
            if verbosity:
                self.stdout.write(f"{name}: {count}")
        look_again()
        if failed:
            raise CommandError("Could not take away: " + ", ".join(failed))
