"""Reading files in and taking them back, one after the other."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import OperationalError, connection

from config import turns
from imports.errors import Busy

#: The number of the lock that keeps imports in PostgreSQL one after the other.
LOCK = 7_110_411


def wait_for_other_imports() -> None:
    """Let imports happen one after the other, as SQLite's IMMEDIATE transactions do anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = %s", [f"{turns.PATIENCE}s"])
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


@contextmanager
def in_turn() -> Iterator[None]:
    """What is done in turn with other imports. Raises `Busy` when one has to wait too long."""
    try:
        yield
    except OperationalError as error:
        if not turns.waited_too_long(error):
            raise
        raise Busy from error
