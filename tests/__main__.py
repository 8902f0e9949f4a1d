"""`python -m tests`: the tests on SQLite and on PostgreSQL, browser tests on the latter.

What asks for no database is run once (`tests.on_both`), and so is what sends the second one nothing
that another test does not (`tests.sql`): unless it is said what is to be run.
`python -m tests --long` runs what is long by nature instead; see `tests.splitting`.
"""

import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

from tests.postgres import description, postgres

#: Browsers look at PostgreSQL, but for what is marked.
ON_SQLITE = "not browser or sqlite"
#: Where the run on the first database notes what the tests send.
SENT = Path(__file__).resolve().parent.parent / "var" / "test-sql" / "sent"


def main(arguments: list[str]) -> int:
    """Run everything; words after `python -m tests` are handed on to pytest. Gives an exit code."""
    noting, leaving_out = ([], []) if arguments else ([f"--note-sql={SENT}"], [f"--of-sql={SENT}"])
    shutil.rmtree(SENT.parent, ignore_errors=True)
    on_sqlite, sqlite_says = _pytest("sqlite://:memory:", "-m", ON_SQLITE, *noting, *arguments)
    print(f"\nNow the same on {description()}.\n", flush=True)
    with postgres() as url:
        on_postgres, postgres_says = _pytest(url, "--second", *leaving_out, *arguments)

    print(f"\nOn SQLite:\n{sqlite_says}\nOn PostgreSQL, and in the browser:\n{postgres_says}")
    return on_sqlite or on_postgres


def _pytest(database_url: str, *arguments: str) -> tuple[int, str]:
    """Run pytest on a database; give its exit code and its last line."""
    # a few of the long tests take as long as all others together
    together = "worksteal" if "--long" in arguments else "loadfile"
    command = [sys.executable, "-m", "pytest", "-q", "-n", "auto", f"--dist={together}", *arguments]
    colour = ["--color=yes"] if sys.stdout.isatty() else []
    environment = {**os.environ, "DATABASE_URL": database_url}
    summary = "nothing was said"
    with subprocess.Popen(
        command + colour, env=environment, stdout=subprocess.PIPE, text=True
    ) as run:
        for line in run.stdout or []:
            print(line, end="", flush=True)
            if re.search(r"\d+ \w+.* in [\d.]+s", line):
                summary = line.rstrip()
    return run.returncode, summary


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that PostgreSQL is stopped, too
    sys.exit(main(sys.argv[1:]))
