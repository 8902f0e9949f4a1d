"""`python -m bench`: every promise of docs/performance.md, measured on SQLite and PostgreSQL.

`python -m bench pages imports town` measures only those parts, and leaves bench/latest.json alone.
"""

import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from bench.figures import HEADINGS
from tests.postgres import description, postgres

LATEST = Path(__file__).with_name("latest.json")


def main(*parts: str) -> int:
    """Measure, tell, and write bench/latest.json, unless only parts are measured.

    What is not kept is told, and no failure.
    """
    print("Each figure is the fastest of its runs, beside its floor in the same run.")
    found = _measured_on(
        f"sqlite:///{Path(tempfile.gettempdir()) / 'bench.sqlite3'}", "SQLite", parts
    )
    given = os.environ.get("DATABASE_URL", "")
    if given.startswith("postgres"):
        found += _measured_on(given, "the PostgreSQL of DATABASE_URL", parts)
    else:
        with postgres() as url:
            found += _measured_on(url, description(), parts)
    if not parts:
        LATEST.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    broken = [figure["work"] for figure in found if figure["ok"] is False]
    kept = sum(figure["ok"] is True for figure in found)
    print(f"\n{kept} promises kept, {len(broken)} not.")
    for work in broken:
        print(f"  not kept: {work}")
    return 0


def _measured_on(url: str, name: str, parts: Sequence[str]) -> list[dict]:
    print(f"\nOn {name}\n\n{HEADINGS}", flush=True)
    with tempfile.NamedTemporaryFile(suffix=".json") as file:
        subprocess.run(
            [sys.executable, "-m", "bench.measure", file.name, *parts],
            env={**os.environ, "DATABASE_URL": url},
            check=True,
        )
        return json.loads(Path(file.name).read_text(encoding="utf-8"))


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that PostgreSQL is stopped, too
    sys.exit(main(*sys.argv[1:]))
