"""What the database of this app has besides what models say: put up by its migrations."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from accounts import append_only


def _guard(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    append_only.guard(schema_editor.connection)


def _lift(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    append_only.lift(schema_editor.connection)


#: The last operations of the app's initial migration.
OPERATIONS = [migrations.RunPython(_guard, _lift)]
