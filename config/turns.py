"""Work that has to wait for its turn: whether the database let it wait for too long."""

from django.db import OperationalError

#: Seconds an import in PostgreSQL waits for others; SQLite has its own in the settings.
PATIENCE = 10
LOCK_NOT_AVAILABLE = "55P03"


def waited_too_long(error: OperationalError) -> bool:
    """Whether it says that somebody else had the lock, in the words of either database."""
    waited = getattr(error.__cause__, "pgcode", "") == LOCK_NOT_AVAILABLE
    return waited or "database is locked" in str(error)
