"""`python -m tests.long` (`make test-long`): what is too long for every change.

The tests that need neither PostgreSQL nor a browser, on each odd day of `tests.clock.ODD_DAYS`, and
the attacker of small numbers on ten thousand towns.
"""

import os
import subprocess
import sys

from tests.clock import ODD_DAYS

PYTEST = [sys.executable, "-m", "pytest", "-q", "-n", "auto", "--dist=loadgroup"]


def main(arguments: list[str]) -> int:
    """Days may be named; without any everything is tried. Gives an exit code."""
    failed = [day for day in arguments or ODD_DAYS if not _passes(day)]
    if not arguments and subprocess.call([sys.executable, "-m", "tests.solving", "10000"]):
        failed.append("the small numbers")
    print(f"\nFailed on {', '.join(failed)}" if failed else "\nPassed on every day")
    return bool(failed)


def _passes(day: str) -> bool:
    print(f"\nOn {day}:", flush=True)
    return not subprocess.call([*PYTEST, "-m", "not browser"], env={**os.environ, "TEST_DAY": day})


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
