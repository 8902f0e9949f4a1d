"""What PostgreSQL knows of the tables when it plans a query.

Its own autovacuum looks once a minute for tables of which a tenth has changed: until then forty new
topics cost a page of a cluster a second. After a restore it knows nothing at all. SQLite plans
without.
"""

import threading

from django.db import connection, models, transaction

#: So many rows at once are worth counting a table anew, which takes a tenth of a second.
MANY = 10_000


class _Waiting(threading.local):
    """Tables to be counted when the transaction of this thread is committed.

    One that is taken back leaves them behind: the next counts a table too many.
    """

    def __init__(self) -> None:
        self.tables: set[str] = set()


_waiting = _Waiting()


def look_again() -> None:
    """Have every table counted anew: after a restore, and once a night."""
    _analyze("")


def look_again_at(model: type[models.Model], *, rows: int) -> None:
    """Have a model's table counted anew once a large write to it is committed.

    And those its rows refer to: they are small, a few rows more are many there, and most plans
    hang on them.
    """
    if rows < MANY:
        return
    referred = [field.related_model for field in model._meta.concrete_fields]
    known = [one for one in (model, *referred) if isinstance(one, type)]
    _waiting.tables |= {one._meta.db_table for one in known}
    transaction.on_commit(_look_at_waiting, robust=True)


def _look_at_waiting() -> None:
    """Once, however often one transaction has asked for it."""
    tables = sorted(_waiting.tables)
    _waiting.tables.clear()
    if tables:
        _analyze(", ".join(map(connection.ops.quote_name, tables)))


def _analyze(tables: str) -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"ANALYZE {tables}")
