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
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from types import CodeType, FrameType, FunctionType
from typing import Any

import pytest
from hypothesis import settings as hypothesis_settings

from tests.mutants.faults import ROOT, Fault, code_of, faults_of, read_with_the_fault

#: A fault may let tests take so many times as long, and so many seconds more.
TIMES, SECONDS = 6, 40
SURVIVED, KILLED, TO_BE_READ_ANEW, BROKEN = 0, 1, 99, 100
Lines = dict[str, list[int]]

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
        self._run(next(filter(_asks_the_database, session.items)))
        gc.unfreeze()
        self.functions: dict[tuple[str, str, int], list[FunctionType]] = defaultdict(list)
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
        waiting = [(number, fault.within is None) for number, fault in enumerate(faults)]
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
        if ended == -signal.SIGALRM:
            return "patience"
        return "a process of its own" if ended else ""

    def _in_a_copy(self, module: str, number: int) -> int:
        tree, faults = faults_of(ROOT / module)
        fault = faults[number]
        tests = self._coming_by(module, fault)
        functions = self.functions[_key(code_of(tree, ROOT / module, fault.within))]
        fault.put()
        code = code_of(tree, ROOT / module, fault.within)
        if not functions or code.co_freevars != functions[0].__code__.co_freevars:
            return TO_BE_READ_ANEW
        for function in functions:
            function.__code__ = code
        for kept in self.caches:
            kept.cache_clear()
        signal.alarm(SECONDS + round(TIMES * sum(self.seen[test][0] for test in tests)))
        self.session.config.pluginmanager.register(_StopAtTheFirst(self.folder / str(os.getpid())))
        self._run(*(self.items[test] for test in tests))
        return SURVIVED

    def _anew(self, module: str, number: int) -> int:
        signal.alarm(2 * SECONDS + round(TIMES * sum(took for took, _lines in self.seen.values())))
        command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:randomly", "-p", __name__]
        tests = self.session.config.args
        os.execve(command[0], [*command, *tests], {**os.environ, "FAULT": f"{module}:{number}"})  # noqa: S606

    def _coming_by(self, module: str, fault: Fault) -> list[str]:
        """The tests that run the lines of a fault, those first that are quick or found others."""
        tests = [
            test
            for test, (_took, lines) in self.seen.items()
            if not set(fault.lines).isdisjoint(lines.get(module, ()))
        ]
        of_file: dict[str, float] = defaultdict(float)
        for test in tests:
            of_file[test.partition("::")[0]] += self.seen[test][0]
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
        watch = _Watch({str(ROOT / module): module for module in self.modules})
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
    """Notes which lines of some files each test runs, and how long it takes."""

    def __init__(self, modules: dict[str, str]) -> None:
        self.modules = modules
        self.seen: dict[str, tuple[float, Lines]] = {}

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        lines: dict[str, set[int]] = defaultdict(set)

        def follow(frame: FrameType, event: str, _given: Any) -> Callable[..., Any] | None:
            module = self.modules.get(frame.f_code.co_filename)
            if module:
                lines[module].add(frame.f_lineno)
            return follow if module else None

        began = time.monotonic()
        threading.settrace(follow)
        sys.settrace(follow)
        result = yield
        sys.settrace(None)
        found = {module: sorted(numbers) for module, numbers in lines.items()}
        self.seen[item.nodeid] = time.monotonic() - began, found
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
