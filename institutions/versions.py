"""Whether anything has changed: a token for each group of tables, new with every write to them.

The database itself gives the new token, by triggers, in the transaction of the write; so no door
can be forgotten: forms, imports that stream, updates of many rows, a console. What was worked out
from some tables is still true as long as their token is the same. Tokens are random, so that a
transaction taken back never leaves one behind that somebody else is given later.
"""

from pathlib import Path
from uuid import uuid4

from django.apps import AppConfig, apps
from django.conf import settings
from django.db import connections, models
from django.utils.translation import gettext_lazy as _

#: What was never noted is no version of anything.
UNKNOWN = ""

#: Tables whose group is not their app. What standings follow from is told from the rest.
GROUPS = {
    "institutions.Placement": "placements",
    "measurements.Measurement": "figures",
    "measurements.Inspection": "figures",
    "measurements.ManualResult": "figures",
    "measurements.Instrument": "rules",
    "measurements.InstrumentVersion": "rules",
    "measurements.Topic": "rules",
    "measurements.Scale": "rules",
    "measurements.ScaleStep": "rules",
    "measurements.ScaleBand": "rules",
    "measurements.Indicator": "rules",
    "measurements.Indicator_topics": "rules",
    "measurements.Target": "rules",
    "strategy.Strategy": "strategies",
    "strategy.Goal": "strategies",
    "strategy.Method": "methods",
    "strategy.MethodUse": "methods",
}
#: Tables that say nothing new on pages: what others already tell of, and what is only for oneself.
QUIET = {
    "accounts.SecurityEvent",
    "accounts.SecurityLogLimit",
    "institutions.DataVersion",
    "measurements.Standing",
    "measurements.RowBlock",
    "measurements.Revision",
    "measurements.ImportUnderWay",
    "strategy.KeptText",
    "strategy.AutosavedText",
}
#: Where only some columns are shown: signing in writes to a person's row, too.
COLUMNS = {"accounts.User": ("name", "email", "is_active", "is_staff", "is_superuser")}

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
    label = model._meta.label
    app = apps.get_app_config(model._meta.app_label)
    is_ours = Path(app.path).parent == settings.BASE_DIR
    if not is_ours or label in QUIET or model.__name__.startswith("Historical"):
        return None
    return GROUPS.get(label, model._meta.app_label)


def note_changes(sender: AppConfig, using: str, **kwargs) -> None:
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
    for name in {*filter(None, (name for _model, name in noted)), *GROUPS.values()}:
        token = {"token": uuid4().hex}
        DataVersion.objects.using(using).get_or_create(name=name, defaults=token)


def _install(cursor, model: type[models.Model], name: str, *, on_postgresql: bool) -> None:
    table = model._meta.db_table
    columns = ", ".join(f'"{column}"' for column in COLUMNS.get(model._meta.label, ()))
    for event in ("INSERT", "UPDATE", "DELETE"):
        trigger = f"{table}_{event.lower()}_noted"[-60:]
        of = f' ON "{table}"' if on_postgresql else ""
        cursor.execute(f'DROP TRIGGER IF EXISTS "{trigger}"{of}')
        when = f"UPDATE OF {columns}" if columns and event == "UPDATE" else event
        words = {"trigger": trigger, "event": when, "table": table, "name": name}
        cursor.execute((_ON_POSTGRESQL if on_postgresql else _ON_SQLITE).format(**words))
