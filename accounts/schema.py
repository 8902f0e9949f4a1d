"""What the database of this app has besides what models say: put up by its migrations."""

from django.db import migrations

from accounts import append_only


def _guard(apps, schema_editor) -> None:
    append_only.guard(schema_editor.connection)


def _lift(apps, schema_editor) -> None:
    append_only.lift(schema_editor.connection)


#: The last operations of the app's initial migration.
OPERATIONS = [migrations.RunPython(_guard, _lift)]
