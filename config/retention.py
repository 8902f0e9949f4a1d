"""What takes personal data away when they have been kept long enough: docs/privacy.md in code.

Each app adds its own in its AppConfig, `retention.KINDS["security log"] = …`, by the name that
docs/privacy.md has for it. It is called without arguments, takes away what is older than the
settings say, and answers how much that was. So what tells of people goes before the people do.
"""

import logging
from collections.abc import Callable

from django.core.management.base import CommandError

from config.planner import look_again

logger = logging.getLogger(__name__)

KINDS: dict[str, Callable[[], int]] = {}


def purge_all() -> dict[str, int]:
    """Take away what is old of every kind; how much, by kind. Raises CommandError if one failed."""
    gone: dict[str, int] = {}
    failed = []
    for name, purge in KINDS.items():
        try:
            gone[name] = purge()
        except Exception:  # the others are to go all the same
            logger.exception("Could not take away: %s", name)
            failed.append(name)
    look_again()
    if failed:
        raise CommandError("Could not take away: " + ", ".join(failed))
    return gone
