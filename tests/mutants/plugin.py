"""pytest with faults: the tests once as they are, then for each fault those that come by it.

Everything is set up once; what follows is run in copies of this process (`os.fork`). A fault in a
function is put into the function itself, wherever it has been imported to. One in the module's own
lines (a table, a constant, a default) needs a process that reads the module anew.
"""

import functools
import gc
import importlib
import json
import os
import signal
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any

import pytest
from hypothesis import settings as hypothesis_settings

from tests.mutants.faults import (
    ROOT,
    Fault,
    codes_of,
    faults_of,
    noting,
    place_of,
    put_default,
    read_with_the_fault,
)

#: A fault may let tests take so many times as long, and so many seconds more.
TIMES, SECONDS = 6, 40
SURVIVED, KILLED, TO_BE_READ_ANEW, BROKEN = 0, 1, 99, 100
Lines = dict[str, list[int]]
#: Where a function stands (file, name, first line) → all of it there is in memory.
Functions = dict[tuple[str, str, int], list[FunctionType]]

if "FAULT" in os.environ:
    read_with_the_fault(os.environ["FAULT"])


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--faults-in", default="", help="modules, with commas between them")
    parser.addoption("--at-once", type=int, default=1, help="so many faults are tried at a time")
    parser.addoption("--outcomes", help="the file that gets them")


@pytest.hookimpl(trylast=True)
def pytest_configure(config: pytest.Config) -> None:
    """Properties are tried with the same examples each time, and no smaller one is looked for."""
    from hypothesis import Phase

    phases = (Phase.explicit, Phase.generate)
    patient = hypothesis_settings.get_profile("patient")
    again = hypothesis_settings(patient, derandomize=True, database=None, phases=phases)
    hypothesis_settings.register_profile("again", again)
    hypothesis_settings.load_profile("again")


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop(session: pytest.Session) -> bool | None:
    if not session.config.getoption("--faults-in"):
        return None
    trial = Trial(session)
    outcomes = {module: trial.outcomes(module) for module in trial.modules}
    Path(session.config.getoption("--outcomes")).write_text(json.dumps(outcomes), encoding="utf-8")
    return True


class Trial:
    """The tests of a subject, and what is known of them."""

    def __init__(self, session: pytest.Session) -> None:
        self.session = session
        self.modules: list[str] = session.config.getoption("--faults-in").split(",")
        self.items = {item.nodeid: item for item in session.items}
        for module in self.modules:
            importlib.import_module(module.removesuffix(".py").replace("/", "."))
        self._run(*[item for item in session.items if _asks_the_database(item)][:1])
        gc.unfreeze()
        self.functions: Functions = defaultdict(list)
        self.caches: list[Any] = []
        for thing in gc.get_objects():
            if type(thing) is FunctionType:  # isinstance would wake what is lazy
                self.functions[_key(thing.__code__)].append(thing)
            elif type(thing) is functools._lru_cache_wrapper and _is_ours(thing):
                self.caches.append(thing)
        gc.freeze()
        self.folder = Path(tempfile.mkdtemp(prefix="mutants"))
        self.seen = self._as_they_are()
        self.killers: dict[str, int] = defaultdict(int)

    def outcomes(self, module: str) -> dict[str, str]:
        """What became of each fault in a module: the test that found it, or nothing."""
        _tree, faults = faults_of(ROOT / module)
        waiting = [(number, False) for number in range(len(faults))]
        running: dict[int, tuple[int, bool]] = {}
        found: dict[str, str] = {}
        while waiting or running:
            if waiting and len(running) < self.session.config.getoption("--at-once"):
                number, is_anew = waiting.pop(0)
                job = self._anew if is_anew else self._in_a_copy
                running[_forked(lambda j=job, n=number: j(module, n))] = number, is_anew
                continue
            pid, status = os.wait()
            number, is_anew = running.pop(pid)
            ended = os.waitstatus_to_exitcode(status)
            if ended == TO_BE_READ_ANEW and not is_anew:
                waiting.append((number, True))
                continue
            found[faults[number].name] = self._verdict(pid, ended, faults[number])
            print(f"{module} {faults[number].name}: {found[faults[number].name]}", flush=True)
        return found

    def _verdict(self, pid: int, ended: int, fault: Fault) -> str:
        """The test that found a fault, or what else ended its trial; nothing where it lives."""
        if ended == BROKEN:
            raise RuntimeError(f"{fault.name} could not be tried; see MUTANTS_LOUD")
        note = self.folder / str(pid)
        if note.exists():
            killer = note.read_text(encoding="utf-8")
            self.killers[killer] += 1
            return killer
        if -ended in {signal.SIGALRM, signal.SIGPROF}:
            return "patience"
        return "a process of its own" if ended else ""

    def _in_a_copy(self, module: str, number: int) -> int:
        tree, faults = faults_of(ROOT / module)
        fault = faults[number]
        function = fault.within or fault.default_of
        found = function and self.functions[str(ROOT / module), *place_of(function)]
        if not found:
            return TO_BE_READ_ANEW
        fault.put()
        code = codes_of(tree, ROOT / module)[place_of(function)]
        if code.co_freevars != found[0].__code__.co_freevars:
            return TO_BE_READ_ANEW
        for each in found:
            each.__code__ = code
            if fault.default_of:
                put_default(fault, each)
        for kept in self.caches:
            kept.cache_clear()
        tests = self._coming_by(module, fault)
        self._be_patient(tests)
        self.session.config.pluginmanager.register(_StopAtTheFirst(self.folder / str(os.getpid())))
        self._run(*(self.items[test] for test in tests))
        return SURVIVED

    def _anew(self, module: str, number: int) -> int:
        tests = [*dict.fromkeys([*self._coming_by(module, None), *self.items])]
        self._be_patient(tests)
        command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:randomly", "-p", __name__]
        environment = {**os.environ, "FAULT": f"{module}:{number}"}
        os.execve(command[0], [*command, *tests], environment)  # noqa: S606

    def _be_patient(self, tests: list[str]) -> None:
        """End this process, whatever it becomes, after so much work, or after very long."""
        usual = sum(self.seen[test][0] for test in tests)
        signal.setitimer(signal.ITIMER_PROF, SECONDS + TIMES * usual)
        signal.alarm(10 * SECONDS + round(10 * TIMES * usual))

    def _coming_by(self, module: str, fault: Fault | None) -> list[str]:
        """The tests that run the lines of a fault, or any of its module; those first that have
        found others, then the quick ones.
        """
        tests = []
        of_file: dict[str, float] = defaultdict(float)
        for test, (took, lines) in self.seen.items():
            if set(lines[module]) & set(fault.lines if fault else lines[module]):
                tests.append(test)
                of_file[test.partition("::")[0]] += took
        return sorted(
            tests, key=lambda test: (-self.killers[test], of_file[test.partition("::")[0]])
        )

    def _as_they_are(self) -> dict[str, tuple[float, Lines]]:
        """How long each test takes, and which lines it runs; raises where one fails."""
        note = self.folder / "seen"
        status = os.waitpid(_forked(lambda: self._note(note)), 0)[1]
        if status:
            raise pytest.UsageError("The tests fail without any fault.")
        return json.loads(note.read_text(encoding="utf-8"))

    def _note(self, note: Path) -> int:
        watch = _Watch()
        for module in self.modules:
            watch.follow(module, self.functions)
        self.session.config.pluginmanager.register(_StopAtTheFirst(self.folder / "failed"))
        self.session.config.pluginmanager.register(watch)
        self._run(*self.items.values())
        note.write_text(json.dumps(watch.seen), encoding="utf-8")
        return 0

    def _run(self, *items: pytest.Item) -> None:
        """Run tests, and leave what is set up for all of them."""
        for item, after in zip(items, [*items, _Onwards(self.session)][1:], strict=True):
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=after)


