"""gunicorn's settings for `make demo`: beside the pages, all that runs by itself."""

import subprocess
import sys
from typing import Any

workers = 2
threads = 4
graceful_timeout = 5
loglevel = "warning"

_worker: list[subprocess.Popen[bytes]] = []


def when_ready(server: Any) -> None:
    command = [sys.executable, "manage.py", "work"]
    _worker.append(subprocess.Popen(command))  # noqa: S603


def on_exit(server: Any) -> None:
    for process in _worker:
        process.terminate()
        try:
            process.wait(timeout=graceful_timeout)
        except subprocess.TimeoutExpired:
            process.kill()
