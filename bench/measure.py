"""`python -m bench.measure FILE`: everything, on the database that DATABASE_URL names.

Prints each figure as soon as it is known, and writes them all to the file as JSON.
"""

import json
import sys
from collections.abc import Iterable
from pathlib import Path

from bench.environment import scratch_database, set_up
from bench.figures import Figure


def main(path: str) -> None:
    set_up()
    from django.db import connection
    from django.utils import translation

    from bench import imports, pages, town

    name = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}[connection.vendor]
    with scratch_database(), translation.override("da"):
        found = [*_told(pages.figures()), *_told(imports.figures()), *_told(town.figures())]
    kept = [{**figure.as_json, "work": f"{name}: {figure.work}"} for figure in found]
    Path(path).write_text(json.dumps(kept), encoding="utf-8")


def _told(figures: Iterable[Figure]) -> Iterable[Figure]:
    for figure in figures:
        print(figure, flush=True)
        yield figure


if __name__ == "__main__":
    main(sys.argv[1])
