"""What Prometheus is told: only whoever has the token, by every process together, and no person."""

import datetime
import os
import re
import signal
import subprocess
import sys
import time
import urllib.request

import pytest
from django.db import OperationalError
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from accounts.models import User
from config import metrics, metrics_read
from config.health import READINESS
from config.metrics import exposition
from config.models import RegularJob
from config.tally import LONGEST_NAME, SharedNumbers
from imports.background import check
from tests.conftest import ROOT

TOKEN = "a-token-of-the-tests"
SAMPLE = re.compile(r'([a-z_]+)(\{(?:[a-z]+="[^"\n]*",?)+\})? (-?[\d.e+]+)')


@pytest.fixture
def on(settings, monkeypatch):
    settings.METRICS_TOKEN = TOKEN
    settings.MIDDLEWARE = list(settings.MIDDLEWARE)  # the handler is made anew
    monkeypatch.setattr(metrics, "tally", SharedNumbers(rows=500))


def ask(client, token=TOKEN):
    return client.get("/metrics", headers={"authorization": f"Bearer {token}"})


def told(text: str) -> dict[str, float]:
    """Every sample by its name and labels; fails on a line that Prometheus would not read."""
    found, family = {}, ""
    for line in text.splitlines():
        if line.startswith("# "):
            family = line.split()[2]
            continue
        matched = SAMPLE.fullmatch(line)
        assert matched, line
        assert matched[1].removeprefix(family) in ("", "_bucket", "_sum", "_count"), line
        key = matched[1] + (matched[2] or "")
        assert key not in found, "told twice"
        found[key] = float(matched[3])
    return found


def test_without_a_token_of_its_own_there_are_none(client, settings):
    settings.METRICS_TOKEN = ""

    assert ask(client, token="").status_code == 404  # without the db fixture nothing is asked


@pytest.mark.parametrize(
    "given", ["", "Bearer", "Bearer wrong", f"Basic {TOKEN}", f"Bearer {TOKEN}x"]
)
def test_whoever_has_not_the_token_is_told_nothing(client, on, given):
    answer = client.get("/metrics", headers={"authorization": given})

    assert answer.status_code == 401
    assert answer["WWW-Authenticate"] == "Bearer"
    assert b"ledestjernen_" not in answer.content


def test_being_signed_in_opens_nothing(client, on, db):
    client.force_login(User.objects.create_superuser("chef@example.com", name="Chef"))

    assert client.get("/metrics").status_code == 401


