"""Which day it is for the tests, and for what they start: never the day they happen to be run.

`TEST_DAY=2028-02-29T00:30 python -m pytest …` tests on another day, in the time of Denmark.
`python -m tests.clock manage.py runserver` runs a script, `python -m tests.clock -m gunicorn …` a
module, on that day.
"""

import datetime
import functools
import os
import runpy
import sys
import time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.files import File
from django.core.files.storage import FileSystemStorage

#: An ordinary Saturday between two board meetings of the demo.
USUAL = "2026-11-28T12:00"

#: Days on which dates have gone wrong in one program or another: `make test-long` tries them all.
ODD_DAYS = (
    "2026-12-31T23:30",
    "2027-01-01T00:30",  # still December in UTC, and week 53
    "2027-02-28T12:00",
    "2027-03-28T03:30",  # clocks have just gone forward
    "2027-06-30T23:30",
    "2027-07-31T23:59",
    "2027-08-01T00:30",
    "2027-10-31T02:30",  # the hour that comes twice
    "2028-02-29T00:30",
    "2029-01-01T08:00",  # a Monday
    "2030-06-30T12:00",  # a Sunday
    "2031-11-28T12:00",  # five years from the usual day
)

#: Where pytest keeps the clock of the tests.
NOW = pytest.StashKey[time_machine.Traveller]()


def on_the_day() -> time_machine.travel:
    """The clock of the tests; `.start()` it. It ticks, and files are dated by it."""
    _date_files_by_the_clock()
    return time_machine.travel(moment_of_the_tests(), tick=True)


def begin_again_after_midnight(clock: time_machine.Traveller) -> None:
    """Tests of a minute before midnight are of that day, however many came before them."""
    moment = moment_of_the_tests()
    if datetime.datetime.now(moment.tzinfo).date() != moment.date():
        clock.move_to(moment)


def moment_of_the_tests() -> datetime.datetime:
    """When the clock of the tests begins."""
    moment = datetime.datetime.fromisoformat(os.environ.get("TEST_DAY", USUAL))
    return moment.replace(tzinfo=ZoneInfo("Europe/Copenhagen"))


def _date_files_by_the_clock() -> None:
    """What is kept on another day is of that day; the disk would say the day of the machine."""
    save = FileSystemStorage._save
    if hasattr(save, "__wrapped__"):
        return

    @functools.wraps(save)
    def dated(storage: FileSystemStorage, name: str, content: File) -> str:
        kept = save(storage, name, content)
        os.utime(storage.path(kept), (time.time(),) * 2)
        return kept

    FileSystemStorage._save = dated


def main(arguments: list[str]) -> None:
    on_the_day().start()
    sys.path.insert(0, str(Path.cwd()))
    if arguments[0] == "-m":
        sys.argv = arguments[1:]
        runpy.run_module(arguments[1], run_name="__main__", alter_sys=True)
    else:
        sys.argv = arguments
        runpy.run_path(arguments[0], run_name="__main__")


if __name__ == "__main__":
    main(sys.argv[1:])
