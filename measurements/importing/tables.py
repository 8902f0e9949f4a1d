"""Many rows at once into a table, the fastest way each database has."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from django.db import connection, models

#: How many rows PostgreSQL is sent at a time: it stores them while the next are made.
AT_A_TIME = 500


def fill(
    cursor, model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]
) -> None:
    """Put new rows into a model's table. In a column of text, None and "" are both the empty text.

    COPY on PostgreSQL, one prepared statement elsewhere.
    """
    fill_table(cursor, model._meta.db_table, columns, rows, texts=_texts(model))


def fill_table(
    cursor,
    table: str,
    columns: Sequence[str],
    rows: Iterable[Sequence[Any]],
    *,
    texts: frozenset[str],
) -> None:
    """The same for a table without a model. texts: those of its columns that are never NULL."""
    names = _names(columns)
    if connection.vendor == "postgresql":
        # Written by the csv module, in C, where NULL and "" look the same: hence the last option.
        never_null = _names([name for name in columns if name in texts])
        options = "FORMAT csv" + (f", FORCE_NOT_NULL ({never_null})" if never_null else "")
        statement = f'COPY "{table}" ({names}) FROM STDIN ({options})'
        cursor.copy_expert(statement, _Lines(rows))
        return
    marks = ", ".join(["%s"] * len(columns))
    statement = f'INSERT INTO "{table}" ({names}) VALUES ({marks})'  # noqa: S608 - our own names
    cursor.executemany(statement, rows)


def replace(
    cursor, model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]
) -> None:
    """Give rows that are there new values. Each row of `rows` begins with the primary key."""
    table, names = model._meta.db_table, _names(columns)
    cursor.execute(
        f'CREATE TEMPORARY TABLE incoming AS SELECT id, {names} FROM "{table}" WHERE false'  # noqa: S608 - our own names
    )
    fill_table(cursor, "incoming", ("id", *columns), rows, texts=_texts(model))
    cursor.execute("CREATE UNIQUE INDEX incoming_id ON incoming (id)")
    cursor.execute("ANALYZE incoming")
    given = ", ".join(f'"{name}" = incoming."{name}"' for name in columns)
    cursor.execute(f'UPDATE "{table}" SET {given} FROM incoming WHERE "{table}".id = incoming.id')  # noqa: S608
    cursor.execute("DROP TABLE incoming")


def new_keys(cursor, model: type[models.Model], count: int) -> Iterable[int]:
    """Primary keys for so many new rows, which nobody else is given.

    Known before the rows are written, they need not be asked for afterwards.
    """
    table = model._meta.db_table
    if connection.vendor == "postgresql":
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
            [f'"{table}"', count],
        )
        return [key for (key,) in cursor.fetchall()]
    # The transaction is IMMEDIATE: nobody else writes. SQLite itself remembers the largest key.
    cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
    last = cursor.fetchone()
    first = last[0] + 1 if last else 1
    return range(first, first + count)


def _names(columns: Iterable[str]) -> str:
    return ", ".join(f'"{name}"' for name in columns)


def _texts(model: type[models.Model]) -> frozenset[str]:
    kinds = (models.CharField, models.TextField)
    return frozenset(field.column for field in model._meta.fields if isinstance(field, kinds))


class _Lines:
    """Rows as lines of csv, made as COPY reads them."""

    def __init__(self, rows: Iterable[Sequence[Any]]) -> None:
        self.rows: Iterator[Sequence[Any]] = iter(rows)

    def read(self, _size: int) -> bytes:
        text = io.StringIO(newline="")
        # Its default end of line, \r\n, makes the writer quote text with either sign in it.
        csv.writer(text).writerows(islice(self.rows, AT_A_TIME))
        return text.getvalue().encode()
