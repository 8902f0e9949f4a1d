"""The triggers that note every write to a table of ours; see `institutions.versions`."""

import secrets
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from django.apps import AppConfig, apps
from django.db import connections, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper

from config.data_tables import DataTables
from institutions.versions import DataVersion, group_of, tables_of

#: Tokens are drawn below this, so that a sum of 60,000 of them is a whole number of the database.
BITS = 47

_TOKEN = {
    "postgresql": f"floor(random() * {2**BITS})::bigint",
    "sqlite": f"(random() & {2**BITS - 1})",
}
#: PostgreSQL: one function and one trigger for a statement, however many rows it writes.
_FUNCTION = """
CREATE OR REPLACE FUNCTION "{trigger}"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN {body} RETURN NULL; END $$
"""
_ON_POSTGRESQL = """
CREATE TRIGGER "{trigger}" AFTER {event} ON "{table}" {rows} FOR EACH STATEMENT
EXECUTE FUNCTION "{trigger}"()
"""
_ROWS = {
    "INSERT": "REFERENCING NEW TABLE AS new_rows",
    "UPDATE": "REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows",
    "DELETE": "REFERENCING OLD TABLE AS old_rows",
}
_REPLACE = "UPDATE institutions_dataversion SET token = {token} WHERE name = '{group}';"
_ADD = "INSERT INTO institutions_dataversion (name, place, token) VALUES ('{group}', '', {token});"
_ADD_PLACES = """
INSERT INTO institutions_dataversion (name, place, token) SELECT '{group}', place, {token}
FROM ({places}) AS places;
"""
#: SQLite has triggers for rows only, and one writer at a time: a token for each place is enough.
_ON_SQLITE = 'CREATE TRIGGER "{trigger}" AFTER {event} ON "{table}" BEGIN {body} END'
_REPLACE_AT = """
UPDATE institutions_dataversion SET token = {token} WHERE place = {place} AND name = '{group}';
INSERT INTO institutions_dataversion (name, place, token) SELECT '{group}', {place}, {token}
WHERE NOT EXISTS
(SELECT 1 FROM institutions_dataversion WHERE place = {place} AND name = '{group}');
"""


def note_changes(sender: AppConfig, using: str, **kwargs: object) -> None:
    """Have the database note changes of an app's tables (a receiver of `post_migrate`).

    After each migration, since SQLite loses the triggers of a table that is made anew.
    """
    connection = connections[using]
    there = set(connection.introspection.table_names())
    if DataVersion._meta.db_table not in there:
        return
    groups = set()
    with connection.cursor() as cursor:
        for model in sender.get_models(include_auto_created=True):
            group = group_of(model)
            if group and model._meta.managed and model._meta.db_table in there:
                groups.add(group)
                _install(cursor, model, group, vendor=connection.vendor)
    groups |= {group for app in apps.get_app_configs() for group in _named_by(app)}
    known = DataVersion.objects.using(using).filter(place="", name__in=groups)
    missing = groups - set(known.values_list("name", flat=True))
    DataVersion.objects.using(using).bulk_create(
        DataVersion(name=name, token=new_token()) for name in sorted(missing)
    )


def _named_by(app: AppConfig) -> set[str]:
    """The groups that an app puts tables in by name; others ask for them before its turn comes."""
    return set(getattr(app, "data_tables", DataTables()).groups.values())


def new_token() -> int:
    """A token as the database draws them."""
    return secrets.randbelow(2**BITS)


def forget_changes(connection: BaseDatabaseWrapper) -> None:
    """Have the database note nothing any more: for the migration that takes its table away."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT proname FROM pg_proc WHERE proname LIKE '%\\_noted'")
            for (name,) in cursor.fetchall():
                cursor.execute(f'DROP FUNCTION IF EXISTS "{name}"() CASCADE')
            return
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        for (name,) in cursor.fetchall():
            if name.endswith("_noted"):
                cursor.execute(f'DROP TRIGGER "{name}"')


def _install(cursor: CursorWrapper, model: type[models.Model], group: str, *, vendor: str) -> None:
    table = model._meta.db_table
    columns = ", ".join(
        f'"{column}"' for column in tables_of(model).columns.get(model.__name__, ())
    )
    for event in ("INSERT", "UPDATE", "DELETE"):
        trigger = f"{table}_{event.lower()}_noted"[-60:]
        words = {
            "trigger": trigger,
            "table": table,
            "event": f"UPDATE OF {columns}" if columns and event == "UPDATE" else event,
        }
        if vendor == "postgresql":
            body, rows = _body_on_postgresql(model, group, event)
            cursor.execute(f'DROP TRIGGER IF EXISTS "{trigger}" ON "{table}"')
            cursor.execute(_FUNCTION.format(body=body, **words))
            cursor.execute(_ON_POSTGRESQL.format(rows=rows, **words))
        else:
            cursor.execute(f'DROP TRIGGER IF EXISTS "{trigger}"')
            cursor.execute(_ON_SQLITE.format(body=_body_on_sqlite(model, group, event), **words))


def _body_on_postgresql(model: type[models.Model], group: str, event: str) -> tuple[str, str]:
    """What a statement leaves behind, and the rows that have to be at hand for it."""
    words = {"group": group, "token": _TOKEN["postgresql"]}
    ways = tables_of(model).places.get(model.__name__, ())
    if group != model._meta.db_table:
        return _REPLACE.format(**words), ""
    if not ways:
        return _ADD.format(**words), ""
    there = {"INSERT": ["new_rows"], "UPDATE": ["old_rows", "new_rows"], "DELETE": ["old_rows"]}
    places = " UNION ".join(
        f"SELECT {place_of(model, ways, row='r')} AS place FROM {rows} AS r"  # noqa: S608 - our own names
        for rows in there[event]
    )
    places = places if event == "UPDATE" else places.replace("SELECT", "SELECT DISTINCT", 1)
    return _ADD_PLACES.format(places=places, **words), _ROWS[event]


def _body_on_sqlite(model: type[models.Model], group: str, event: str) -> str:
    words = {"group": group, "token": _TOKEN["sqlite"]}
    ways = tables_of(model).places.get(model.__name__, ())
    rows = {"INSERT": ["NEW"], "UPDATE": ["OLD", "NEW"], "DELETE": ["OLD"]}[event]
    if group != model._meta.db_table or not ways:
        return _REPLACE.format(**words)
    return "".join(
        _REPLACE_AT.format(place=place_of(model, ways, row=row), **words) for row in rows
    )


def place_of(model: type[models.Model], ways: Sequence[str], *, row: str) -> str:
    """SQL for the place of a row, empty where none of the ways leads to one."""
    found = ", ".join(_at_the_end_of(model, way.split("__"), row) for way in ways)
    return f"COALESCE({found}, '')"


def _at_the_end_of(model: type[models.Model], way: Sequence[str], row: str) -> str:
    """SQL for the place at the end of a way of foreign keys, NULL where one is empty."""
    steps = list(_steps(model, way))
    letter = {"Institution": "i", "Cluster": "c"}[steps[-1].related_model.__name__]
    value = f'{row}."{steps[0].column}"'
    for before, step in pairwise(steps):
        target = before.related_model._meta
        value = f'(SELECT "{step.column}" FROM "{target.db_table}" WHERE id = {value})'  # noqa: S608 - our own names
    return f"'{letter}' || {value}"


def _steps(model: type[models.Model], way: Sequence[str]) -> Iterator[Any]:
    """The foreign keys of a way."""
    for name in way:
        field: Any = model._meta.get_field(name)
        yield field
        model = field.related_model
