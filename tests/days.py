"""Which tests follow from the day they are run on; the others are the same on each.

Whoever asks what day it is, or on which day something happened, asks Django for the time zone: in
Python, in a form, in a template and in SQL (`tests/test_local_days.py` finds other ways). A test
that does not, and starts no other process, is of no day.

`pytest --note-days=FILE` writes which tests ask; `pytest --of-days=FILE` runs those.
"""

import functools
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.utils import timezone

#: They hold the demo, and that is of a day even where an earlier run has made it.
OF_A_DAY = {"demo", "demo_site"}


def add_options(parser: pytest.Parser) -> None:
    parser.addoption("--note-days", metavar="FILE", help="write which tests ask what day it is")
    parser.addoption("--of-days", metavar="FILE", help="run those that were noted")


def begin(config: pytest.Config) -> None:
    """Note from now on who asks, where that is wanted."""
    if file := config.getoption("--note-days"):
        worker = getattr(config, "workerinput", {}).get("workerid", "alone")
        config.pluginmanager.register(DaysNoted(Path(f"{file}.{worker}")))


def choose(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what is of no day, where that is wanted."""
    if not (file := config.getoption("--of-days")):
        return
    noted = _noted(Path(file))
    left = [item for item in items if item.nodeid not in noted]
    config.hook.pytest_deselected(items=left)
    items[:] = [item for item in items if item.nodeid in noted]


def _noted(file: Path) -> set[str]:
    parts = list(file.parent.glob(f"{file.name}.*"))
    if not parts:
        raise pytest.UsageError(f"{file}: no run has noted which tests ask what day it is")
    return {test for part in parts for test in part.read_text(encoding="utf-8").splitlines()}


class DaysNoted:
    """The tests of one process that ask: themselves, as their module is read, or what they use."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.asks = False
        self.modules: set[str] = set()
        self.fixtures = set(OF_A_DAY)
        self.tests: set[str] = set()
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
        self.asks = False
        done = yield
        uses = self.fixtures.intersection(getattr(item, "fixturenames", ()))
        if self.asks or uses or item.nodeid.partition("::")[0] in self.modules:
            self.tests.add(item.nodeid)
        return done

    def pytest_sessionfinish(self) -> None:
        self.file.parent.mkdir(parents=True, exist_ok=True)
        self.file.write_text("\n".join(sorted(self.tests)), encoding="utf-8")
