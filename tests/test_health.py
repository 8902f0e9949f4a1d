import datetime
import json
import logging
import shutil
from types import SimpleNamespace

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.core.management import call_command
from django.db import InterfaceError, OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from config import health
from config.logs import JsonFormatter
from config.management.commands import db_worker
from imports.background import check
from institutions.versions import DataVersion
from tests.regular import do_upkeep


def test_a_process_that_answers_is_alive_and_asks_the_database_nothing(client):
    response = client.get("/healthz/live")

    assert response.status_code == 200  # without the db fixture, a query would have failed
    assert response.json() == {"status": "ok"}


def test_a_site_with_database_migrations_and_cache_is_ready(client, db):
    response = client.get("/healthz/ready")

    assert response.status_code == 200  # without the db fixture, a query would have failed
    assert response.json() == {"status": "ok"}


def test_a_site_without_its_database_lives_but_is_not_ready(client, monkeypatch):
    def gone():
        raise OperationalError("could not connect to secret-host")

    monkeypatch.setitem(health.READINESS, "database", gone)
    monkeypatch.setitem(health.READINESS, "migrations", gone)

    ready = client.get("/healthz/ready")

    assert ready.status_code == 503
    assert {"database", "migrations"} <= set(ready.json()["reasons"])
    assert client.get("/healthz/live").status_code == 200


def test_a_site_whose_migrations_are_not_run_is_not_ready(client, db):
    MigrationRecorder.Migration.objects.filter(app="accounts").delete()

    response = client.get("/healthz/ready")

    assert response.status_code == 503
    assert response.json()["reasons"] == ["migrations"]


@pytest.mark.parametrize("address", ["/healthz/live", "/healthz/ready"])
def test_health_is_never_kept_in_caches(client, db, address):
    assert "no-store" in client.get(address)["Cache-Control"]


def test_was_leads_to_the_accessibility_statement(client, db):
    response = client.get("/was")

    assert response.status_code == 302
    assert response["Location"] == "https://was.example.com/ledestjernen"


def test_was_says_so_when_there_is_no_statement(client, db, settings):
    settings.WAS_URL = ""

    response = client.get("/was")

    assert response.status_code == 404
    assert "ikke offentliggjort sin tilgængelighedserklæring" in response.content.decode()


def reasons(client) -> list[str]:
    response = client.get("/healthz/ready")
    assert response.status_code == 503
    return response.json()["reasons"]


def test_a_visitor_with_a_cookie_is_told_as_well_when_the_database_is_gone(client, monkeypatch):
    client.cookies["sessionid"] = "0123456789abcdefghijklmnopqrstuv"

    # without the db fixture every question to the database fails
    assert "database" in reasons(client)


def test_a_database_that_takes_no_writes_is_not_ready(client, read_only):
    assert reasons(client) == ["writing"]


def test_a_full_disk_is_told(client, db, monkeypatch):
    nearly_full = SimpleNamespace(total=10**12, used=10**12 - 10**6, free=10**6)
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: nearly_full)

    assert reasons(client) == ["disk"]


def test_a_folder_that_cannot_be_written_to_is_told(client, db, settings, tmp_path):
    (tmp_path / "media").write_text("a file where the folder should be")
    settings.MEDIA_ROOT = tmp_path / "media"

    assert reasons(client) == ["disk"]


def test_a_task_that_nobody_takes_tells_of_a_dead_worker(client, db):
    task = check.enqueue("measurements.importunderway", 0, 0)
    waiting = DBTaskResult.objects.filter(pk=task.id)
    assert client.get("/healthz/ready").status_code == 200

    waiting.update(enqueued_at=timezone.now() - health.PATIENCE - datetime.timedelta(seconds=1))
    assert reasons(client) == ["worker"]

    other = check.enqueue("measurements.importunderway", 0, 1)
    at_work = DBTaskResult.objects.filter(pk=other.id)
    at_work.update(status="RUNNING", started_at=timezone.now())
    assert client.get("/healthz/ready").status_code == 200

    long_ago = timezone.now() - health.LONGEST_TASK - datetime.timedelta(seconds=1)
    at_work.update(started_at=long_ago)  # its worker died over it
    assert reasons(client) == ["worker"]


