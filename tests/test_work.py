"""`manage.py work` itself: killed, doubled, without its database, ended; what is to run has run."""

import os
import random
import signal
import subprocess
import sys
import time
from contextlib import contextmanager

import psycopg2
import pytest

from tests.conftest import ROOT
from tests.postgres import own_database

#: `manage.py work` with a faster pulse, and two jobs: a night's that was missed, and a minute's.
WORK = """
import datetime, os, time
import django
django.setup()
from django.core.management import call_command
from django.utils import timezone
from config import leases, running, supervising, upkeep, workers
from config.models import RegularJob

leases.TERM, leases.RENEWED_EVERY = datetime.timedelta(seconds=3), 0.5
workers.LOOKED_EVERY, workers.SURELY_GONE = 0.2, datetime.timedelta(seconds=1)
supervising.LONGEST_PAUSE = 2
running.MINUTE = datetime.timedelta(seconds=0.5)

def tell(what):
    with open(os.environ["TOLD"], "a") as told:
        told.write(f"{what} {os.getpid()} {os.getppid()}\\n")

def night():
    tell("begun")
    time.sleep(float(os.environ["TAKES"]))
    tell("ended")

upkeep.JOBS = {
    "night": upkeep.Job(night, "night", "BACKUP_AT"),
    "minute": upkeep.Job(lambda: tell("minute"), "minute"),
    "tasks": upkeep.JOBS["tasks"],
}
if not RegularJob.objects.exists():
    running.begin()
    missed = timezone.now() - datetime.timedelta(days=2)
    RegularJob.objects.filter(name="night").update(due_at=missed, try_at=missed)
from django.db import connections
connections.close_all()
call_command("work")
"""


class Site:
    """A database of its own, and as many `work` on it as are started."""

    def __init__(self, folder, url: str) -> None:
        self.folder, self.url = folder, url
        self.told = folder / "told"
        self.log = folder / "log"
        self.works: list[subprocess.Popen] = []

    def start(self, *, takes: float = 0.0, stop_seconds: int = 20) -> subprocess.Popen:
        environment = {
            **os.environ,
            "DATABASE_URL": self.url,
            "VAR_DIR": str(self.folder),
            "BACKUP_AT": "03:00",
            "TOLD": str(self.told),
            "TAKES": str(takes),
            "WORK_STOP_SECONDS": str(stop_seconds),
        }
        with self.log.open("a") as log:
            work = subprocess.Popen(
                [sys.executable, "-c", WORK],
                cwd=ROOT,
                env=environment,
                stderr=log,
                start_new_session=True,
            )
        self.works.append(work)
        return work

    def lines(self, what: str) -> list[list[str]]:
        text = self.told.read_text() if self.told.exists() else ""
        return [line.split() for line in text.splitlines() if line.startswith(what)]

    def wait_for(self, what: str, *, more_than: int = 0, by: int | None = None) -> None:
        """by: the number of the `work` that is to have told it."""
        for _try in range(400):
            found = [one for one in self.lines(what) if by is None or one[2] == str(by)]
            if len(found) > more_than:
                return
            time.sleep(0.1)
        raise AssertionError(f"{what} was never told:\n{self.log.read_text()}")

    def end(self) -> None:
        for work in self.works:
            if work.poll() is None:
                work.terminate()
        for work in self.works:
            work.wait(timeout=40)


@contextmanager
def site_in(folder):
    with own_database(os.environ["DATABASE_URL"], str(folder)) as url:
        site = Site(folder, url)
        try:
            yield site
        finally:
            site.end()


@pytest.fixture
def site(tmp_path):
    with site_in(tmp_path) as made:
        yield made


def is_gone(pid: str) -> bool:
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return True
    return False


def test_what_was_missed_runs_once_though_two_are_at_work_and_another_leads_when_one_is_killed(
    site,
):
    first, second = site.start(), site.start()
    site.wait_for("ended")
    site.wait_for("minute", more_than=2)

    leader = int(site.lines("minute")[-1][2])
    assert leader in {first.pid, second.pid}
    assert {line[2] for line in site.lines("minute")} == {str(leader)}
    os.kill(leader, signal.SIGKILL)
    other = first.pid if leader == second.pid else second.pid
    site.wait_for("minute", by=other)

    assert len(site.lines("ended")) == 1
    child = site.lines("begun")[0][1]
    assert is_gone(child) or not time.sleep(2), "who looked after it is gone, so it ends"


def test_a_process_that_dies_is_started_again(site):
    work = site.start()
    site.wait_for("ended")
    site.wait_for("minute")
    child = int(site.lines("minute")[-1][1])

    os.kill(child, signal.SIGKILL)
    seen = len(site.lines("minute"))
    site.wait_for("minute", more_than=seen)

    assert int(site.lines("minute")[-1][1]) != child
    assert site.lines("minute")[-1][2] == str(work.pid)
    assert "jobs ended (-9)" in site.log.read_text()


def test_killed_at_random_the_missed_job_is_run_to_its_end_at_last(site):
    chance = random.Random(2026)
    for _time in range(3):
        work = site.start(takes=1.5)
        site.wait_for("begun", more_than=len(site.lines("begun")))
        time.sleep(chance.random())
        os.killpg(work.pid, signal.SIGKILL)  # all of it at once, as when the power goes
        work.wait()
        assert site.lines("ended") == []

    site.start(takes=0)
    site.wait_for("ended")
    time.sleep(1)
    assert len(site.lines("ended")) == 1


def test_told_to_end_it_ends_what_is_under_way_first(site):
    work = site.start(takes=2)
    site.wait_for("begun")
    work.terminate()

    assert work.wait(timeout=20) == 0
    assert len(site.lines("ended")) == 1
    site.start(takes=0)
    site.wait_for("minute", more_than=len(site.lines("minute")))
    assert len(site.lines("ended")) == 1  # it went well, so it is not due


def test_what_takes_too_long_to_end_is_given_back(site):
    work = site.start(takes=60, stop_seconds=1)
    site.wait_for("begun")
    work.terminate()

    assert work.wait(timeout=20) == 0
    assert "did not end in time and is killed" in site.log.read_text()
    began = time.monotonic()
    site.start(takes=0)
    site.wait_for("ended")
    assert time.monotonic() - began < 15  # nobody has to wait for a lease to run out


@pytest.mark.postgresql
def test_it_outlives_its_database(site):
    work = site.start()
    site.wait_for("minute")
    name = site.url.split("?")[0].rsplit("/", 1)[1]
    server = psycopg2.connect(site.url.replace(f"/{name}?", "/postgres?"))
    server.autocommit = True
    cursor = server.cursor()
    cursor.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS false')
    cursor.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name]
    )
    time.sleep(5)
    assert work.poll() is None
    seen = len(site.lines("minute"))
    cursor.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS true')
    site.wait_for("minute", more_than=seen + 1)
    server.close()
