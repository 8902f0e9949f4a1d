"""What is deleted is to be gone from the database's files, too, as far as the database can do it.

A deleted row is only marked as free at first. SQLite is told to overwrite it, and to empty the log
of changes beside the database; PostgreSQL is told to clean the table at once, not some day.
Backups taken while a mapping was open hold its answers until they are thrown away: see
docs/leadership.md.
"""

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper


def overwrite_deleted_rows(connection: BaseDatabaseWrapper) -> None:
    """From here on, let this connection overwrite what it deletes."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA secure_delete = ON")


def forget_deleted_rows() -> None:
    """After the deletion is final: leave no trace of the answers in logs and free pages."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        elif not connection.in_atomic_block:
            cursor.execute("VACUUM leadership_answer")
