"""`python -m tests.long` (`make test-long`): what is too long for every change.

On each odd day of `tests.clock.ODD_DAYS` the tests that need neither PostgreSQL nor a browser, and
a page of each kind for everybody: on the first of them all, on the others those that asked on the
first what day it is, what takes long in turns (`tests.days`). What is marked `long` or `sampled`,
on both databases and in the browser (`pytest --long`). All that `make test` runs on one database
only (`tests.sql`), on the other. And the attacker of small numbers on ten thousand towns.
"""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from tests.clock import ODD_DAYS
from tests.postgres import postgres

QUICK = [sys.executable, "-m", "pytest", "-q", "-n", "auto", "-m", "not browser"]
NOTED = Path(__file__).resolve().parent.parent / "var" / "test-days" / "asks"


def main(arguments: list[str]) -> int:
    """Days may be named; without any everything is tried. Gives an exit code."""
    parts = dict(_on(arguments or ODD_DAYS))
    if not arguments:
        parts["what is long"] = _run([sys.executable, "-m", "tests", "--long"])
        parts["on the second database"] = _on_the_second
        parts["the small numbers"] = _run([sys.executable, "-m", "tests.solving", "10000"])
    shutil.rmtree(NOTED.parent, ignore_errors=True)
    failed = [name for name, part in parts.items() if not _passes(name, part)]
    print(f"\nFailed: {', '.join(failed)}" if failed else "\nPassed, on every day")
    return bool(failed)


Part = Callable[[], bool]


def _on(days) -> "list[tuple[str, Part]]":
    """The runs of the days."""
    first, *others = days
    found = [
        (f"on {first}", _run([*QUICK, "--dist=loadfile", f"--note-days={NOTED}"], TEST_DAY=first))
    ]
    for turn, day in enumerate(others, start=1):
        command = [*QUICK, "--dist=worksteal", f"--of-days={NOTED}", f"--turn={turn}"]
        found.append((f"on {day}", _run(command, TEST_DAY=day)))
    return found


def _on_the_second() -> bool:
    with postgres() as url:
        return _run([*QUICK, "--dist=loadfile", "--second"], DATABASE_URL=url)()


def _passes(name: str, part: Part) -> bool:
    began = time.monotonic()
    print(f"\n{name.capitalize()}:", flush=True)
    is_well = part()
    print(f"{name.capitalize()}: {time.monotonic() - began:.0f} s", flush=True)
    return is_well


def _run(command: list[str], **environ: str) -> Part:
    environment = os.environ | environ
    return lambda: not subprocess.call(command, env=environment)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
