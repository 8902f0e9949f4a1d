"""What follows from the day is found, and has its turn on days enough."""

import datetime
import subprocess
import sys
from types import SimpleNamespace

import pytest
from django import forms
from django.template import Context, Template
from django.utils import timezone

from strategy.models import Decision
from tests import days
from tests.clock import NOW, ODD_DAYS, begin_again_after_midnight, moment_of_the_tests

MOMENT = datetime.datetime(2026, 12, 31, 23, 30, tzinfo=datetime.UTC)


class Form(forms.Form):
    at = forms.DateTimeField()


ASKING = {
    "today": lambda: timezone.localdate(),
    "the day of a moment": lambda: timezone.localdate(MOMENT),
    "the hour": lambda: timezone.localtime(MOMENT),
    "a moment on a page": lambda: Template("{{ at|date }}").render(Context({"at": MOMENT})),
    "the day of the page": lambda: Template('{% now "Y" %}').render(Context()),
    "the day of a moment in SQL": lambda: str(
        Decision.objects.filter(made_at__date=MOMENT.date()).query
    ),
    "what somebody typed": lambda: Form({"at": "31.12.2026 23:30"}).is_valid(),
    "a process of its own": lambda: subprocess.run([sys.executable, "-c", ""], check=True),
}
OF_NO_DAY = {
    "nothing": lambda: None,
    "a moment": lambda: timezone.now(),
    "a day that is given": lambda: Template("{{ on|date }}").render(Context({"on": MOMENT.date()})),
    "a row": lambda: str(Decision.objects.filter(made_at=MOMENT).query),
}


@pytest.fixture
def noted(monkeypatch, tmp_path):
    """What is noted; afterwards nobody listens any more."""
    monkeypatch.setattr(timezone, "get_current_timezone", timezone.get_current_timezone)
    monkeypatch.setattr(subprocess.Popen, "__init__", subprocess.Popen.__init__)
    return days.DaysNoted(tmp_path / "asks.gw0")


def run(noted, test, *, fixtures: tuple[str, ...] = ()) -> bool:
    """Whether a test is noted when it is run."""
    item = SimpleNamespace(nodeid="tests/test_x.py::test_x", fixturenames=fixtures)
    hook = noted.pytest_runtest_protocol(item)
    next(hook)
    test()
    with pytest.raises(StopIteration):
        next(hook)
    return item.nodeid in noted.tests


@pytest.mark.parametrize("what", ASKING)
def test_whoever_asks_for_a_day_is_noted(noted, what):
    assert run(noted, ASKING[what])


@pytest.mark.parametrize("what", OF_NO_DAY)
def test_whoever_does_not_is_not(noted, what):
    assert not run(noted, OF_NO_DAY[what])


def test_what_holds_the_demo_is_of_a_day(noted):
    assert run(noted, OF_NO_DAY["nothing"], fixtures=("demo",))


def test_what_a_module_asked_as_it_was_read_all_its_tests_follow_from(noted):
    module = noted.pytest_make_collect_report(SimpleNamespace(nodeid="tests/test_x.py"))
    next(module)
    timezone.localdate()
    with pytest.raises(StopIteration):
        module.send(None)

    assert run(noted, OF_NO_DAY["nothing"])


def test_what_was_set_up_once_for_many_they_all_follow_from(noted):
    fixture = SimpleNamespace(argname="town", scope="module")
    hook = noted.pytest_fixture_setup(fixture, None)
    next(hook)
    timezone.localdate()
    with pytest.raises(StopIteration):
        hook.send(None)

    assert run(noted, OF_NO_DAY["nothing"], fixtures=("town",))


def test_what_was_noted_is_read_back(noted, tmp_path):
    run(noted, ASKING["today"])
    noted.pytest_sessionfinish()

    assert days._noted(tmp_path / "asks").keys() == {"tests/test_x.py::test_x"}
    with pytest.raises(pytest.UsageError):
        days._noted(tmp_path / "nobody")


@pytest.mark.parametrize("seconds", [0.01, 0.2, 0.5, 30.0])
def test_every_test_has_its_turn_on_one_of_the_other_days(seconds):
    tests = [f"tests/test_x.py::test_x[{number}]" for number in range(200)]
    turns = {
        test: sum(days.has_its_turn(test, seconds, turn=turn) for turn in range(1, len(ODD_DAYS)))
        for test in tests
    }

    assert min(turns.values()) >= 1
    assert seconds >= days.TURNS[-1][0] or set(turns.values()) == {len(ODD_DAYS) - 1}


def test_a_day_does_not_end_before_the_tests(pytestconfig):
    """One begins a minute before midnight, and takes twenty minutes."""
    moment = moment_of_the_tests()
    clock = pytestconfig.stash[NOW]
    clock.move_to(moment + datetime.timedelta(days=1))

    begin_again_after_midnight(clock)

    assert datetime.datetime.now(moment.tzinfo).date() == moment.date()
