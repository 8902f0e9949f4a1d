"""Whether anything has changed: a token for each group of tables, new with every write to them.

The database itself gives the new token, by triggers, in the transaction of the write; so no door
can be forgotten: forms, imports that stream, updates of many rows, a console. What was worked out
from some tables is still true as long as their token is the same. Which group a table is in, and
which says nothing new, its app declares (`config.data_tables`). Tokens are random, so that a
transaction taken back never leaves one behind that somebody else is given later.
"""

from pathlib import Path
from uuid import uuid4

from django.apps import AppConfig, apps
from django.conf import settings
from django.db import connections, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper
from django.utils.translation import gettext_lazy as _

from config.data_tables import DataTables

#: What was never noted is no version of anything.
UNKNOWN = ""

_FUNCTION = """
CREATE OR REPLACE FUNCTION note_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE institutions_dataversion SET token = gen_random_uuid()::text WHERE name = TG_ARGV[0];
  RETURN NULL;
END $$
"""
#: One for a statement, however many rows it writes.
_ON_POSTGRESQL = (
    'CREATE TRIGGER "{trigger}" AFTER {event} ON "{table}" '
    "FOR EACH STATEMENT EXECUTE FUNCTION note_change('{name}')"
)
#: SQLite has triggers for rows only.
_ON_SQLITE = (
    'CREATE TRIGGER "{trigger}" AFTER {event} ON "{table}" BEGIN '
    "UPDATE institutions_dataversion SET token = lower(hex(randomblob(16))) "
    "WHERE name = '{name}'; END"
)


class DataVersion(models.Model):
    """The token of a group of tables (Danish: dataversion)."""

    name = models.CharField(_("name"), max_length=40, primary_key=True)
    token = models.CharField(_("token"), max_length=64, default=UNKNOWN)

    class Meta:
        verbose_name = _("version of the data")
        verbose_name_plural = _("versions of the data")

    def __str__(self) -> str:
        return f"{self.name}: {self.token}"


def versions() -> dict[str, str]:
    """Every group's token, in one query."""
    return dict(DataVersion.objects.values_list("name", "token"))


def group_of(model: type[models.Model]) -> str | None:
    """The group a model's table is in; None where its changes are not noted.

    Tables of change histories are copies; those of other people's apps are not shown on pages.
    """
    app = apps.get_app_config(model._meta.app_label)
    is_ours = Path(app.path).parent == settings.BASE_DIR
    tables, name = _tables_of(model), model.__name__
    if not is_ours or name in tables.quiet or name.startswith("Historical"):
        return None
    return tables.groups.get(name, app.label)


def is_derived(model: type[models.Model]) -> bool:
    """Whether its rows follow from others, and are worked out anew without one of them."""
    return model.__name__ in _tables_of(model).derived


def _tables_of(model: type[models.Model]) -> DataTables:
    """What the model's app says of its tables."""
    return getattr(apps.get_app_config(model._meta.app_label), "data_tables", DataTables())


def _groups() -> set[str]:
    """Every group that an app puts tables in by name."""
    said = (getattr(app, "data_tables", DataTables()) for app in apps.get_app_configs())
    return {group for tables in said for group in tables.groups.values()}


def note_changes(sender: AppConfig, using: str, **kwargs: object) -> None:
    """Have the database note changes of an app's tables (a receiver of `post_migrate`).

    After each migration, since SQLite loses the triggers of a table that is made anew.
    """
    connection = connections[using]
    there = set(connection.introspection.table_names())
    if DataVersion._meta.db_table not in there:
        return
    models_of_app = list(sender.get_models(include_auto_created=True))
    noted = [(model, group_of(model)) for model in models_of_app]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_FUNCTION)
        for model, name in noted:
            if name and model._meta.managed and model._meta.db_table in there:
                _install(cursor, model, name, on_postgresql=connection.vendor == "postgresql")
    for name in {*filter(None, (name for _model, name in noted)), *_groups()}:
        token = {"token": uuid4().hex}
        DataVersion.objects.using(using).get_or_create(name=name, defaults=token)


def forget_changes(connection: BaseDatabaseWrapper) -> None:
    """Have the database note nothing any more: for the migration that takes its table away."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("DROP FUNCTION IF EXISTS note_change() CASCADE")
            return
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        for (name,) in cursor.fetchall():
            if name.endswith("_noted"):
                cursor.execute(f'DROP TRIGGER "{name}"')


def _install(
    cursor: CursorWrapper, model: type[models.Model], name: str, *, on_postgresql: bool
) -> None:
    table = model._meta.db_table
    columns = ", ".join(
        f'"{column}"' for column in _tables_of(model).columns.get(model.__name__, ())
    )
    for event in ("INSERT", "UPDATE", "DELETE"):
        trigger = f"{table}_{event.lower()}_noted"[-60:]
        of = f' ON "{table}"' if on_postgresql else ""
        cursor.execute(f'DROP TRIGGER IF EXISTS "{trigger}"{of}')
        when = f"UPDATE OF {columns}" if columns and event == "UPDATE" else event
        words = {"trigger": trigger, "event": when, "table": table, "name": name}
        cursor.execute((_ON_POSTGRESQL if on_postgresql else _ON_SQLITE).format(**words))
