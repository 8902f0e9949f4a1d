"""`python -m tests.crash`: imports whose process is killed at a random moment, and what is left.

Every round forks a process that goes through the administration's pages (preview, confirm or
undo), or that is the worker who reads a large file in, and kills it with SIGKILL somewhere on the
way. Afterwards the data are either as before or as after the whole step, every receipt has all its
rows, and the next step works.
"""

import argparse
import os
import random
import re
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import conftest  # noqa: F401  (the environment of every test)
from tests.postgres import own_database, postgres
from tests.static_files import serve_as_they_lie

ROWS = 600
PAGE = "/indlaes/tal/"
CONFIRM = "/admin/measurements/measurement/process_import/"


def main() -> int:
    """Kill imports on the databases asked for; without a database, on SQLite and on PostgreSQL."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--database", help="only on this server (a DATABASE_URL)")
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.here:
        return _rounds(asked.rounds, random.Random(asked.seed))
    if asked.database:
        return _apart(asked, asked.database)
    on_sqlite = _apart(asked, "sqlite://")
    with postgres() as url:
        return _apart(asked, url) or on_sqlite


def _apart(asked: argparse.Namespace, server: str) -> int:
    """The rounds in a process of their own, with a database of their own."""
    command = [sys.executable, "-m", "tests.crash", "--here"]
    command += ["--rounds", str(asked.rounds), "--seed", str(asked.seed)]
    with tempfile.TemporaryDirectory(prefix="crash") as folder, own_database(server, folder) as url:
        environment = {**os.environ, "DATABASE_URL": url, "CRASH_FOLDER": folder}
        return subprocess.run(command, env=environment, check=False).returncode


# --- In the process with the database -------------------------------------------------------------


def _rounds(count: int, chance: random.Random) -> int:
    os.environ["LOG_LEVEL"] = "CRITICAL"
    import django
    from django.conf import settings

    serve_as_they_lie(settings)
    django.setup()
    from django.core.management import call_command
    from django.db import connection

    settings.MEDIA_ROOT = Path(os.environ["CRASH_FOLDER"]) / "media"
    call_command("migrate", verbosity=0)
    site = _Site()
    durations = site.learn()
    tally: Counter[str] = Counter()
    for number in range(1, count + 1):
        step = chance.choice(site.possible())
        moment = chance.uniform(0, 1.5 * durations[step])
        ended = site.kill_during(step, after=moment)
        tally[f"{step.split()[0]}, {ended}"] += 1
        fault = site.fault(step)
        if fault:
            print(f"Round {number}, {step} killed after {moment:.3f} s: {fault}", flush=True)
            return 1
    site.finish()
    for _ in range(max(2, count // 10)):
        site.meet()
    told = "; ".join(f"{what}: {times}" for what, times in sorted(tally.items()))
    print(f"{connection.vendor}: {count} rounds, no half import ({told})", flush=True)
    return 0


class _Site:
    """The application with two files: the second corrects the first and adds to it.

    at: 0 nothing is read in; 1 the first file is; 2 both are. known: what people see at each.
    """

    TARGETS = {
        "preview first": (0, 0),
        "confirm first": (0, 1),
        "work first": (0, 1),  # as confirm, by a worker
        "preview second": (1, 1),
        "confirm second": (1, 2),
        "undo first": (1, 0),
        "undo second": (2, 1),
    }

    def __init__(self) -> None:
        from measurements.reference import load_reference
        from tests.factories import (
            ClusterFactory,
            IndicatorFactory,
            InstitutionFactory,
            UserFactory,
        )

        load_reference()
        cluster = ClusterFactory()
        for number in range(10):
            InstitutionFactory(name=f"Hus {number}", number=f"91{number:02}", cluster=cluster)
        IndicatorFactory(
            goal__strategy__cluster=cluster
        )  # so that a preview writes, and takes back
        self.user = UserFactory(administrator=True)
        self.at = 0
        self.known: dict[int, tuple] = {}

    def possible(self) -> list[str]:
        return [step for step, (here, _there) in self.TARGETS.items() if here == self.at]

    def learn(self) -> dict[str, float]:
        """Go through every step once, and see how long it takes and what people see then."""
        durations = {}
        self.known[0] = self.seen()
        steps = ["preview first", "confirm first", "preview second", "confirm second"]
        for step in [*steps, "undo second", "undo first", "work first", "undo first"]:
            act = self.prepared(step)
            began = time.perf_counter()
            act()
            durations[step] = time.perf_counter() - began
            self.at = self.TARGETS[step][1]
            self.known.setdefault(self.at, self.seen())
            assert self.seen() == self.known[self.at], f"{step} is not what it was before"
        assert len(set(self.known.values())) == 3
        return durations

    def finish(self) -> None:
        """After all those deaths everything works: back to nothing, and through once more."""
        for step in {1: ["undo first"], 2: ["undo second", "undo first"]}.get(self.at, []):
            self.prepared(step)()
        self.at = 0
        self.learn()

    def meet(self) -> None:
        """Two administrators at once. Where they contradict each other, one of them is told so."""
        from measurements.models import Import, Measurement

        answers = self.at_once("confirm first", "confirm second")
        assert sorted(answers) == [b"D", b"R"], answers
        batch = Import.objects.get(undone_at=None)
        assert Measurement.objects.filter(batch=batch).count() == batch.new_count
        assert Measurement.objects.count() == batch.new_count
        self.prepared("undo")()
        assert self.seen() == self.known[0]

        for step, beside, there in [
            ("confirm first", "preview first", 1),
            ("undo", "preview second", 0),
        ]:
            answers = self.at_once(step, beside)
            assert answers == [b"D", b"P"], answers
            assert self.seen() == self.known[there]

    def at_once(self, *steps: str) -> list[bytes]:
        """Each step in a process of its own, at the same moment; what came of each, in short."""
        from django.db import connections

        connections.close_all()
        start, go = os.pipe()
        children = []
        for step in steps:
            told, tell = os.pipe()
            child = os.fork()
            if child:
                os.close(tell)
                children.append((child, told))
                continue
            try:
                act = self.prepared(step)
                os.write(tell, b"!")
                os.read(start, 1)
                os.write(tell, _in_short(act()))
            except BaseException:
                traceback.print_exc()
                os.write(tell, b"X")
            finally:
                os._exit(0)
        assert [os.read(told, 1) for _child, told in children] == [b"!"] * len(steps)
        os.write(go, b"!" * len(steps))
        answers = [os.read(told, 1) for _child, told in children]
        for child, told in children:
            os.waitpid(child, 0)
            os.close(told)
        os.close(start)
        os.close(go)
        return answers

    def kill_during(self, step: str, *, after: float) -> str:
        """Fork, take the step, kill; whether the process was killed or had ended before."""
        from django.db import connections

        connections.close_all()
        ready, tell = os.pipe()
        child = os.fork()
        if child == 0:
            try:
                act = self.prepared(step)
                os.write(tell, b"!")
                act()
            finally:
                os._exit(0)
        os.close(tell)
        os.read(ready, 1)
        os.close(ready)
        time.sleep(after)
        os.kill(child, signal.SIGKILL)
        _pid, status = os.waitpid(child, 0)
        self.wait_for_the_database()
        return "killed" if os.WIFSIGNALED(status) else "ended before"

    def prepared(self, step: str) -> Callable[[], object]:
        """Everything up to the request that is to be killed."""
        from django.core.files.uploadedfile import SimpleUploadedFile
        from django.test import Client

        client = Client()
        client.force_login(self.user)
        action, _space, which = step.partition(" ")

        def preview():
            return client.post(PAGE, {"import_file": SimpleUploadedFile("k.csv", file_of(which))})

        if action == "preview":
            return preview
        if action == "undo":
            from measurements.models import Import

            batch = Import.objects.filter(undone_at=None).latest("pk")
            return lambda: client.post(
                f"/admin/measurements/import/{batch.pk}/fortryd/", {"sure": "yes"}
            )
        if action == "work":
            return self.prepared_worker(client, preview)
        page = preview().content.decode()
        found = re.search(r'name="upload" value="([^"]+)"', page)
        assert found is not None, page
        return lambda: client.post(CONFIRM, {"upload": found[1]})

    def prepared_worker(self, client, upload: Callable) -> Callable[[], object]:
        """A worker who finds a confirmed file in the queue, and nothing else."""
        from django.conf import settings
        from django.core.management import call_command
        from django_tasks_db.models import DBTaskResult

        def work():
            call_command("db_worker", batch=True, interval=0, startup_delay=False, verbosity=0)

        DBTaskResult.objects.all().delete()
        settings.IMPORT_BACKGROUND_ROWS = 1
        try:
            page = upload().url
        finally:
            settings.IMPORT_BACKGROUND_ROWS = 20_000
        work()
        client.post(f"{page}bekraeft/")
        return work

    def half_done_work(self) -> str:
        """A file is done exactly when its receipt is there."""
        from measurements.models import ImportUnderWay

        done = ImportUnderWay.objects.filter(stage="done")
        if done.filter(batch=None).exists():
            return "a file is done that has no receipt"
        if ImportUnderWay.objects.exclude(stage="done").exclude(batch=None).exists():
            return "a file has a receipt and is not done"
        return ""

    def wait_for_the_database(self) -> None:
        """PostgreSQL's own process may take a moment to see that nobody is there any more."""
        from django.db import connection

        if connection.vendor != "postgresql":
            return
        others = (
            "SELECT count(*) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        for _ in range(500):
            with connection.cursor() as cursor:
                cursor.execute(others)
                if cursor.fetchone() == (0,):
                    return
            time.sleep(0.02)
        raise AssertionError("A process of the database goes on without its client")

    def fault(self, step: str) -> str:
        """What is half, or "". Afterwards `at` tells where we are."""
        here, there = self.TARGETS[step]
        seen = self.seen()
        standing = [place for place in dict.fromkeys((there, here)) if self.known[place] == seen]
        if not standing:
            return "the values are neither as before nor as after"
        self.at = standing[0]
        return self.half_receipt() or self.half_done_work() or self.broken_database()

    def seen(self) -> tuple:
        """The values as people see them, and which files stand."""
        from measurements.models import Import, Measurement

        values = Measurement.objects.order_by("topic", "institution", "group", "period")
        told = values.values_list(
            "topic", "institution", "group", "period", "value", "step", "raw", "row_number"
        )
        standing = Import.objects.filter(undone_at=None).order_by("pk")
        return tuple(told), tuple(standing.values_list("new_count", "changed_count"))

    def half_receipt(self) -> str:
        from measurements.models import Import

        for batch in Import.objects.order_by("pk"):
            if len(batch.rows) != batch.row_count:
                return f"the receipt {batch.pk} lacks rows"
            if batch.undone_at is None and batch.revisions.count() != batch.changed_count:
                return f"the receipt {batch.pk} lacks what was before"
        return ""

    def broken_database(self) -> str:
        from django.db import connection

        connection.check_constraints()
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA integrity_check")
                if cursor.fetchone() != ("ok",):
                    return "the database is damaged"
        return ""


def _in_short(answer) -> bytes:
    """D is done, P a preview, R refused with a sentence, and X anything else."""
    if answer.status_code == 302 and "/kvitteringer/" in answer.url:
        return b"D"
    said = answer.content.decode()
    if answer.status_code == 200 and "Data er ændret, efter at du så forhåndsvisningen" in said:
        return b"R"
    return b"P" if answer.status_code == 200 and 'class="findings' in said else b"X"


def file_of(which: str) -> bytes:
    """ROWS rows of KIDS; the second file has other values, and half as many rows again."""
    from tests.files import KIDS_WIDE, SECOND, csv_bytes

    value = {"first": "3,5", "second": "4,5"}[which]
    count = ROWS if which == "first" else ROWS + ROWS // 2
    rows = [
        (f"91{n % 10:02}", f"{n // 100 + 1:02}-02-2026", f"Stue {n // 10}", SECOND, value, value)
        for n in range(count)
    ]
    return csv_bytes(KIDS_WIDE, *rows)


if __name__ == "__main__":
    sys.exit(main())
