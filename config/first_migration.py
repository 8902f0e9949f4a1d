"""The first migration of an app, which makes all of its tables."""

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import AddConstraint, AddField, AddIndex, AlterField, CreateModel
from django.db.migrations import Migration as DjangosMigration
from django.db.migrations.state import ProjectState

#: What a table that is made from the end of the migration has already.
IN_THE_TABLE = (AddConstraint, AddField, AddIndex, AlterField)


class FirstMigration(DjangosMigration):
    """Makes each table as it stands at the end of the migration.

    Django puts its models together anew for every operation, with all that they refer to: of an
    empty installation that is nine tenths of the time. Here it is done once an app.
    """

    def apply(
        self,
        project_state: ProjectState,
        schema_editor: BaseDatabaseSchemaEditor,
        collect_sql: bool = False,
    ) -> ProjectState:
        """As Django's: give the state after the migration."""
        state = project_state.clone()
        if "apps" in vars(state):
            del state.apps
        self.mutate_state(state, preserve=False)
        for operation in self.operations:
            if collect_sql:
                schema_editor.collected_sql.append(f"-- {operation.describe()}")
            if isinstance(operation, IN_THE_TABLE) or (
                collect_sql and not operation.reduces_to_sql
            ):
                continue
            before = project_state if isinstance(operation, CreateModel) else state
            operation.database_forwards(self.app_label, schema_editor, before, state)
        return state
