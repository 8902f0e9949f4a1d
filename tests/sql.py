"""Which tests send a second database what no other test sends it.

Whether a test passes on one database and not on the other follows from the statements it sends. So
in `make test` each statement is sent to the second database by one test at least: the first run
notes what each test sends (`pytest --note-sql=FILE`), and the second runs those of which nothing
can be left out (`pytest --second --of-sql=FILE`), the quickest first. `make test-long` runs all.

Statements are alike that differ in numbers, in the length of lists and in values of the same kind;
those that lock rows, and values that only one database minds (long, large, with a null character),
are of their own. Always run on both is what does not follow from statements sent one by one: what
the database refuses, what commits, and what starts processes or asks which database it is.
"""

import functools
import heapq
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

import pytest
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper
from django.db.models.sql.compiler import SQLCompiler
from django.utils.connection import ConnectionProxy

from tests.days import worked

FOLDER = str(Path(__file__).resolve().parent)
#: Longer texts do not fit into every column that PostgreSQL counts.
LONG = 100
#: What the columns of PostgreSQL hold that are of integers.
LARGE = 1 << 31
#: How Python is told to begin without the environment's folders: papers are made so.
ISOLATED = "-I"


class Noted(NamedTuple):
    """Of a test: how many seconds it works, what it sends, and whether it needs both databases."""

    seconds: float
    statements: frozenset[int]
    is_of_both: bool


def add_options(parser: pytest.Parser) -> None:
    parser.addoption("--note-sql", metavar="FILE", help="write which statements each test sends")
    parser.addoption("--of-sql", metavar="FILE", help="leave out who sends nothing of its own")


def begin(config: pytest.Config) -> None:
    """Note from now on what is sent, where that is wanted."""
    if file := config.getoption("--note-sql"):
        worker = getattr(config, "workerinput", {}).get("workerid", "alone")
        config.pluginmanager.register(SqlNoted(Path(f"{file}.{worker}")))


