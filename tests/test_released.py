"""What each release left behind is upgraded to what there is now: the demo, as it made it.

A release keeps its own for those after it: `make kept VERSION=1.0.0`, see `deploy/release.py`. That
is tried in the long run, before there is any release.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from config.backups import write_backup
from tests.conftest import ROOT
from tests.postgres import own_database

pytestmark = pytest.mark.django_db  # for the demo; upgrades have databases of their own

KEPT = ROOT / "tests" / "releases"

#: In a process that has the database for itself: a backup is put back and upgraded, and people of
#: the demo are answered. Static files are left out, which are no matter of what was written.
UPGRADE = """
import sys
import django
from django.conf import settings
from tests.static_files import serve_as_they_lie
serve_as_they_lie(settings)
django.setup()
from django.core.management import call_command
from django.test import Client
from django.test.utils import setup_test_environment
from accounts.models import User
from config import upgrades
from strategy.models import LocalGoal

run = upgrades._run
upgrades._run = lambda step: None if step == "collectstatic" else run(step)
setup_test_environment()
for backup in sys.argv[1:]:
    print(backup)
    call_command("restore", backup, discard=True)
    call_command("upgrade")
    goal = LocalGoal.objects.order_by("pk").first()
    for name in ("administrator", "klyngeleder", "bestyrelse"):
        client = Client()
        client.force_login(User.objects.get(email=f"{name}@example.com"))
        for address in ("/", "/klynger/fyrtaarnet/", "/moeder/", goal.get_absolute_url()):
            answer = client.get(address, secure=True, follow=True)
            assert answer.status_code == 200, (name, address, answer.status_code)
"""


@pytest.fixture(scope="module")
def made(demo, django_db_blocker, tmp_path_factory):
    """The demo as this version makes it, in a backup."""
    path = tmp_path_factory.mktemp("made") / "now.tar.gz"
    with django_db_blocker.unblock():
        tables = write_backup(path)
    assert tables["strategy_localgoal"][0] > 10
    return path


def upgraded(backups: list[Path], folder: Path) -> int:
    """Put each backup back and upgrade it, in a database in the folder; how many were well."""
    with own_database(os.environ["DATABASE_URL"], str(folder)) as url:
        done = subprocess.run(
            [sys.executable, "-c", UPGRADE, *map(str, backups)],
            cwd=ROOT,
            env={**os.environ, "DATABASE_URL": url, "VAR_DIR": str(folder)},
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout.count("The new version is in place")


@pytest.mark.long(
    "test_upgrade.py::test_an_upgrade_leaves_what_was_written_and_a_backup_to_go_back_to"
)
def test_what_this_version_leaves_is_upgraded_and_read(made, tmp_path):
    assert upgraded([made], tmp_path) == 1

    if version := os.environ.get("KEEP"):
        KEPT.mkdir(exist_ok=True)
        shutil.copyfile(made, KEPT / f"{version}-{connection.vendor}.tar.gz")


def test_what_each_release_left_is_upgraded_and_read(tmp_path):
    backups = sorted(KEPT.glob(f"*-{connection.vendor}.tar.gz"))

    assert (upgraded(backups, tmp_path) if backups else 0) == len(backups)


def test_each_release_is_kept_of_both_databases():
    there = {path.name for path in KEPT.glob("*")}
    versions = {name.rsplit("-", 1)[0] for name in there}

    assert there == {
        f"{version}-{vendor}.tar.gz" for version in versions for vendor in ("sqlite", "postgresql")
    }
