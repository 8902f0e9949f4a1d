"""gunicorn's settings at a municipality: `gunicorn config.wsgi --config config/server.py`.

How many processes and threads, and why: docs/operations.md. What is said on the command line or in
GUNICORN_CMD_ARGS goes before this.
"""

import os
from pathlib import Path
from typing import Any

workers = int(os.environ.get("WEB_CONCURRENCY") or os.cpu_count() or 2)
threads = 4
preload_app = True
graceful_timeout = 30
loglevel = "warning"
control_socket_disable = True  # nobody is to steer it but the system; it would lie beside the code
if Path("/dev/shm").is_dir():  # noqa: S108  # what a process tells its keeper of itself
    worker_tmp_dir = "/dev/shm"  # noqa: S108


def when_ready(server: Any) -> None:
    """Load what each process would load for itself: what is there before they part is shared."""
    from config import memory, preloading  # noqa: PLC0415  # Django's settings can be read by now

    preloading.load()
    memory.leave_what_is_there()
