"""gunicorn's settings for `make demo`: beside the pages, all that runs by itself."""

import subprocess
import sys
from typing import Any

workers = 2
threads = 4
graceful_timeout = 5
loglevel = "warning"


def when_ready(server: Any) -> None:
    command = [sys.executable, "manage.py", "work"]
    # With the server, which stays: these settings are read anew when it reloads.
    server.beside = subprocess.Popen(command)  # noqa: S603


def on_exit(server: Any) -> None:
    if (process := getattr(server, "beside", None)) is None:
        return
    process.terminate()
    try:
        process.wait(timeout=graceful_timeout)
    except subprocess.TimeoutExpired:
        process.kill()