def choose(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out tests of which every statement is sent by another, where that is wanted."""
    if not (file := config.getoption("--of-sql")):
        return
    noted = read(Path(file))
    needed = who_sends_everything(noted)
    left = [item for item in items if item.nodeid in noted and item.nodeid not in needed]
    config.hook.pytest_deselected(items=left)
    items[:] = [item for item in items if item.nodeid not in noted or item.nodeid in needed]


def who_sends_everything(noted: Mapping[str, Noted]) -> set[str]:
    """So few tests that together they send every statement, those that are of both among them."""
    chosen = {test for test, told in noted.items() if told.is_of_both}
    sent = {one for test in chosen for one in noted[test].statements}
    waiting = sorted((0.0, test) for test, told in noted.items() if told.statements - sent)
    while waiting:
        _, test = heapq.heappop(waiting)
        if not (new := noted[test].statements - sent):
            continue
        dear = max(noted[test].seconds, 0.001) / len(new)
        if waiting and dear > waiting[0][0]:
            heapq.heappush(waiting, (dear, test))
        else:
            chosen.add(test)
            sent |= new
    return chosen


def read(file: Path) -> dict[str, Noted]:
    """What the processes of a run have noted; the same test is in one of them."""
    parts = sorted(file.parent.glob(f"{file.name}.*"))
    if not parts:
        raise pytest.UsageError(f"{file}: no run has noted which statements the tests send")
    noted = {}
    for line in filter(None, "\n".join(part.read_text("utf-8") for part in parts).split("\n")):
        seconds, both, statements, test = line.split(" ", 3)
        sent = frozenset(map(int, filter(None, statements.split(","))))
        noted[test] = Noted(float(seconds), sent, both == "both")
    return noted


@lru_cache(maxsize=20_000)
def shape(sql: str) -> str:
    """A statement without what may differ among those that are alike."""
    sql = re.sub(r'"?\bs\d+_x\d+\b"?', "savepoint", sql)
    sql = re.sub(r"\b\d+\b", "0", sql)
    sql = re.sub(r"%s(, ?%s)+", "%s", sql)
    return re.sub(r"(\([^()]*\))(, ?\1)+", r"\1", sql)


def kind(value: object) -> str:
    """What a database may mind about a value."""
    if isinstance(value, str):
        is_long = len(value) > LONG
        return "nul" if "\0" in value else "long" if is_long else "str"
    if isinstance(value, int) and not isinstance(value, bool):
        return "int" if -LARGE <= value < LARGE else "large"
    return type(value).__name__


class SqlNoted:
    """The statements that the tests of one process send, from whatever connection or thread."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.is_of_both = self.locks = False
        self.statements: set[int] = set()
        self.tests: dict[str, Noted] = {}
        CursorWrapper._execute_with_wrappers = self._sending(CursorWrapper._execute_with_wrappers)
        SQLCompiler.execute_sql = self._locking(SQLCompiler.execute_sql)
        subprocess.Popen.__init__ = self._starting(subprocess.Popen.__init__)
        BaseDatabaseWrapper._commit = self._of_both(BaseDatabaseWrapper._commit)
        database = connections[DEFAULT_DB_ALIAS]
        type(database).vendor = property(self._telling(database.vendor))

    def _sending(self, function: Callable) -> Callable:
        @functools.wraps(function)
        def noted(cursor, sql, params, many, executor):
            values = {kind(value) for value in _values(params, many) if value is not None}
            told = f"{shape(str(sql))} {sorted(values)} {self.locks}"
            self.statements.add(crc32(told.encode("utf-8", "replace")))
            try:
                return function(cursor, sql, params, many, executor)
            except DatabaseError:
                self.is_of_both = True
                raise

        return noted

    def _locking(self, function: Callable) -> Callable:
        @functools.wraps(function)
        def noted(compiler, *arguments, **named):
            self.locks = getattr(compiler.query, "select_for_update", False)
            try:
                return function(compiler, *arguments, **named)
            finally:
                self.locks = False

        return noted

    def _of_both(self, function: Callable) -> Callable:
        @functools.wraps(function)
        def noted(*arguments, **named):
            self.is_of_both = True
            return function(*arguments, **named)

        return noted

    def _starting(self, function: Callable) -> Callable:
        """A process may ask its own database; but not one that reads nothing of ours."""

        @functools.wraps(function)
        def noted(process, command, *arguments, **named):
            self.is_of_both |= ISOLATED not in command
            return function(process, command, *arguments, **named)

        return noted

    def _telling(self, vendor: str) -> Callable:
        """Django asks for each statement; what counts is who asks among the tests."""

        def noted(database) -> str:
            frame = sys._getframe(1)
            if frame.f_code is ConnectionProxy.__getattr__.__code__:
                frame = frame.f_back
            self.is_of_both |= frame.f_code.co_filename.startswith(FOLDER)
            return vendor

        return noted

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self, fixturedef, request) -> Iterator[None]:
        """A database that is made for many tests makes none of them one of both."""
        before = self.is_of_both
        value = yield
        if fixturedef.scope != "function":
            self.is_of_both = before
        return value

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        self.statements, self.is_of_both, began = set(), False, worked()
        done = yield
        sent = frozenset(self.statements)
        self.tests[item.nodeid] = Noted(worked() - began, sent, self.is_of_both)
        return done

    @pytest.hookimpl
    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """What fails on the first is run on the second, too."""
        self.is_of_both |= report.failed

    def pytest_sessionfinish(self) -> None:
        self.file.parent.mkdir(parents=True, exist_ok=True)
        self.file.write_text("\n".join(map(_line, self.tests.items())), encoding="utf-8")


def _values(params: object, many: bool) -> list:
    """The values of a statement, or of all its rows; what can be read once only is left alone."""
    if many:
        rows = params if isinstance(params, list | tuple) else ()
        return [value for row in rows for value in _values(row, many=False)]
    return list(params.values()) if isinstance(params, dict) else list(params or ())


def _line(of_a_test: tuple[str, Noted]) -> str:
    test, (seconds, statements, is_of_both) = of_a_test
    sent = ",".join(map(str, sorted(statements)))
    return f"{seconds:.3f} {'both' if is_of_both else 'one'} {sent} {test}"
