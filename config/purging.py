"""Taking away what has been kept long enough (`config.retention`), kind by kind."""

import logging

from django.core.management.base import CommandError

from config import retention
from config.models import TakenAway
from config.planner import look_again

logger = logging.getLogger(__name__)


def purge_all() -> dict[str, int]:
    """Take away what is old of every kind; how much, by kind. Raises CommandError if one failed."""
    gone: dict[str, int] = {}
    failed = []
    for name, kind in retention.KINDS.items():
        try:
            gone[name] = kind.take_away()
        except Exception:  # the others are to go all the same
            logger.exception("Could not take away: %s", name)
            failed.append(name)
    look_again()
    TakenAway.note(gone, failed)
    if failed:
        raise CommandError("Could not take away: " + ", ".join(failed))
    return gone
