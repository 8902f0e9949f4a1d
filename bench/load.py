"""`python -m bench.load`: a hundred people at work in a town of 500 institutions (`make load`).

Makes the town, starts the site as a municipality would run it, on this machine alone, and lets
people click with time to think; beside them somebody opens a nearly empty page, the floor. Seconds
depend on what else the machine does; processor time and the ratio to the floor do so less.
"""

import argparse
import asyncio
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bench.load_client import Crowd
from bench.load_mix import crowd
from bench.load_server import LOG, Site, database_cpu, environment, site
from bench.load_told import Stage, told
from tests.postgres import postgres

DATABASES = {"postgresql": "PostgreSQL", "sqlite": "SQLite"}


def main(words: Sequence[str]) -> int:
    """Measure each number of people on each database, tell, and write it down where asked to."""
    asked = _asked(words)
    found: list[dict[str, Any]] = []
    for vendor in asked.database or DATABASES:
        with tempfile.TemporaryDirectory(prefix="load") as folder, _database(vendor, folder) as url:
            env = environment(url, folder)
            people = _town(env, folder, asked)
            for count in asked.people:
                with site(env, workers=asked.workers, threads=asked.threads) as running:
                    stage = _stage(running, url, people, count, asked)
                print(told(stage, name=DATABASES[vendor]), flush=True)
                found.append({"database": DATABASES[vendor], **stage.as_json})
    _tell_growth(found)
    if asked.beside:
        _tell_beside(found, json.loads(Path(asked.beside).read_text(encoding="utf-8")))
    if asked.json:
        Path(asked.json).write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    return 0


def _asked(words: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.load", description=__doc__)
    parser.add_argument("--people", type=int, nargs="+", default=[100, 200, 300])
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--warm", type=float, default=15, help="seconds before that, not counted")
    parser.add_argument("--think", type=float, default=10, help="seconds between two clicks")
    parser.add_argument("--requests", type=int, default=100_000, help="at most")
    parser.add_argument("--database", choices=DATABASES, action="append")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--threads", type=int, default=4)
    parser.add_argument("--institutions", type=int, default=500)
    parser.add_argument("--indicators", type=int, default=40)
    parser.add_argument("--json", help="a file for the figures")
    parser.add_argument("--beside", help="the figures of another run, to be told as ratios")
    return parser.parse_args(words)


@contextmanager
def _database(vendor: str, folder: str) -> Iterator[str]:
    """An empty one of our own."""
    if vendor == "sqlite":
        yield f"sqlite:///{folder}/load.sqlite3"
        return
    import psycopg2

    with postgres() as url:
        connection = psycopg2.connect(url.replace("/ledestjernen?", "/postgres?"))
        connection.autocommit = True
        connection.cursor().execute("CREATE DATABASE ledestjernen")
        connection.close()
        yield url


def _town(env: Mapping[str, str], folder: str, asked: argparse.Namespace) -> list[dict[str, Any]]:
    """Made by a process of its own; who lives there."""
    started = time.monotonic()
    file = Path(folder) / "people.json"
    size = [str(asked.institutions), str(asked.indicators)]
    commands = (
        ["manage.py", "collectstatic", "--no-input", "--verbosity", "0"],
        ["-m", "bench.load_town", str(file), *size],
    )
    with (Path(folder) / LOG).open("a") as log:
        for command in commands:
            subprocess.run([sys.executable, *command], env=env, check=True, stderr=log)
    people: list[dict[str, Any]] = json.loads(file.read_text(encoding="utf-8"))
    print(f"{len(people)} people, made in {time.monotonic() - started:.0f} s", flush=True)
    return people


def _stage(
    running: Site,
    url: str,
    people: Sequence[Mapping[str, Any]],
    count: int,
    asked: argparse.Namespace,
) -> Stage:
    """So many people at work: first for a while that does not count, then for one that does."""
    dice = random.Random(7)
    start = running.start
    some = Crowd(running.port, crowd(people, count, dice), asked.think, dice, asked.requests)
    asyncio.run(some.work(asked.warm))
    some.answers, some.floors, some.asked = [], [], 0
    memory, load = [running.memory], [os.getloadavg()[0]]
    before = (running.cpu, database_cpu(url), time.process_time(), time.monotonic())
    asyncio.run(_watched(some, asked.seconds, running, memory))
    after = (running.cpu, database_cpu(url), time.process_time(), time.monotonic())
    memory.append(running.memory)
    ours, database, client, seconds = (
        late - early for early, late in zip(before, after, strict=True)
    )
    return Stage(
        people=len(some.people),
        start=start,
        think=asked.think,
        seconds=seconds,
        answers=some.answers,
        floors=some.floors,
        cpu=ours,
        database_cpu=database,
        client_cpu=client,
        memory=memory,
        load=[*load, os.getloadavg()[0]],
    )


async def _watched(some: Crowd, seconds: float, running: Site, memory: list[list[float]]) -> None:
    """The same, with a look at the memory halfway, by time or by requests."""
    work = asyncio.ensure_future(some.work(seconds))
    half = time.monotonic() + seconds / 2
    while not work.done() and time.monotonic() < half and some.asked < some.most / 2:
        await asyncio.sleep(0.5)
    memory.append(running.memory)
    await work


def _tell_growth(found: Sequence[Mapping[str, Any]]) -> None:
    """By the click, since a site that is asked for too much cannot take more than there is."""
    for less in found:
        for more in found:
            same = less["database"] == more["database"]
            if same and more["people"] == 2 * less["people"]:
                ratio = 2 * more["cpu_mean"] / less["cpu_mean"]
                words = f"{less['people']} → {more['people']} people"
                print(f"{less['database']}, {words}: {ratio:.2f} × the processor time (≤ 2.1)")


def _tell_beside(found: Sequence[Mapping[str, Any]], other: Sequence[Mapping[str, Any]]) -> None:
    for ours in found:
        for theirs in other:
            if all(ours[name] == theirs[name] for name in ("database", "people", "think")):
                words = ", ".join(
                    f"{name} {theirs[name]:.4g} → {ours[name]:.4g}"
                    for name in ("cpu_mean", "cpu_median", "p50", "p95", "per_second", "kept")
                )
                print(f"{ours['database']}, {ours['people']} people, beside: {words}")


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that all that was started is stopped
    sys.exit(main(sys.argv[1:]))
