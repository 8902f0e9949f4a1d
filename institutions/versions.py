"""Whether anything has changed: a token for each group of tables, new with every write to them.

The database itself gives the new token, by triggers, in the transaction of the write; so no door
can be forgotten: forms, imports that stream, updates of many rows, a console. What was worked out
from some tables is still true as long as their token is the same. Tokens are random, so that a
transaction taken back never leaves one behind that somebody else is given later.
"""

from collections.abc import Iterable
from uuid import uuid4

from django.apps import apps
from django.db import connections, models
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

#: The groups that apps have named.
_names: set[str] = set()

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


def note_changes(name: str, *, app: str, of: Iterable[str]) -> None:
    """Have the database note changes of these models (and “Model.field” of many to many).

    To be called when an app is ready; each migration looks after the triggers again, since SQLite
    loses them with a table that is made anew.
    """

    _names.add(name)

    def install(using: str, **kwargs) -> None:
        _install(name, [_table(app, model) for model in of], using=using)

    sender = apps.get_app_config(app)
    post_migrate.connect(
        install, sender=sender, weak=False, dispatch_uid=f"note_changes:{app}:{name}"
    )


def _table(app: str, name: str) -> str:
    model, _dot, field = name.partition(".")
    found = apps.get_model(app, model)
    if field:
        found = getattr(found, field).through
    return found._meta.db_table


def _install(name: str, tables: Iterable[str], *, using: str) -> None:
    connection = connections[using]
    there = set(connection.introspection.table_names())
    if DataVersion._meta.db_table not in there:
        return
    on_postgresql = connection.vendor == "postgresql"
    with connection.cursor() as cursor:
        if on_postgresql:
            cursor.execute(_FUNCTION)
        for table in there.intersection(tables):
            for event in ("INSERT", "UPDATE", "DELETE"):
                trigger = f"{table}_{event.lower()}_noted"[-60:]
                words = {"trigger": trigger, "event": event, "table": table, "name": name}
                of = f' ON "{table}"' if on_postgresql else ""
                cursor.execute(f'DROP TRIGGER IF EXISTS "{trigger}"{of}')
                cursor.execute((_ON_POSTGRESQL if on_postgresql else _ON_SQLITE).format(**words))
    for known in sorted(_names):
        token = {"token": uuid4().hex}
        DataVersion.objects.using(using).get_or_create(name=known, defaults=token)
