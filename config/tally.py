"""What the processes of a server count together, in memory that they share.

gunicorn loads the application and then parts into processes (`config/server.py`): what was mapped
before is the same memory in all of them. A row is a name and a number. It is written under a lock
that the system takes back from a process that is killed, so nobody ever waits for the dead.
"""

import fcntl
import mmap
import os
import struct
import tempfile
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

#: As many names as every page has of answers and times, and some to spare.
ROWS = 16_384
LONGEST_NAME = 248
ROW = struct.Struct(f"<{LONGEST_NAME}sd")
VALUE = struct.Struct("<d")
COUNT = struct.Struct("<q")


class SharedNumbers:
    """Numbers by name, that only grow; what processes made of this one later add is in it, too."""

    def __init__(self, rows: int = ROWS) -> None:
        self.rows = rows
        size = COUNT.size + rows * ROW.size
        self._file = _memory(size)
        self._map = mmap.mmap(self._file, size)
        self._places: dict[str, int] = {}
        self._threads = threading.Lock()
        os.register_at_fork(after_in_child=self._begin_anew)

    def add(self, numbers: Iterable[tuple[str, float]]) -> None:
        """Add to some numbers. Names for which there is no room are left out."""
        with self._alone():
            for name, more in numbers:
                place = self._place(name)
                if place is not None:
                    (now,) = VALUE.unpack_from(self._map, place)
                    VALUE.pack_into(self._map, place, now + more)

    def read(self) -> dict[str, float]:
        """Every number, by name, in the order in which names were first counted."""
        with self._alone():
            self._find_new()
            return {name: VALUE.unpack_from(self._map, at)[0] for name, at in self._places.items()}

    def _begin_anew(self) -> None:
        self._threads = threading.Lock()  # another thread may have held it as the process parted

    @contextmanager
    def _alone(self) -> Iterator[None]:
        with self._threads:
            fcntl.lockf(self._file, fcntl.LOCK_EX)
            try:
                yield
            finally:
                fcntl.lockf(self._file, fcntl.LOCK_UN)

    def _place(self, name: str) -> int | None:
        if name not in self._places:
            self._find_new()
        if name not in self._places and len(self._places) < self.rows:
            self._append(name)
        return self._places.get(name)

    def _find_new(self) -> None:
        """Learn the names that other processes have begun to count."""
        (there,) = COUNT.unpack_from(self._map, 0)
        for number in range(len(self._places), there):
            name, _value = ROW.unpack_from(self._map, COUNT.size + number * ROW.size)
            self._places[name.rstrip(b"\0").decode()] = _value_of(number)

    def _append(self, name: str) -> None:
        told = name.encode()
        if len(told) > LONGEST_NAME:
            return
        number = len(self._places)
        ROW.pack_into(self._map, COUNT.size + number * ROW.size, told, 0.0)
        COUNT.pack_into(self._map, 0, number + 1)  # last: a row that is killed over is not there
        self._places[name] = _value_of(number)


def _value_of(number: int) -> int:
    return COUNT.size + number * ROW.size + LONGEST_NAME


def _memory(size: int) -> int:
    """A file that has no name and takes room only where it has been written to."""
    if hasattr(os, "memfd_create"):
        file = os.memfd_create("ledestjernen-tally")
    else:  # where a developer works; a server is a Linux
        file, name = tempfile.mkstemp()
        os.unlink(name)  # noqa: PTH108
    os.ftruncate(file, size)
    return file
