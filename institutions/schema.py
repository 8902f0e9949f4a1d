"""What the database of this app has besides what models say: put up by its migrations."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from institutions import triggers


def _nothing(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """The triggers are put up after every migration (`note_changes`)."""


def _forget(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    triggers.forget_changes(schema_editor.connection)


#: The last operations of the app's initial migration: without its table no trigger can note there.
OPERATIONS = [migrations.RunPython(_nothing, _forget)]
