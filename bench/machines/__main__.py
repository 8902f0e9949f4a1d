"""`make machines`: what happens to people's writing when a machine or the database is lost.

Two machines with pages behind haproxy, with files in common; each with a pgbouncer that lends
connections for one transaction; a database and a standby that has each write before it is done.
All of it on this machine, at addresses of loopback, for some minutes; it ends itself.
"""

import argparse
import json
import os
import re
import shutil
import signal
import sys
import tempfile
import time
import urllib.request
from pathlib import Path
from typing import Any

import conftest  # noqa: F401  (the environment of every test)
from bench.machines.files import is_common
from bench.machines.place import MACHINES, POOL, PROXY, Place
from bench.machines.processes import run, wait_for
from bench.machines.writers import Writers, tally

NEEDED = ("haproxy", "pgbouncer")
#: Seconds after which all of it is ended, whatever it is doing.
LONGEST = 1200


def main(words: list[str]) -> int:
    """Run the trial, tell what came of it; 1 where a promised write or a file is lost."""
    parser = argparse.ArgumentParser(prog="python -m bench.machines", description=__doc__)
    parser.add_argument("--writers", type=int, default=12)
    parser.add_argument("--seconds", type=float, default=15, help="of writing in each part")
    parser.add_argument("--json", help="a file for the figures")
    asked = parser.parse_args(words)
    if lacking := [name for name in NEEDED if shutil.which(name, path=_path()) is None]:
        print(f"Not installed here: {', '.join(lacking)}")
        return 2
    os.environ["PATH"] = _path()
    signal.signal(signal.SIGALRM, _too_long)
    signal.signal(signal.SIGTERM, _too_long)
    signal.alarm(LONGEST)
    with tempfile.TemporaryDirectory(prefix="machines", ignore_cleanup_errors=True) as folder:
        place = Place.prepare(Path(folder))
        try:
            figures = _trial(place, asked)
        finally:
            place.started.end()
    if asked.json:
        Path(asked.json).write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    return 1 if figures["lost"] or not figures["files in common"] else 0


def _trial(place: Place, asked: argparse.Namespace) -> dict[str, Any]:
    people = _begin(place)
    leaders = [one for one in people if one.get("writes")][: asked.writers]
    figures: dict[str, Any] = {"writers": len(leaders), "pool": POOL}
    figures["files in common"] = is_common(place, leaders[0])
    print(f"A file of machine one is fetched at two: {figures['files in common']}", flush=True)
    writers = Writers(f"http://{PROXY}:{place.ports['site']}", leaders)
    writers.begin()
    try:
        _both_serve(place, writers, asked, figures)
        _files_are_read_in(place, writers, figures)
        _a_machine_is_lost(place, writers, asked, figures)
        _the_database_is_lost(place, writers, asked, figures)
    finally:
        writers.end()
    _count(place, writers, figures)
    return figures


def _begin(place: Place) -> list[dict[str, Any]]:
    """Everything started, a small town made; who lives there."""
    began = time.monotonic()
    place.start_first()
    place.start_proxy()
    town = place.folder / "people.json"
    env = place.environment() | {"DATABASE_URL": place.at("first")}
    env.pop("DATABASE_DIRECT_URL")
    run([sys.executable, "manage.py", "collectstatic", "--no-input", "--verbosity=0"], env=env)
    run([sys.executable, "-m", "bench.load_town", town, "20", "2"], env=env)
    place.start_second()
    for machine in MACHINES:
        place.start_pool(machine)
        place.start_pages(machine)
        place.start_work(machine)
    for machine, address in MACHINES.items():
        wait_for(address, place.ports[machine], seconds=180)
        _asked(f"http://{address}:{place.ports[machine]}/healthz/ready", tries=60)
    _asked(f"http://{PROXY}:{place.ports['site']}/konto/log-ind/", tries=60)
    print(f"Two machines, two databases, started in {time.monotonic() - began:.0f} s", flush=True)
    return list(json.loads(town.read_text(encoding="utf-8")))


