"""Many rows at once into a table, the fastest way each database has."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import Any

from django.db import connection, models
from django.db.backends.utils import CursorWrapper

from config.planner import look_again_at

#: How many rows PostgreSQL is sent at a time: it stores them while the next are made.
AT_A_TIME = 500


def fill(
    cursor: CursorWrapper,
    model: type[models.Model],
    columns: Sequence[str],
    rows: Iterable[Sequence[Any]],
) -> None:
    """Put new rows into a model's table. In a column of text, None is the empty text."""
    if connection.vendor == "postgresql":
        _copy(cursor, model, model._meta.db_table, columns, rows)
        look_again_at(model, rows=cursor.rowcount)
        return
    _insert(cursor, model, columns, rows, alike={})


def fill_columns(
    cursor: CursorWrapper, model: type[models.Model], columns: Mapping[str, Sequence[Any]]
) -> None:
    """Put new rows into a model's table, told column by column, each as long as the others."""
    if connection.vendor == "postgresql":
        fill(cursor, model, tuple(columns), zip(*columns.values(), strict=True))
        return
    # Each value sent to SQLite costs something, so what all rows say alike is sent once.
    _first, *others = columns
    alike = {
        name: columns[name][0]
        for name in others
        if columns[name] and columns[name].count(columns[name][0]) == len(columns[name])
    }
    differing = [name for name in columns if name not in alike]
    rows = zip(*(columns[name] for name in differing), strict=True)
    _insert(cursor, model, differing, rows, alike=alike)


def replace(
    cursor: CursorWrapper,
    model: type[models.Model],
    columns: Sequence[str],
    rows: Iterable[Sequence[Any]],
) -> None:
    """Give rows that are there new values. Each row of `rows` begins with the primary key."""
    table = model._meta.db_table
    given = ", ".join(f'"{name}" = incoming."{name}"' for name in columns)
    with _incoming(cursor, model, ("id", *columns), rows):
        cursor.execute("CREATE UNIQUE INDEX incoming_id ON incoming (id)")
        cursor.execute("ANALYZE incoming")
        cursor.execute(
            f'UPDATE "{table}" SET {given} FROM incoming WHERE "{table}".id = incoming.id'  # noqa: S608 - our own names
        )
        look_again_at(model, rows=cursor.rowcount)


def delete(cursor: CursorWrapper, rows: models.QuerySet[Any]) -> int:
    """Delete rows, and what is deleted along with them, unseen; how many rows there were.

    Django would fetch each first, to look for what else it may be in the way of. The database
    refuses, too, when something is left that refers to them.
    """
    keys, parameters = rows.order_by().values("pk").query.sql_with_params()
    for relation in rows.model._meta.related_objects:
        if relation.on_delete is models.CASCADE:
            table, column = relation.related_model._meta.db_table, relation.field.column
            cursor.execute(f'DELETE FROM "{table}" WHERE "{column}" IN ({keys})', parameters)  # noqa: S608 - our own names
    cursor.execute(f'DELETE FROM "{rows.model._meta.db_table}" WHERE id IN ({keys})', parameters)  # noqa: S608 - our own names
    count = int(cursor.rowcount)
    look_again_at(rows.model, rows=count)
    return count


def _insert(
    cursor: CursorWrapper,
    model: type[models.Model],
    columns: Sequence[str],
    rows: Iterable[Sequence[Any]],
    *,
    alike: Mapping[str, Any],
) -> None:
    """New rows for SQLite; alike: what further columns say in all of them.

    By way of a bare table: a statement that has constraints and indexes to look after costs more
    than the row does, and so it is one statement.
    """
    told, names = _names((*columns, *alike)), _names(columns)
    marks = ", %s" * len(alike)
    with _incoming(cursor, model, columns, rows):
        cursor.execute(
            f'INSERT INTO "{model._meta.db_table}" ({told}) SELECT {names}{marks} FROM incoming',  # noqa: S608 - our own names
            [*alike.values()],
        )


@contextmanager
def _incoming(
    cursor: CursorWrapper,
    model: type[models.Model],
    columns: Sequence[str],
    rows: Iterable[Sequence[Any]],
) -> Iterator[None]:
    """A temporary table with these rows, and the model's columns but none of its constraints."""
    names = _names(columns)
    cursor.execute(
        f'CREATE TEMPORARY TABLE incoming AS SELECT {names} FROM "{model._meta.db_table}" WHERE false'  # noqa: E501, S608 - our own names
    )
    if connection.vendor == "postgresql":
        _copy(cursor, model, "incoming", columns, rows)
    else:
        marks = ", ".join(["%s"] * len(columns))
        cursor.executemany(f"INSERT INTO incoming ({names}) VALUES ({marks})", rows)  # type: ignore[arg-type]  # noqa: S608 - our own names; drivers take any iterable
    yield
    cursor.execute("DROP TABLE incoming")


def _copy(
    cursor: CursorWrapper,
    model: type[models.Model],
    table: str,
    columns: Sequence[str],
    rows: Iterable[Sequence[Any]],
) -> None:
    # Written by the csv module, in C, where NULL and "" look the same: hence FORCE_NOT_NULL.
    texts = _names(name for name in columns if name in _texts(model))
    options = "FORMAT csv" + (f", FORCE_NOT_NULL ({texts})" if texts else "")
    statement = f'COPY "{table}" ({_names(columns)}) FROM STDIN ({options})'
    with connection.wrap_database_errors:  # Django knows nothing of this method
        cursor.copy_expert(statement, _Lines(rows))


def _names(columns: Iterable[str]) -> str:
    return ", ".join(f'"{name}"' for name in columns)


def _texts(model: type[models.Model]) -> frozenset[str]:
    kinds = (models.CharField, models.TextField)
    return frozenset(
        field.column
        for field in model._meta.fields
        if field.column is not None and isinstance(field, kinds)
    )


class _Lines:
    """Rows as lines of csv, made as COPY reads them."""

    def __init__(self, rows: Iterable[Sequence[Any]]) -> None:
        self.rows: Iterator[Sequence[Any]] = iter(rows)

    def read(self, _size: int) -> bytes:
        text = io.StringIO(newline="")
        # Its default end of line, \r\n, makes the writer quote text with either sign in it.
        csv.writer(text).writerows(islice(self.rows, AT_A_TIME))
        return text.getvalue().encode()
