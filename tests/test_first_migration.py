"""The tables of an app are made at once, as they stand at the end of its first migration."""

import pytest
from django.db import IntegrityError, connection, migrations, models, transaction
from django.db.migrations.state import ProjectState

from config.first_migration import FirstMigration


def write_one(apps, schema_editor):
    apps.get_model("made_up", "House").objects.create(name="Solsikken", rooms=3)


class MadeUp(FirstMigration):
    operations = [
        migrations.CreateModel(
            "House", [("id", models.AutoField(primary_key=True)), ("name", models.TextField())]
        ),
        migrations.CreateModel(
            "Room",
            [
                ("id", models.AutoField(primary_key=True)),
                ("house", models.ForeignKey("made_up.House", models.CASCADE)),
            ],
        ),
        migrations.AddField("House", "rooms", models.IntegerField(default=0)),
        migrations.AddField(
            "House",
            "largest",
            models.ForeignKey("made_up.Room", models.SET_NULL, null=True, related_name="+"),
        ),
        migrations.AddConstraint(
            "House",
            models.CheckConstraint(condition=models.Q(rooms__gte=0), name="made_up_rooms"),
        ),
        migrations.AddIndex("House", models.Index(fields=["name"], name="made_up_name")),
        migrations.RunPython(write_one),
    ]


@pytest.fixture
def made(transactional_db):
    """The state after the migration; the tables go again."""
    migration = MadeUp("0001_initial", "made_up")
    with connection.schema_editor() as editor:
        state = migration.apply(ProjectState(), editor)
    yield state
    with connection.schema_editor() as editor:
        migrations.RemoveField("House", "largest").database_forwards(
            "made_up", editor, state, _without_the_circle(state)
        )
    with connection.schema_editor() as editor:
        editor.delete_model(state.apps.get_model("made_up", "Room"))
        editor.delete_model(state.apps.get_model("made_up", "House"))


def _without_the_circle(state):
    after = state.clone()
    migrations.RemoveField("House", "largest").state_forwards("made_up", after)
    return after


def test_what_comes_later_in_the_migration_is_in_the_tables(made):
    house = made.apps.get_model("made_up", "House")

    assert [(one.name, one.rooms) for one in house.objects.all()] == [("Solsikken", 3)]
    with pytest.raises(IntegrityError), transaction.atomic():
        house.objects.create(name="Møllen", rooms=-1)
    with connection.cursor() as cursor:
        found = connection.introspection.get_constraints(cursor, "made_up_house")
    assert {"made_up_rooms", "made_up_name"} <= set(found)


def test_it_can_be_shown_as_sql(transactional_db):
    migration = MadeUp("0001_initial", "made_up")
    with connection.schema_editor(collect_sql=True) as editor:
        migration.apply(ProjectState(), editor, collect_sql=True)

    sql = "\n".join(editor.collected_sql)
    assert sql.count("CREATE TABLE") == 2
    assert "made_up_rooms" in sql


def test_every_first_migration_of_ours_is_one():
    from django.apps import apps
    from django.db.migrations.loader import MigrationLoader

    ours = {
        app.label
        for app in apps.get_app_configs()
        if not app.module.__file__ or "site-packages" not in app.module.__file__
    }
    firsts = [
        migration
        for (label, name), migration in MigrationLoader(None).disk_migrations.items()
        if label in ours and name.startswith("0001")
    ]

    assert len(firsts) > 10
    assert [one for one in firsts if not isinstance(one, FirstMigration)] == []
