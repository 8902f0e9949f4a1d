"""`manage.py upgrade`, failed and killed at every step: then there is the old state or the new."""

import json
import os
import signal
import subprocess
import sys
from urllib.parse import quote

import pytest

from tests.conftest import ROOT
from tests.postgres import own_database

#: The version before: without the tables of two apps, and with people in it.
OLD = """
from django.core.management import call_command
from accounts.models import User
User.objects.create(email="soren@example.com", name="Søren Åkjær")
for app in ("ground", "axes"):
    call_command("migrate", app, "zero", verbosity=0, interactive=False)
"""

#: `upgrade`, during which something happens: as a step begins, or in the middle of the migrations.
#: What stands in the database afterwards is told on the last line.
UPGRADE = """
import json, os, signal, sys
import django
django.setup()
from django.core.management import call_command
from django.db.migrations.executor import MigrationExecutor
from config import health, upgrades

where, what = sys.argv[1], sys.argv[2]

def happen():
    if what == "kill":
        os.kill(os.getpid(), signal.SIGKILL)
    raise RuntimeError("It went wrong.")

run, apply = upgrades._run, MigrationExecutor.apply_migration
write, verify = upgrades.write_backup, upgrades.Upgrade._verify
applied = []

def run_with(step):
    if step == where:
        happen()
    run(step)

def apply_with(self, *arguments, **options):
    if where == "half" and len(applied) == 4:
        happen()
    applied.append(1)
    return apply(self, *arguments, **options)

def write_with(path):
    if where == "backup":
        happen()
    return write(path)

def verify_with(self, before):
    if where == "verify":
        happen()
    if where == "loss":
        from accounts.models import User
        User.objects.all().delete()
    verify(self, before)

upgrades._run, MigrationExecutor.apply_migration = run_with, apply_with
upgrades.write_backup, upgrades.Upgrade._verify = write_with, verify_with
from config.backups import fingerprints
ended = 0
try:
    call_command("upgrade", back=what == "back")
except upgrades.UpgradeFailed as failed:
    print(failed)
    ended = 1
print(json.dumps(fingerprints()))
sys.exit(ended)
"""

TOLD = "import json; from config.backups import fingerprints; print(json.dumps(fingerprints()))"

STEPS = [
    "backup",
    "migrate",
    "half",
    "load_reference",
    "rebuild_standings",
    "collectstatic",
    "verify",
]


class Place:
    """A database of the version before, which other processes upgrade."""

    def __init__(self, folder, url: str) -> None:
        self.folder = folder
        self.environment = {**os.environ, "DATABASE_URL": url, "VAR_DIR": str(folder)}
        self.run("manage.py", "shell", "-v0", "-c", OLD)
        self.old = self.told()

    def run(self, *command: str, ends: int | None = 0) -> subprocess.CompletedProcess:
        done = subprocess.run(
            [sys.executable, *command],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert ends is None or done.returncode == ends, done.stdout + done.stderr
        return done

    def upgrade(self, where: str = "", what: str = "", *, ends: int = 0):
        return self.run("-c", UPGRADE, where, what, ends=ends)

    def told(self) -> dict:
        """What stands in the database, table by table."""
        return json.loads(self.run("manage.py", "shell", "-v0", "-c", TOLD).stdout)

    def is_old(self, done: subprocess.CompletedProcess) -> bool:
        return json.loads(done.stdout.splitlines()[-1]) == self.old

    def is_new(self, done: subprocess.CompletedProcess) -> bool:
        told = json.loads(done.stdout.splitlines()[-1])
        same = all(told[table] == self.old[table] for table in ("accounts_user", "auth_permission"))
        return same and "ground_regularjob" in told and "axes_accesslog" in told


@pytest.fixture
def place(tmp_path):
    with own_database(os.environ["DATABASE_URL"], str(tmp_path)) as url:
        yield Place(tmp_path, url)


def test_an_upgrade_leaves_what_was_written_and_a_backup_to_go_back_to(place):
    done = place.upgrade()

    assert place.is_new(done)
    assert "The new version is in place" in done.stdout
    [backup] = (place.folder / "backups").glob("before-upgrade-*.tar.gz")
    place.run("manage.py", "restore", str(backup), "--discard", "--verify")
    assert place.told() == place.old


@pytest.mark.long("test_an_upgrade_leaves_what_was_written_and_a_backup_to_go_back_to")
def test_killed_at_any_step_the_old_state_can_be_had_and_so_can_the_new(place):
    for step in STEPS:
        place.upgrade(step, "kill", ends=-signal.SIGKILL)
        if step == "backup":
            assert place.told() == place.old
            continue
        assert place.is_old(place.upgrade(what="back")), step

    place.upgrade("half", "kill", ends=-signal.SIGKILL)
    done = place.upgrade()
    assert "An upgrade was cut short" in done.stdout
    assert place.is_new(done)
    assert "No upgrade was cut short" in place.upgrade(what="back", ends=1).stdout


@pytest.mark.long("test_an_upgrade_leaves_what_was_written_and_a_backup_to_go_back_to")
def test_what_fails_is_taken_back_at_once(place):
    for step in [*STEPS, "loss"]:
        done = place.upgrade(step, "fail", ends=1)
        assert "What was there before is back" in done.stdout or step == "backup", done.stdout
        assert place.is_old(done), step
    assert "accounts_user has 0 rows instead of 1" in done.stdout


def test_an_empty_database_is_filled_without_a_backup(tmp_path):
    environment = {
        **os.environ,
        "VAR_DIR": str(tmp_path),
        "DATABASE_URL": f"sqlite:///{quote(str(tmp_path))}/new",
    }
    done = subprocess.run(
        [sys.executable, "manage.py", "upgrade"],
        cwd=ROOT, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert done.returncode == 0, done.stderr
    assert not (tmp_path / "backups").exists()
