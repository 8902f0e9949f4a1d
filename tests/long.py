"""`python -m tests.long` (`make test-long`): what is too long for every change.

What is marked `long` or `sampled`, on both databases and in the browser (`pytest --long`); on each
odd day of `tests.clock.ODD_DAYS` the tests that need neither PostgreSQL nor a browser, and a page
of each kind for everybody; and the attacker of small numbers on ten thousand towns.
"""

import os
import subprocess
import sys
import time

from tests.clock import ODD_DAYS

PYTEST = [sys.executable, "-m", "pytest", "-q", "-n", "auto"]
#: A page of each kind as everybody; two of them are among the tests for every change.
PAGES = "tests/test_danish_pages.py::test_a_link_of_each_kind_leads_to_a_sound_danish_page"

#: These read files and sources, and nothing in them is of a day: they are the same on each.
OF_NO_DAY = (
    "backups",
    "catalogues",
    "collation",
    "corpus_of_files",
    "crash",
    "deployment",
    "examples",
    "hostile_attachments",
    "hostile_spreadsheets",
    "hostile_word_files",
    "security_doc",
    "spreadsheets",
    "supply",
)


def main(arguments: list[str]) -> int:
    """Days may be named; without any everything is tried. Gives an exit code."""
    parts = {f"on {day}": lambda day=day: _on(day) for day in arguments or ODD_DAYS}
    if not arguments:
        parts |= {
            "what is long": lambda: _run([sys.executable, "-m", "tests", "--long"]),
            "the small numbers": lambda: _run([sys.executable, "-m", "tests.solving", "10000"]),
        }
    failed = [name for name, part in parts.items() if not _passes(name, part)]
    print(f"\nFailed: {', '.join(failed)}" if failed else "\nPassed, on every day")
    return bool(failed)


def _passes(name: str, part) -> bool:
    began = time.monotonic()
    print(f"\n{name.capitalize()}:", flush=True)
    is_well = part()
    print(f"{name.capitalize()}: {time.monotonic() - began:.0f} s", flush=True)
    return is_well


def _on(day: str) -> bool:
    left_out = [f"--ignore=tests/test_{name}.py" for name in OF_NO_DAY]
    tests = _run([*PYTEST, "--dist=loadfile", "-m", "not browser", *left_out], day=day)
    return _run([*PYTEST, "--dist=load", PAGES], day=day) and tests


def _run(command: list[str], *, day: str = "") -> bool:
    environment = {**os.environ, "TEST_DAY": day} if day else {**os.environ}
    return not subprocess.call(command, env=environment)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
