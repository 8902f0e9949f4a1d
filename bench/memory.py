"""`python -m bench.memory FILE`: megabytes of Django alone, and at most while reading a file in."""

import re
import sys
from pathlib import Path

from bench.environment import set_up


def peak() -> float:
    """The most megabytes this process has held.

    Not from getrusage(), which on Linux begins with what the process that started this one held.
    """
    status = Path("/proc/self/status").read_text(encoding="ascii")
    found = re.search(r"VmHWM:\s+(\d+) kB", status)
    return int(found[1]) / 1024 if found else float("nan")


def main(path: str) -> None:
    """Preview and confirm a file of KIDS."""
    set_up()
    from files.spreadsheets import read
    from measurements.importing import commit_sheet, prepare

    bare = peak()
    content = Path(path).read_bytes()
    expected = prepare(read(content, name="kids.csv")).fingerprint
    commit_sheet(read(content, name="kids.csv"), expected=expected)
    print(bare, peak())


if __name__ == "__main__":
    main(sys.argv[1])
