"""What a piece of code may cost: processor time, which other work on the machine does not change,
and memory above what the process had before."""

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

STATUS = Path("/proc/self/status")
PEAK_FORGOTTEN = "5"  # what Linux forgets the highest use of memory on


@contextmanager
def within(*, seconds: float, megabytes: float) -> Iterator[None]:
    """Fail when the block takes more. Memory is only measured where Linux tells it."""
    had = _forget_the_peak()
    began = time.process_time()
    yield
    took = time.process_time() - began
    assert took < seconds, f"{took:.2f} s of processor time; at most {seconds} s"
    if had is not None:
        used = _status("VmHWM") - had
        assert used < megabytes, f"{used:.0f} MB; at most {megabytes} MB"


def _forget_the_peak() -> float | None:
    """Let the peak begin from here; the memory in use now, or None where nobody can tell."""
    try:
        Path("/proc/self/clear_refs").write_text(PEAK_FORGOTTEN)
        return _status("VmRSS")
    except OSError:
        return None


def _status(name: str) -> float:
    found = re.search(rf"{name}:\s+(\d+) kB", STATUS.read_text())
    return int(found[1]) / 1000 if found else 0.0
