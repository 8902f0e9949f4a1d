"""What PostgreSQL knows of the tables, and pages that are fast even where it knows nothing new."""

import json
from contextlib import contextmanager

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.urls import reverse

from bench import town
from config import planner
from institutions import page_cache
from institutions.models import Cluster, Institution
from measurements.importing.tables import delete, fill, replace
from measurements.models import Measurement, Topic
from measurements.reference import load_reference
from strategy.models import Goal
from tests.factories import LocalGoalFactory, MembershipFactory

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.postgresql,  # SQLite plans without
]


def known(model) -> int:
    """How many rows PostgreSQL believes a table to have."""
    with connection.cursor() as cursor:
        table = model._meta.db_table
        cursor.execute("SELECT reltuples FROM pg_class WHERE oid = %s::regclass", [table])
        return int(cursor.fetchone()[0])


@contextmanager
def read_blocks():
    """Each question asked meanwhile, and how many blocks PostgreSQL reads for its answer."""
    found = []

    def explained(execute, sql, parameters, many, context):
        if sql.startswith("SELECT"):
            with connection.connection.cursor() as cursor:
                cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {sql}", parameters)
                answer = cursor.fetchone()[0]
            plan = (json.loads(answer) if isinstance(answer, str) else answer)[0]["Plan"]
            found.append((sql, plan["Shared Hit Blocks"] + plan["Shared Read Blocks"]))
        return execute(sql, parameters, many, context)

    with connection.execute_wrapper(explained):
        yield found


@pytest.fixture
def cluster():
    """One of a town that has grown since PostgreSQL looked."""
    load_reference()
    town.grow(20, 4, prefix="4")
    planner.look_again()
    town.grow(40, 40)
    return Cluster.objects.get(slug="by-500")


def test_old_knowledge_costs_no_page_much(client, cluster):
    place = Institution.objects.filter(placements__cluster=cluster).first()
    goal = LocalGoalFactory(institution=place, goal=Goal.objects.last())
    leader = MembershipFactory(cluster_leader=True, cluster=cluster).user
    client.force_login(leader)
    form = reverse("local_goal_edit", args=[goal.pk])

    def asked():
        with read_blocks() as found:
            for page in ("/", cluster, place, goal.goal, goal, form):
                page_cache.forget()
                address = page if isinstance(page, str) else page.get_absolute_url()
                assert client.get(address).status_code == 200
        return found

    asked()  # what is read once is read
    old = asked()
    planner.look_again()
    new = asked()

    assert [sql for sql, _blocks in old] == [sql for sql, _blocks in new]
    values = 20 * 40 * len(town.YEARS)  # of a cluster
    for sql, blocks in (*old, *new):
        looks_for_newer = "NOT EXISTS" in sql  # for each value whether there is a newer one
        assert blocks <= (6 if looks_for_newer else 1.5) * values, sql


@pytest.mark.django_db(transaction=True)
def test_a_large_write_has_its_tables_counted_when_it_is_committed(monkeypatch):
    monkeypatch.setattr(planner, "MANY", 5)
    load_reference()
    planner.look_again()
    with transaction.atomic():
        town.grow(2, 3)
        assert known(Measurement) == 0
    assert known(Measurement) == Measurement.objects.count() == 36
    assert known(Topic) == Topic.objects.count()


@pytest.mark.django_db(transaction=True)
def test_large_changes_and_deletions_have_them_counted_too(monkeypatch):
    load_reference()
    town.grow(2, 3)
    monkeypatch.setattr(planner, "MANY", 5)
    counted = []
    monkeypatch.setattr(planner, "_analyze", counted.append)
    with transaction.atomic(), connection.cursor() as cursor:
        rows = Measurement.objects.values_list("pk", flat=True)
        replace(cursor, Measurement, ["note"], [(pk, "x") for pk in rows])
        delete(cursor, Measurement.objects.all())
    assert len(counted) == 1
    assert Measurement._meta.db_table in counted[0]


@pytest.mark.django_db(transaction=True)
def test_small_ones_and_those_taken_back_have_nothing_counted(monkeypatch):
    load_reference()
    counted = []
    monkeypatch.setattr(planner, "_analyze", counted.append)
    town.grow(2, 3)  # 36 values
    assert not counted

    monkeypatch.setattr(planner, "MANY", 5)
    with transaction.atomic(), connection.cursor() as cursor:
        fill(cursor, Topic, ["version_id", "number", "lineage", "name", "short_name"], [])
        delete(cursor, Measurement.objects.all())
        transaction.set_rollback(True)
    assert not counted


@pytest.mark.parametrize("command", ["rebuild_standings", "load_reference"])
def test_large_jobs_have_all_tables_counted(command, capsys):
    load_reference()
    town.grow(2, 3)
    call_command(command)

    assert known(Measurement) == Measurement.objects.count()
