"""`python -m bench.measure FILE [PART …]`: all parts or some, on the database DATABASE_URL names.

Prints each figure as soon as it is known, and writes them all to the file as JSON.
"""

import json
import sys
from collections.abc import Iterable
from pathlib import Path

from bench.environment import scratch_database, set_up
from bench.figures import Figure


def main(path: str, *parts: str) -> None:
    set_up()
    from django.db import connection
    from django.utils import translation

    from bench import imports, pages, town

    name = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}[connection.vendor]
    with scratch_database(), translation.override("da"):
        works = {"pages": pages.figures, "imports": imports.figures, "town": town.figures}
        wanted = [work for part, work in works.items() if not parts or part in parts]
        found = [figure for work in wanted for figure in _told(work())]
    kept = [{**figure.as_json, "work": f"{name}: {figure.work}"} for figure in found]
    Path(path).write_text(json.dumps(kept), encoding="utf-8")


def _told(figures: Iterable[Figure]) -> Iterable[Figure]:
    for figure in figures:
        print(figure, flush=True)
        yield figure


if __name__ == "__main__":
    main(*sys.argv[1:])
