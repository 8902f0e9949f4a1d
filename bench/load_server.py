"""The site as it runs at a municipality, on this machine alone, and what its processes take."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.environment import SERVER

CONFIG = Path("config/server.py")
#: What the site complains of, in its folder.
LOG = "site.log"
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Site:
    """gunicorn at a port of this machine."""

    port: int
    master: int

    @property
    def workers(self) -> list[int]:
        return children(self.master)

    @property
    def cpu(self) -> float:
        """Seconds of processor time of all its processes so far, those that ended included."""
        return sum(cpu_of(pid, with_ended=True) for pid in (self.master, *self.workers))

    @property
    def start(self) -> list[float]:
        """Seconds of processor time of the first process and of each other, as they stand."""
        return [cpu_of(self.master), *map(cpu_of, self.workers)]

    @property
    def memory(self) -> list[float]:
        """Megabytes of each worker."""
        return [memory_of(worker) for worker in self.workers]


def environment(url: str, folder: str) -> dict[str, str]:
    """A server's settings, writing in the folder only."""
    own = {
        "DJANGO_SETTINGS_MODULE": "bench.load_settings",
        "ALLOWED_HOSTS": "127.0.0.1",
        "EMAIL_URL": "dummymail://",
        "DATABASE_URL": url,
        "VAR_DIR": folder,
        "DEMO": "on",
    }
    return {**os.environ, **SERVER, **own}


@contextmanager
def site(env: dict[str, str], *, workers: int, threads: int) -> Iterator[Site]:
    """The site with its worker for large files; both are ended with it."""
    port = _free_port()
    command = [
        sys.executable, "-m", "gunicorn", "config.wsgi", "--bind", f"127.0.0.1:{port}",
        "--workers", str(workers), "--threads", str(threads), "--log-level", "warning",
    ]  # fmt: skip
    if CONFIG.exists():
        command += ["--config", str(CONFIG)]
    beside = [sys.executable, "manage.py", "work"]
    with (Path(env["VAR_DIR"]) / LOG).open("a") as log:
        processes = [subprocess.Popen(each, env=env, stderr=log) for each in (command, beside)]
    try:
        _wait_for(port)
        yield Site(port, processes[0].pid)
    finally:
        for process in processes:
            process.terminate()
        for process in processes:
            try:
                process.wait(timeout=40)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _wait_for(port: int) -> None:
    for _try in range(600):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz/ready", timeout=60):
                return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError("The site does not start")


# --- What Linux tells of a process ---------------------------------------------------------------


def cpu_of(pid: int, *, with_ended: bool = False) -> float:
    """Seconds of processor time; nothing for a process that is gone."""
    numbers = _stat(pid)
    return sum(map(int, numbers[11 : 15 if with_ended else 13])) / TICKS


def children(pid: int) -> list[int]:
    found = (int(path.name) for path in Path("/proc").glob("[0-9]*"))
    return sorted(each for each in found if _stat(each)[1:2] == [str(pid)])


def memory_of(pid: int) -> float:
    for line in Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    return 0.0


def database_cpu(url: str) -> float:
    """Seconds of processor time of the PostgreSQL that `tests.postgres` started; 0 for others."""
    folder = url.partition("?host=")[2]
    try:
        pid = int((Path(folder) / "data/postmaster.pid").read_text(encoding="ascii").split()[0])
    except (OSError, ValueError):
        return 0.0
    return cpu_of(pid, with_ended=True) + sum(map(cpu_of, children(pid)))


def _stat(pid: int) -> list[str]:
    """The numbers of /proc/PID/stat from the state on."""
    try:
        told = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return []
    return told.rpartition(")")[2].split()