def _both_serve(place: Place, writers: Writers, asked: argparse.Namespace, found: Any) -> None:
    begin = time.monotonic()
    time.sleep(asked.seconds)
    writes = writers.between(begin, time.monotonic())
    shares = {machine: _answered(place, machine) for machine in MACHINES}
    found["both"] = {"told": tally(writes), "a second": round(len(writes) / asked.seconds, 1)}
    found["shares"] = shares
    print(
        f"Both serve, {len(writers.people)} writers on {POOL} connections each: {tally(writes)},"
        f" {len(writes) / asked.seconds:.1f} a second; status updates by machine: {shares}",
        flush=True,
    )


def _files_are_read_in(place: Place, writers: Writers, found: Any) -> None:
    """Through the pooler, which has few connections, while everybody writes."""
    begin = time.monotonic()
    command = [sys.executable, "-m", "bench.machines.importing", "3"]
    told = run(command, env=place.environment()).split("\n")[:3]
    writes = writers.between(begin, time.monotonic())
    found["files"] = {"told": told, "meanwhile": tally(writes)}
    print(f"Files read in through the pooler: {', '.join(told)}; {tally(writes)}", flush=True)


def _a_machine_is_lost(
    place: Place, writers: Writers, asked: argparse.Namespace, found: Any
) -> None:
    begin = time.monotonic()
    for name in ("pages-one", "work-one", "pgbouncer-one"):
        place.started.kill(name)
    time.sleep(asked.seconds)
    writes = writers.between(begin, time.monotonic())
    found["machine lost"] = {"told": tally(writes), "seconds": writers.first_after(begin)}
    print(
        f"Machine one is lost: {tally(writes)}; all well again after"
        f" {writers.first_after(begin):.1f} s",
        flush=True,
    )
    place.start_pool("one")
    place.start_pages("one")
    place.start_work("one")
    wait_for(MACHINES["one"], place.ports["one"], seconds=180)


def _the_database_is_lost(
    place: Place, writers: Writers, asked: argparse.Namespace, found: Any
) -> None:
    """Killed as by a power cut; a second later somebody, or Patroni, promotes the standby."""
    begin = time.monotonic()
    place.started.kill("postgres-first")
    time.sleep(1)
    place.promote()
    promoted = time.monotonic() - begin
    until = begin + 60
    while writers.first_after(begin) == float("inf") and time.monotonic() < until:
        time.sleep(0.5)
    time.sleep(asked.seconds)
    writes = writers.between(begin, time.monotonic())
    seconds = writers.first_after(begin)
    found["database lost"] = {"told": tally(writes), "promoted": promoted, "seconds": seconds}
    print(
        f"The database is lost: promoted after {promoted:.1f} s, all well again after"
        f" {seconds:.1f} s; {tally(writes)}",
        flush=True,
    )


def _count(place: Place, writers: Writers, found: Any) -> None:
    rows = place.ask(
        "second", "SELECT narrative FROM strategy_statusupdate WHERE narrative LIKE 'Skrevet%'"
    )
    there = {narrative for (narrative,) in rows}
    promised = writers.promised()
    lost = [text for text in promised if text not in there]
    unpromised = {write.text for write in writers.done if not write.is_promised}
    twice = len(rows) - len(there)
    found |= {"promised": len(promised), "lost": len(lost), "twice": twice}
    found["kept though not promised"] = len(unpromised & there)
    print(
        f"{len(promised)} writes promised, {len(lost)} lost;"
        f" {len(unpromised & there)} kept that were not promised, {twice} texts twice",
        flush=True,
    )


def _answered(place: Place, machine: str) -> int:
    """How many status updates a machine says it has answered."""
    address = f"http://{MACHINES[machine]}:{place.ports[machine]}/metrics"
    told = _asked(address, token="machines")  # noqa: S106  # of this trial
    labels = 'view="status_update_create",method="POST",status="302"'
    pattern = rf"ledestjernen_requests_total{{{labels}}} (\d+)"
    return sum(map(int, re.findall(pattern, told)))


def _asked(address: str, *, tries: int = 1, token: str = "") -> str:
    headers = {"Host": PROXY} | ({"Authorization": f"Bearer {token}"} if token else {})
    for left in reversed(range(tries)):
        try:
            request = urllib.request.Request(address, headers=headers)  # noqa: S310
            with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310
                return str(answer.read().decode())
        except OSError:
            if not left:
                raise
            time.sleep(1)
    return ""


def _path() -> str:
    return f"{os.environ['PATH']}:/usr/sbin:/sbin"


def _too_long(number: int, frame: object) -> None:
    raise SystemExit("The trial was ended.")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
