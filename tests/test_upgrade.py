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

#: The version before: without the tables of two apps, with people and what is delivered in it.
OLD = """
from accounts.models import User
User.objects.create(email="soren@example.com", name="Søren Åkjær")
call_command("load_reference", verbosity=0)
call_command("collectstatic", interactive=False, verbosity=0)
for app in ("ground", "axes"):
    call_command("migrate", app, "zero", verbosity=0, interactive=False)
"""

#: `upgrade`, during which something happens: as a step begins, or in the middle of the migrations.
#: What stands in the database afterwards is told on the last line.
UPGRADE = """
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
try:
    call_command("upgrade", back=what == "back")
except upgrades.UpgradeFailed as failed:
    print(failed)
    ended = 1
print(json.dumps(fingerprints()))
"""

TOLD = "print(json.dumps(fingerprints()))"

#: A process that is ready, with all that `manage.py` needs first. For each line it is sent it has a
#: child that runs a program, and that may be killed; it says what the child ended with, and said.
READY = """
import json, os, signal, sys, tempfile, traceback
import django
django.setup()
from django.core.management import call_command
from django.db.migrations.executor import MigrationExecutor
from django.urls import get_resolver
from config import upgrades
from config.backups import fingerprints

get_resolver().url_patterns  # read once, as every check reads them

def run(program, where, what):
    ended = 0
    try:
        told = {**globals(), "where": where, "what": what, "ended": 0}
        exec(program, told)
        ended = told["ended"]
    except BaseException:
        traceback.print_exc()
        ended = 3
    sys.stdout.flush()
    os._exit(ended)

for line in sys.stdin:
    with tempfile.TemporaryFile("w+") as said:
        if not (child := os.fork()):
            os.dup2(said.fileno(), 1)
            os.dup2(said.fileno(), 2)
            run(*json.loads(line))
        ended = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        said.seek(0)
        print(json.dumps([ended, said.read()]), flush=True)
"""

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
        self.ready = subprocess.Popen(
            [sys.executable, "-c", READY],
            cwd=ROOT,
            env=self.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.run(OLD)
        self.old = self.told()

    def run(self, program: str, where: str = "", what: str = "", *, ends: int = 0) -> str:
        """What a program said, in a process of its own that ended as it should."""
        self.ready.stdin.write(json.dumps([program, where, what]) + "\n")
        self.ready.stdin.flush()
        ended, said = json.loads(self.ready.stdout.readline())
        assert ended == ends, said
        return said

    def upgrade(self, where: str = "", what: str = "", *, ends: int = 0) -> str:
        return self.run(UPGRADE, where, what, ends=ends)

    def manage(self, *command: str) -> None:
        subprocess.run(
            [sys.executable, "manage.py", *command], cwd=ROOT, env=self.environment, check=True
        )

    def told(self) -> dict:
        """What stands in the database, table by table."""
        return json.loads(self.run(TOLD).splitlines()[-1])

    def end(self) -> None:
        self.ready.stdin.close()
        self.ready.stdout.close()
        self.ready.wait()

    def is_old(self, done: str) -> bool:
        return json.loads(done.splitlines()[-1]) == self.old

    def is_new(self, done: str) -> bool:
        told = json.loads(done.splitlines()[-1])
        same = all(told[table] == self.old[table] for table in ("accounts_user", "auth_permission"))
        return same and "ground_regularjob" in told and "axes_accesslog" in told


@pytest.fixture
def place(tmp_path):
    with own_database(os.environ["DATABASE_URL"], str(tmp_path)) as url:
        place = Place(tmp_path, url)
        yield place
        place.end()


def test_an_upgrade_leaves_what_was_written_and_a_backup_to_go_back_to(place):
    done = place.upgrade()

    assert place.is_new(done)
    assert "The new version is in place" in done
    [backup] = (place.folder / "backups").glob("before-upgrade-*.tar.gz")
    place.manage("restore", str(backup), "--discard", "--verify")
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
    assert "An upgrade was cut short" in done
    assert place.is_new(done)
    assert "No upgrade was cut short" in place.upgrade(what="back", ends=1)


@pytest.mark.long("test_an_upgrade_leaves_what_was_written_and_a_backup_to_go_back_to")
def test_what_fails_is_taken_back_at_once(place):
    for step in [*STEPS, "loss"]:
        done = place.upgrade(step, "fail", ends=1)
        assert "What was there before is back" in done or step == "backup", done
        assert place.is_old(done), step
    assert "accounts_user has 0 rows instead of 1" in done


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
