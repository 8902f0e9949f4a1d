"""What is watched from outside is what `/metrics` tells; what stands before machines is valid."""

import json
import os
import re
import shutil
import subprocess
import sys

import pytest

from config import metrics
from config.metrics import exposition
from config.models import RegularJob
from config.tally import SharedNumbers
from tests.conftest import ROOT

DEPLOY = ROOT / "deploy"
NAME = re.compile(r"\bledestjernen_[a-z_]+")
LABEL = re.compile(r"(ledestjernen_[a-z_]+)\{([a-z]+)")
GROUPED = re.compile(r"by \(([a-z]+)\)[ (]+(?:rate\(|increase\()?(ledestjernen_[a-z_]+)")


def read(path: str) -> str:
    return (DEPLOY / path).read_text(encoding="utf-8")


def told(db) -> dict[str, set[str]]:
    """Every name that is told, with its labels."""
    text = "".join(exposition())
    found: dict[str, set[str]] = {}
    for line in text.splitlines():
        if not line.startswith("#"):
            found.setdefault(NAME.match(line)[0], set()).update(re.findall(r'([a-z]+)="', line))
    return found


@pytest.fixture
def names(client, db, settings, monkeypatch, tmp_path):
    """Of a server on which everything has happened once."""
    settings.METRICS_TOKEN = "a-token"
    settings.BACKUP_DIR = tmp_path
    (tmp_path / "ledestjernen-20261128-030000.tar.gz").touch()
    monkeypatch.setattr(metrics, "tally", SharedNumbers(rows=100))
    RegularJob.objects.create(name="backup", due_at="2026-11-28T03:00Z", try_at="2026-11-28T03:00Z")
    metrics.count(metrics.KEPT_PAGES, source="made")
    handled = metrics.count_each(lambda request: client.get("/healthz/live"))
    request = client.get("/healthz/live").wsgi_request
    request.resolver_match = client.get("/healthz/live").resolver_match
    handled(request)
    return told(db)


@pytest.mark.parametrize("path", ["alerts.yml", "grafana.json"])
def test_what_is_watched_is_told(names, path):
    text = read(path).replace('\\"', '"')

    named = set(NAME.findall(text)) - {"ledestjernen_"}
    assert len(named) > 6
    assert named - names.keys() == set()
    for name, label in LABEL.findall(text):
        assert label in names[name], (name, label)
    for label, name in GROUPED.findall(text):
        assert label in names[name], (name, label)


def test_the_dashboard_is_one_that_can_be_read_in():
    board = json.loads(read("grafana.json"))

    assert board["title"] == "Ledestjernen"
    places = [(p["gridPos"]["x"], p["gridPos"]["y"]) for p in board["panels"]]
    assert len(places) == len(set(places)) > 8
    assert all(panel["targets"] and panel["title"] for panel in board["panels"])


def test_operations_tell_what_to_do_at_every_alarm():
    page = (ROOT / "docs/operations.md").read_text(encoding="utf-8")

    alarms = re.findall(r"alert: (\w+)", read("alerts.yml"))

    assert len(alarms) > 6
    assert [alarm for alarm in alarms if f"`{alarm}`" not in page] == []


@pytest.mark.parametrize("path", ["nginx.conf", "Caddyfile", "machines/haproxy.cfg"])
def test_the_proxies_number_requests_and_keep_numbers_inside(path):
    text = read(path)

    assert "X-Request-ID" in text
    assert "/metrics" in text


def test_the_pooler_lends_for_one_transaction():
    text = read("machines/pgbouncer.ini")

    assert re.search(r"^pool_mode = transaction$", text, re.M)
    operations = (ROOT / "docs/operations.md").read_text(encoding="utf-8")
    assert "deploy/machines/pgbouncer.ini" in operations
    assert "deploy/machines/haproxy.cfg" in operations


def test_haproxy_understands_every_line():
    haproxy = shutil.which("haproxy", path=f"{os.environ['PATH']}:/usr/sbin")
    if haproxy is None:  # `make machines` needs it, and starts it
        return
    ports = iter(range(1, 9))
    names = ("MACHINE_ONE", "MACHINE_TWO", "DATABASE", "FIRST", "SECOND", "SITE")
    where = {name: f"127.0.0.1:{next(ports)}" for name in names} | {"SITE_NAME": "x.example.dk"}

    done = subprocess.run(
        [haproxy, "-c", "-f", DEPLOY / "machines/haproxy.cfg"],
        env={**os.environ, **where},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr


SETTINGS = """
import sys
sys.argv = [{program!r}]
from config import settings
database = settings.DATABASES["default"]
print(database["HOST"], database["DISABLE_SERVER_SIDE_CURSORS"])
"""


@pytest.mark.parametrize(
    ("program", "direct", "reached"),
    [
        ("/usr/bin/gunicorn", "postgres://l@direct/l", "pooler True"),
        ("/opt/manage.py", "postgres://l@direct/l", "direct False"),
        ("/opt/manage.py", "", "pooler False"),
        ("/usr/bin/gunicorn", "", "pooler False"),
    ],
)
def test_pages_go_through_the_pooler_and_commands_past_it(program, direct, reached, tmp_path):
    environment = os.environ | {
        "DATABASE_URL": "postgres://l@pooler/l",
        "DATABASE_DIRECT_URL": direct,
        "VAR_DIR": str(tmp_path),
    }

    done = subprocess.run(
        [sys.executable, "-c", SETTINGS.format(program=program)],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stdout.strip() == reached
