"""Which tests follow from the day they are run on; the others are the same on each.

Whoever asks what day it is, or on which day something happened, asks Django for the time zone: in
Python, in a form, in a template and in SQL (`tests/test_local_days.py` finds other ways). A test
that does not, and starts no other process, is of no day.

`pytest --note-days=FILE` writes which tests ask, and how long they take. `pytest --of-days=FILE
--turn=3` runs those on the third of some days: what is quickly done on each of them, what takes
long on some, each time another part, so that all of it is run on several. A page of each kind as
everybody (PAGES) is there on every day.
"""

import functools
import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from zlib import crc32

import pytest
from django.utils import timezone

#: They hold the demo, and that is of a day even where an earlier run has made it.
OF_A_DAY = {"demo", "demo_site"}
#: A page of each kind as everybody; two of them are among the tests for every change.
PAGES = "tests/test_danish_pages.py::test_a_link_of_each_kind_leads_to_a_sound_danish_page"
#: A test that takes so many seconds or more has its turn once in so many days.
TURNS = ((0.5, 11), (0.1, 6), (0.02, 3))


def add_options(parser: pytest.Parser) -> None:
    parser.addoption("--note-days", metavar="FILE", help="write which tests ask what day it is")
    parser.addoption("--of-days", metavar="FILE", help="run those that were noted")
    parser.addoption("--turn", type=int, default=0, help="which of the days it is")


def begin(config: pytest.Config) -> None:
    """Note from now on who asks, where that is wanted."""
    if file := config.getoption("--note-days"):
        worker = getattr(config, "workerinput", {}).get("workerid", "alone")
        config.pluginmanager.register(DaysNoted(Path(f"{file}.{worker}")))


def is_of_every_day(config: pytest.Config, item: pytest.Item) -> bool:
    """Whether a test is there on each of the days, long as it is."""
    is_of_days = config.getoption("--note-days") or config.getoption("--of-days")
    return bool(is_of_days) and item.nodeid.partition("[")[0] == PAGES


def choose(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what is of no day or has not its turn, where that is wanted."""
    if not (file := config.getoption("--of-days")):
        return
    noted, turn = _noted(Path(file)), config.getoption("--turn")
    kept: list[pytest.Item] = []
    left: list[pytest.Item] = []
    for item in items:
        asks = item.nodeid in noted
        is_there = asks and has_its_turn(item.nodeid, noted[item.nodeid], turn=turn)
        (kept if is_there or is_of_every_day(config, item) else left).append(item)
    config.hook.pytest_deselected(items=left)
    items[:] = kept


def has_its_turn(test: str, seconds: float, *, turn: int) -> bool:
    """Whether a test of that length is run on the day with this number."""
    every = next((days for least, days in TURNS if seconds >= least), 1)
    return crc32(test.encode()) % every == turn % every


def _noted(file: Path) -> dict[str, float]:
    parts = list(file.parent.glob(f"{file.name}.*"))
    if not parts:
        raise pytest.UsageError(f"{file}: no run has noted which tests ask what day it is")
    lines = [line for part in parts for line in part.read_text(encoding="utf-8").splitlines()]
    return {test: float(seconds) for seconds, _, test in (line.partition(" ") for line in lines)}


def worked() -> float:
    """Seconds of work, that of the processes it started included."""
    return sum(os.times()[:4])


class DaysNoted:
    """The tests of one process that ask: themselves, as their module is read, or what they use."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.asks = False
        self.modules: set[str] = set()
        self.fixtures = set(OF_A_DAY)
        self.tests: dict[str, float] = {}
        timezone.get_current_timezone = self._noting(timezone.get_current_timezone)
        subprocess.Popen.__init__ = self._noting(subprocess.Popen.__init__)

    def _noting(self, function: Callable) -> Callable:
        @functools.wraps(function)
        def noted(*arguments, **named):
            self.asks = True
            return function(*arguments, **named)

        return noted

    @pytest.hookimpl(wrapper=True)
    def pytest_make_collect_report(self, collector: pytest.Collector) -> Iterator[None]:
        self.asks = False
        report = yield
        if self.asks:
            self.modules.add(collector.nodeid)
        return report

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self, fixturedef, request) -> Iterator[None]:
        before, self.asks = self.asks, False
        value = yield
        if self.asks and fixturedef.scope != "function":
            self.fixtures.add(fixturedef.argname)
        self.asks |= before
        return value

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        self.asks, began = False, worked()
        done = yield
        uses = self.fixtures.intersection(getattr(item, "fixturenames", ()))
        if self.asks or uses or item.nodeid.partition("::")[0] in self.modules:
            self.tests[item.nodeid] = worked() - began
        return done

    def pytest_sessionfinish(self) -> None:
        self.file.parent.mkdir(parents=True, exist_ok=True)
        lines = [f"{seconds:.3f} {test}" for test, seconds in sorted(self.tests.items())]
        self.file.write_text("\n".join(lines), encoding="utf-8")