def test_every_line_is_one_that_prometheus_reads(client, on, db):
    client.get("/konto/log-ind/")

    answer = ask(client)

    assert answer["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8"
    assert "no-store" in answer["Cache-Control"]
    text = answer.content.decode()
    assert text.endswith("\n")
    found = told(text)
    assert found['ledestjernen_ready{part="database"}'] == 1
    assert {f'ledestjernen_ready{{part="{part}"}}' for part in READINESS} <= found.keys()
    assert all(found[f'ledestjernen_metrics_read{{part="{part}"}}'] == 1 for part in metrics.READ)
    assert {"health", "disk", "backups", "jobs", "tasks", "mail", "imports"} <= metrics.READ.keys()


def test_requests_are_counted_by_page_method_and_status(client, on, db):
    for _visit in range(3):
        client.get("/konto/log-ind/")
    client.post("/konto/log-ind/", {"username": "ane@example.com", "password": "forkert"})
    client.get("/findes/ikke/0101901234/")

    text = ask(client).content.decode()

    found = told(text)
    page = 'view="login",method="{}",status="200"'
    assert found[f"ledestjernen_requests_total{{{page.format('GET')}}}"] == 3
    assert found[f"ledestjernen_requests_total{{{page.format('POST')}}}"] == 1
    assert found['ledestjernen_request_seconds_count{view="login"}'] == 4
    assert found['ledestjernen_request_seconds_bucket{view="login",le="+Inf"}'] == 4
    assert 0 < found['ledestjernen_request_seconds_sum{view="login"}'] < 60
    assert "ane@" not in text
    assert "0101901234" not in text


def test_the_buckets_only_grow(on):
    for took in (0.01, 0.07, 3, 90):
        metrics.tally.add(metrics._observed("page", took))

    found = told("".join(line for line in exposition() if "ledestjernen_request_seconds" in line))

    buckets = [value for name, value in found.items() if "_bucket" in name]
    assert buckets == [1, 2, 2, 2, 2, 2, 3, 3, 3, 4]


def test_pages_are_counted_by_whether_they_were_kept(client, on, demo):
    client.force_login(User.objects.get(email="leder@example.com"))
    for _visit in range(2):
        client.get("/klynger/fyrtaarnet/")

    found = told(ask(client).content.decode())

    assert found['ledestjernen_page_views_total{source="made"}'] == 1
    assert found['ledestjernen_page_views_total{source="kept"}'] == 1


def test_work_beside_the_pages_is_told(client, on, db, settings, tmp_path):
    task = check.enqueue("measurements.importunderway", 0, 0)
    waits_since = timezone.now() - datetime.timedelta(seconds=90)
    DBTaskResult.objects.filter(pk=task.id).update(enqueued_at=waits_since)
    late = timezone.now() - datetime.timedelta(hours=3)
    RegularJob.objects.create(name="backup", due_at=late, try_at=late, went_well_at=late)
    settings.BACKUP_DIR = tmp_path
    made = (timezone.now() - datetime.timedelta(hours=5)).astimezone(datetime.UTC)
    (tmp_path / f"ledestjernen-{made:%Y%m%d-%H%M%S}.tar.gz").touch()

    found = told(ask(client).content.decode())

    assert found['ledestjernen_tasks{state="ready"}'] == 1
    assert 90 <= found["ledestjernen_task_wait_seconds"] < 150
    assert found['ledestjernen_job_overdue{name="backup"}'] == 1
    assert 5 * 3600 <= found["ledestjernen_backup_age_seconds"] < 5 * 3600 + 60
    assert found["ledestjernen_mails_waiting"] == 0
    assert (
        found['ledestjernen_files_under_way{kind="measurements.importunderway",stage="done"}'] == 0
    )


def test_what_is_counted_is_told_without_the_database_too(client, on, monkeypatch):
    def gone(*_connection):
        raise OperationalError("could not connect to secret-host")

    monkeypatch.setattr(BaseDatabaseWrapper, "ensure_connection", gone)
    metrics.count(metrics.KEPT_PAGES, source="kept")

    text = ask(client).content.decode()

    found = told(text)
    assert found['ledestjernen_metrics_read{part="tasks"}'] == 0
    assert found['ledestjernen_ready{part="database"}'] == 0
    assert found['ledestjernen_page_views_total{source="kept"}'] == 1
    assert "secret-host" not in text


def test_nothing_is_counted_where_nobody_asks(settings, monkeypatch):
    settings.METRICS_TOKEN = ""
    monkeypatch.setattr(metrics, "tally", None)

    metrics.count(metrics.KEPT_PAGES, source="kept")


# --- What processes count together ----------------------------------------------------------------


def in_a_process(work) -> int:
    child = os.fork()
    if child == 0:
        try:
            work()
        finally:
            os._exit(0)
    return child


def test_what_processes_count_is_one_number():
    tally = SharedNumbers(rows=50)
    tally.add([("before", 1)])

    def work():
        for _time in range(2_000):
            tally.add([("shared", 1), ("half", 0.5)])

    children = [in_a_process(work) for _child in range(4)]
    for child in children:
        os.waitpid(child, 0)

    assert tally.read() == {"before": 1, "shared": 8_000, "half": 4_000}


def test_nobody_waits_for_a_process_that_was_killed_while_it_counted():
    tally = SharedNumbers(rows=10)

    def hold():
        with tally._alone():
            os.write(begun, b"!")
            time.sleep(60)

    read, begun = os.pipe()
    child = in_a_process(hold)
    assert os.read(read, 1) == b"!"
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)

    tally.add([("after", 1)])

    assert tally.read() == {"after": 1}


def test_for_more_names_than_there_is_room_nothing_breaks():
    tally = SharedNumbers(rows=3)

    tally.add((f"name {number}", 1) for number in range(5))
    tally.add([("x" * (LONGEST_NAME + 1), 1), ("name 0", 1)])

    assert tally.read() == {"name 0": 2, "name 1": 1, "name 2": 1}


def ask_server(address: str) -> str:
    asked = urllib.request.Request(address, headers={"Authorization": f"Bearer {TOKEN}"})  # noqa: S310
    with urllib.request.urlopen(asked, timeout=60) as answer:  # noqa: S310
        return answer.read().decode()


@pytest.mark.sqlite
def test_a_server_of_several_processes_tells_what_all_have_answered(tmp_path):
    """gunicorn as at a municipality: whichever process answers knows of the others."""
    environment = os.environ | {
        "METRICS_TOKEN": TOKEN,
        "VAR_DIR": str(tmp_path),
        "DATABASE_URL": f"sqlite:///{tmp_path}/db.sqlite3",
        "WEB_CONCURRENCY": "3",
    }
    socket = tmp_path / "port"
    command = [sys.executable, "-m", "gunicorn", "config.wsgi", "--config", "config/server.py"]
    command += ["--bind", "127.0.0.1:0", "--pid", str(socket), "--log-level", "info"]
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True
    ) as server:
        try:
            lines = iter(server.stderr.readline, "")
            site = next(re.search(r"http://[\d.:]+", line) for line in lines if "Listening" in line)
            for _time in range(60):
                assert ask_server(f"{site[0]}/healthz/live") == '{"status": "ok"}'
            for _time in range(6):  # whichever of the processes it comes to
                found = told(ask_server(f"{site[0]}/metrics"))
                live = 'view="health_live",method="GET",status="200"'
                assert found[f"ledestjernen_requests_total{{{live}}}"] == 60
        finally:
            server.terminate()


def test_what_is_read_is_registered():
    assert metrics_read.READ.items() <= metrics.READ.items()