class _Onwards:
    """Stands for a test that needs nothing but the session."""

    def __init__(self, session: pytest.Session) -> None:
        self.listchain = lambda: [session]


class _StopAtTheFirst:
    """Ends the process when a test fails, and writes down which."""

    def __init__(self, note: Path) -> None:
        self.note = note

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            self.note.write_text(report.nodeid, encoding="utf-8")
            os._exit(KILLED)


class _Watch:
    """Notes which lines of some modules each test runs, and how long it takes."""

    def __init__(self) -> None:
        self.seen: dict[str, tuple[float, Lines]] = {}
        self.lines: dict[str, set[int]] = {}

    def follow(self, module: str, functions: Functions) -> None:
        """Have the functions of a module say when they come to a line."""
        self.lines[module] = set()
        tree, faults = faults_of(ROOT / module)
        followed = list({id(each.within): each.within for each in faults if each.within}.values())
        for function in followed:
            noting(function, "_came_to_line")
        codes = codes_of(tree, ROOT / module)
        for function in followed:
            for each in functions[str(ROOT / module), *place_of(function)]:
                each.__code__ = codes[place_of(function)]
                each.__globals__["_came_to_line"] = self.lines[module].add

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        for lines in self.lines.values():
            lines.clear()
        began = time.process_time()
        result = yield
        found = {module: sorted(lines) for module, lines in self.lines.items()}
        self.seen[item.nodeid] = time.process_time() - began, found
        return result


def _asks_the_database(item: pytest.Item) -> bool:
    return bool(item.get_closest_marker("django_db")) or "db" in getattr(item, "fixturenames", ())


def _key(code: CodeType) -> tuple[str, str, int]:
    return code.co_filename, code.co_name, code.co_firstlineno


def _is_ours(cache: Any) -> bool:
    code = getattr(cache.__wrapped__, "__code__", None)
    path = Path(code.co_filename) if code else Path("/")
    return path.is_relative_to(ROOT) and not path.is_relative_to(ROOT / "tests")


def _forked(job: Callable[[], int]) -> int:
    """Do something in a copy of this process, in silence; gives the copy's number."""
    if pid := os.fork():
        return pid
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, 1)
    if "MUTANTS_LOUD" not in os.environ:
        os.dup2(silence, 2)
    status = BROKEN
    try:
        status = job()
    finally:
        os._exit(status)