def test_figures_changed_past_the_application_are_told_and_mended(client, db, caplog):
    DataVersion.objects.filter(name="standings").update(token=1)
    assert reasons(client) == ["standings"]

    do_upkeep()

    assert client.get("/healthz/ready").status_code == 200
    assert "figures were changed past the application" in caplog.text


@pytest.mark.parametrize("error", [OperationalError("gone"), InterfaceError("closed")])
def test_the_worker_outlives_its_database(error, monkeypatch):
    turns = iter([error, error, None])

    def work(self, **options):
        if failure := next(turns):
            raise failure

    monkeypatch.setattr("django_tasks_db.management.commands.db_worker.Command.handle", work)
    monkeypatch.setattr("config.management.commands.db_worker.time.sleep", lambda seconds: None)

    monkeypatch.setattr("config.management.commands.db_worker.give_back_of", lambda worker_id: None)

    db_worker.Command().handle(batch=False, worker_id="work-1")

    assert list(turns) == []


def test_the_task_under_way_when_the_database_went_is_begun_again(db, monkeypatch):
    mine = check.enqueue("measurements.importunderway", 0, 0)
    others = check.enqueue("measurements.importunderway", 0, 1)
    tasks = DBTaskResult.objects.filter(pk__in=[mine.id, others.id])
    turns = iter([OperationalError("gone"), None])

    def work(self, **options):
        if failure := next(turns):  # nor could it be noted that the task had failed
            for task, by in ((mine, "work-1"), (others, "work-2")):
                tasks.filter(pk=task.id).update(status="RUNNING", worker_ids=[by])
            raise failure

    monkeypatch.setattr("django_tasks_db.management.commands.db_worker.Command.handle", work)
    monkeypatch.setattr("config.management.commands.db_worker.time.sleep", lambda seconds: None)
    monkeypatch.setattr("config.management.commands.db_worker.connections.close_all", lambda: None)

    db_worker.Command().handle(batch=False, worker_id="work-1")

    assert tasks.get(pk=mine.id).status == "READY"
    assert tasks.get(pk=others.id).status == "RUNNING"


@pytest.mark.postgresql  # SQLite goes away with the process only
@pytest.mark.django_db(transaction=True)
def test_a_server_that_goes_away_under_a_task_costs_nothing_but_time(monkeypatch):
    tried = []

    def work(*args):
        tried.append(args)
        if len(tried) == 1:
            connection.cursor().execute("SELECT pg_terminate_backend(pg_backend_pid())")

    monkeypatch.setattr("imports.background._work", work)
    monkeypatch.setattr("config.management.commands.db_worker.time.sleep", lambda seconds: None)
    task = check.enqueue("measurements.importunderway", 0, 0)
    once = {"max_tasks": 1, "interval": 0, "startup_delay": False, "verbosity": 0}

    call_command("db_worker", worker_id="work-1", **once)

    assert len(tried) == 2
    assert DBTaskResult.objects.get(pk=task.id).status == "SUCCESSFUL"


def test_a_worker_for_what_is_there_now_tells_whoever_started_it(monkeypatch):
    def work(self, **options):
        raise OperationalError("gone")

    monkeypatch.setattr("django_tasks_db.management.commands.db_worker.Command.handle", work)

    with pytest.raises(OperationalError):
        db_worker.Command().handle(batch=True)


def test_the_log_asks_the_database_nothing(rf):
    request = rf.get("/klynger/?navn=Ada")
    request.session = SessionStore("0123456789abcdefghijklmnopqrstuv")  # not loaded yet
    request.session.accessed = True
    record = logging.LogRecord("django.request", logging.ERROR, "", 1, "500\nfake", (), None)
    record.request = request

    line = JsonFormatter().format(record)  # without the db fixture, a query would have failed

    assert "\n" not in line
    assert json.loads(line)["path"] == "/klynger/"
    assert "user" not in json.loads(line)


def test_the_log_names_by_number_who_is_signed_in(rf):
    request = rf.get("/")
    request.session = SessionStore()
    request.session["_auth_user_id"] = "7"
    record = logging.LogRecord("django.request", logging.INFO, "", 1, "done", (), None)
    record.request = request

    assert json.loads(JsonFormatter().format(record))["user"] == "7"
