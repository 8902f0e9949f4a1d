"""Processes that are kept running: started anew when they end, and ended with this one."""

import logging
import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from types import FrameType

from django.db import connections

logger = logging.getLogger(__name__)

#: Seconds before what has ended is started again; each time twice as long, up to the last.
SHORTEST_PAUSE, LONGEST_PAUSE = 1, 60
LOOKED_AFTER_EVERY = 0.2  # seconds


@dataclass
class Kept:
    """A process that is kept running. work: what it does until SIGTERM; called in the process."""

    name: str
    work: Callable[[], None]
    process: multiprocessing.process.BaseProcess | None = None
    began: float = 0.0
    due: float = 0.0
    pause: int = 0

    def look_after(self) -> None:
        """Start it where it does not run and its pause is over."""
        if self.process and self.process.is_alive():
            return
        now = time.monotonic()
        if self.process:
            lasted, code = now - self.began, self.process.exitcode
            self.process = None
            long = lasted > LONGEST_PAUSE
            self.pause = SHORTEST_PAUSE if long or not self.pause else self.pause * 2
            self.pause = min(self.pause, LONGEST_PAUSE)
            self.due = now + self.pause
            logger.error("%s ended (%s); started again in %s s", self.name, code, self.pause)
        if now >= self.due:
            self._start()

    def _start(self) -> None:
        forked = multiprocessing.get_context("fork")  # shares what is loaded: 20 MB and not 120
        self.process = forked.Process(
            target=_as_child, args=(self.work, os.getpid()), name=self.name
        )
        self.began = time.monotonic()
        self.process.start()


def keep_running(kept: Sequence[Kept], *, patience: float) -> bool:
    """Look after them until SIGTERM or SIGINT, then end them; whether all ended by themselves.

    patience: seconds they have for that. One that takes longer is killed.
    """
    stopping = threading.Event()

    def stop(number: int, frame: FrameType | None) -> None:
        stopping.set()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    while not stopping.wait(LOOKED_AFTER_EVERY):
        for one in kept:
            one.look_after()
    return _end(kept, patience)


def _end(kept: Sequence[Kept], patience: float) -> bool:
    running = [one.process for one in kept if one.process and one.process.is_alive()]
    for process in running:
        process.terminate()
    until = time.monotonic() + patience
    for process in running:
        process.join(max(0.0, until - time.monotonic()))
    left = [process for process in running if process.is_alive()]
    for process in left:
        logger.error("%s did not end in time and is killed", process.name)
        process.kill()
        process.join()
    return not left


def _as_child(work: Callable[[], None], parent: int) -> None:
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches us, too; the parent tells us
    connections.close_all()
    threading.Thread(target=_end_with, args=(parent,), name="parent", daemon=True).start()
    work()


def _end_with(parent: int) -> None:
    """End this process when the one that looks after it is gone, however that ended."""
    while os.getppid() == parent:
        time.sleep(1)
    os.kill(os.getpid(), signal.SIGTERM)
