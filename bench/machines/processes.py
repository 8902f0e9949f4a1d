"""Processes that are started for a trial, and ended with it, whatever happens."""

import os
import pwd
import signal
import socket
import subprocess
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

#: Whom PostgreSQL and pgbouncer run as: neither wants to be root's.
ACCOUNT = "postgres"


class Started:
    """What is running, by name; each in a group of processes of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.running: dict[str, subprocess.Popen[bytes]] = {}

    def start(
        self,
        name: str,
        command: Sequence[str | Path],
        *,
        env: Mapping[str, str] | None = None,
        as_database: bool = False,
    ) -> None:
        """Start it; what it says goes into a file of its name."""
        as_root = as_database and os.geteuid() == 0
        with (self.folder / f"{name}.log").open("ab") as log:
            self.running[name] = subprocess.Popen(
                command,
                env=dict(env or os.environ),
                stdout=log,
                stderr=log,
                start_new_session=True,
                user=ACCOUNT if as_root else None,
                group=pwd.getpwnam(ACCOUNT).pw_gid if as_root else None,
                extra_groups=[] if as_root else None,
            )

    def kill(self, name: str) -> None:
        """As when the power goes: all of its processes at once."""
        process = self.running.pop(name)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def end(self) -> None:
        """End all, the last first; what does not end is killed."""
        left = list(reversed(self.running.items()))
        for name, process in left:
            stop = signal.SIGQUIT if name.startswith("postgres") else signal.SIGTERM
            process.send_signal(stop)
        for name, process in left:
            try:
                process.wait(timeout=15)
            except subprocess.TimeoutExpired:
                self.kill(name)
        self.running.clear()


def run(command: Sequence[str | Path], *, env: Mapping[str, str] | None = None) -> str:
    """Run something to its end; what it says. Raises with that where it fails."""
    done = subprocess.run(
        command, env=dict(env or os.environ), capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(f"{command[0]} failed:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    return done.stdout


def as_database(command: Sequence[str | Path]) -> list[str | Path]:
    """The command as the database's account runs it."""
    return ["runuser", "-u", ACCOUNT, "--", *command] if os.geteuid() == 0 else list(command)


def free_port(address: str) -> int:
    with socket.socket() as found:
        found.bind((address, 0))
        return int(found.getsockname()[1])


def wait_for(address: str, port: int, *, seconds: float = 90) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            socket.create_connection((address, port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError(f"Nobody answers at {address}:{port}")
