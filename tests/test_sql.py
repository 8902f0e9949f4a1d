"""What a second database is not sent again, and what it is sent in any case."""

import subprocess
import sys
from contextlib import nullcontext
from types import SimpleNamespace

import pytest
from django.db import DatabaseError, connection, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper
from django.db.models.sql.compiler import SQLCompiler
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import User
from files.papers.composing import svg_as_png
from institutions.models import Area
from tests import __main__ as whole
from tests import sql
from tests.sql import Noted, kind, shape, who_sends_everything

PATCHED = (
    (CursorWrapper, "_execute_with_wrappers"),
    (SQLCompiler, "execute_sql"),
    (subprocess.Popen, "__init__"),
    (BaseDatabaseWrapper, "_commit"),
    (type(connections["default"]), "vendor"),
)


@pytest.fixture
def noted(monkeypatch, tmp_path):
    """What is noted; afterwards nobody listens any more."""
    for owner, name in PATCHED:
        monkeypatch.setattr(owner, name, getattr(owner, name))
    return sql.SqlNoted(tmp_path / "sent.gw0")


def run(noted, test, name: str = "tests/test_x.py::test_x") -> Noted:
    """What is noted of a test when it is run."""
    hook = noted.pytest_runtest_protocol(SimpleNamespace(nodeid=name))
    next(hook)
    test()
    with pytest.raises(StopIteration):
        next(hook)
    return noted.tests[name]


def of(*statements: int, both: bool = False, seconds: float = 1.0) -> Noted:
    return Noted(seconds, frozenset(statements), both)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("SELECT a WHERE b IN (%s, %s)", "SELECT a WHERE b IN (%s, %s, %s, %s)"),
        ("INSERT INTO a VALUES (%s, %s)", "INSERT INTO a VALUES (%s, %s), (%s, %s), (%s, %s)"),
        ("INSERT INTO a VALUES (%s, NULL)", "INSERT INTO a VALUES (%s, NULL), (%s, NULL)"),
        ('SAVEPOINT "s140_x12"', 'SAVEPOINT "s139_x7"'),
        ("SELECT a LIMIT 21", "SELECT a LIMIT 1"),
    ],
)
def test_statements_are_alike_that_differ_in_length_and_numbers(one, other):
    assert shape(one) == shape(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("SELECT a FROM b", "SELECT a FROM c"),
        ("SELECT a ORDER BY b", "SELECT a ORDER BY b DESC"),
        ("SELECT a WHERE b = %s", "SELECT a WHERE b IN (%s)"),
        ("SELECT U0.a FROM b U0", "SELECT U1.a FROM b U1"),
    ],
)
def test_statements_that_say_something_else_are_not(one, other):
    assert shape(one) != shape(other)


def test_values_are_of_kinds_that_a_database_may_mind():
    kinds = [kind(one) for one in ("a", "a" * 101, "a\0", 1, 1 << 31, -(1 << 31), True)]

    assert kinds == ["str", "long", "nul", "int", "large", "int", "bool"]


def test_rows_that_can_be_read_once_are_left_to_the_database():
    rows = iter([("a",)])

    assert sql._values(rows, many=True) == []
    assert list(rows) == [("a",)]
    assert sql._values([("a", 1), ("b", 2)], many=True) == ["a", 1, "b", 2]
    assert sql._values({"a": 1}, many=False) == [1]


SENDING = {
    "another value": (lambda: Area.objects.filter(name="b").first(), True),
    "other fields": (lambda: Area.objects.filter(slug="a").first(), False),
    "a long text": (lambda: Area.objects.filter(name="a" * 101).first(), False),
    "a lock": (lambda: Area.objects.select_for_update().filter(name="a").first(), False),
    "other rows": (lambda: User.objects.filter(name="a").first(), False),
}


@pytest.mark.django_db
@pytest.mark.parametrize("what", SENDING)
def test_what_is_sent_is_noted(noted, what):
    send, is_alike = SENDING[what]
    one = run(noted, lambda: Area.objects.filter(name="a").first())
    other = run(noted, send)

    assert one.statements
    assert (one.statements >= other.statements) is is_alike
    assert not one.is_of_both


def refused() -> None:
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT nothing FROM nowhere")


OF_BOTH = {
    "refused": refused,
    "asks which database it is": lambda: connection.vendor,
    "a process": lambda: subprocess.run([sys.executable, "-c", ""], check=True),
}


@pytest.mark.django_db
@pytest.mark.parametrize("what", OF_BOTH)
def test_what_does_not_follow_from_statements_is_of_both(noted, what):
    assert run(noted, OF_BOTH[what]).is_of_both


def test_a_process_that_makes_a_paper_makes_none_one_of_both(noted):
    assert not run(
        noted, lambda: svg_as_png("<svg xmlns='http://www.w3.org/2000/svg'/>")
    ).is_of_both


@pytest.mark.django_db(transaction=True)
def test_what_commits_is_of_both(noted):
    def commit() -> None:
        with transaction.atomic():
            Area.objects.create(name="Vest", slug="vest")

    assert run(noted, commit).is_of_both


@pytest.mark.django_db
def test_what_is_taken_back_is_not(noted):
    def write() -> None:
        with transaction.atomic():
            Area.objects.create(name="Vest", slug="vest")

    assert not run(noted, write).is_of_both


@pytest.mark.parametrize(("outcome", "is_of_both"), [("failed", True), ("passed", False)])
def test_what_fails_on_the_first_is_run_on_the_second(noted, outcome, is_of_both):
    report = SimpleNamespace(failed=outcome == "failed")

    assert run(noted, lambda: noted.pytest_runtest_logreport(report)).is_of_both is is_of_both


@pytest.mark.parametrize(("scope", "is_of_both"), [("module", False), ("function", True)])
def test_a_database_made_for_many_tests_makes_none_of_them_one_of_both(noted, scope, is_of_both):
    def set_up() -> None:
        hook = noted.pytest_fixture_setup(SimpleNamespace(scope=scope), None)
        next(hook)
        assert connection.vendor
        with pytest.raises(StopIteration):
            hook.send(None)

    assert run(noted, set_up).is_of_both is is_of_both


def test_the_quickest_send_what_there_is_to_send():
    noted = {
        "dear": of(1, 2, seconds=9),
        "one": of(1, seconds=1),
        "two": of(2, seconds=1),
        "both": of(3, both=True, seconds=30),
        "three": of(3),
        "nothing": of(),
    }

    assert who_sends_everything(noted) == {"one", "two", "both"}


@given(
    st.dictionaries(
        st.text(max_size=2),
        st.builds(
            Noted,
            st.floats(0, 9),
            st.frozensets(st.integers(0, 20), max_size=6),
            st.booleans(),
        ),
        max_size=12,
    )
)
def test_nothing_is_lost_that_any_test_sends(noted):
    chosen = who_sends_everything(noted)
    sent = {one for test in chosen for one in noted[test].statements}

    assert sent == {one for told in noted.values() for one in told.statements}
    assert {test for test, told in noted.items() if told.is_of_both} <= chosen


def test_what_was_noted_is_read_back_and_chosen_from(noted, tmp_path):
    noted.tests = {
        "tests/test_x.py::test_x[a b]": of(7, 8, seconds=0.25),
        "tests/test_x.py::test_alike": of(7, seconds=0.5),
        "tests/test_x.py::test_both": of(both=True),
    }
    noted.pytest_sessionfinish()
    assert sql.read(tmp_path / "sent") == noted.tests

    said = []
    config = SimpleNamespace(
        getoption=lambda name: str(tmp_path / "sent"),
        hook=SimpleNamespace(pytest_deselected=lambda items: said.extend(items)),
    )
    items = [SimpleNamespace(nodeid=name) for name in (*noted.tests, "tests/test_x.py::test_new")]
    sql.choose(config, items)

    assert [item.nodeid for item in said] == ["tests/test_x.py::test_alike"]
    assert "tests/test_x.py::test_new" in {item.nodeid for item in items}


def test_without_a_run_that_noted_nothing_is_left_out(tmp_path):
    with pytest.raises(pytest.UsageError):
        sql.read(tmp_path / "nobody")


@pytest.mark.parametrize("arguments", [[], ["tests/test_x.py"], ["--long"]])
def test_what_is_named_is_run_on_both_in_full(monkeypatch, tmp_path, arguments):
    runs = []

    def ran(database_url: str, *told: str) -> tuple[int, str]:
        runs.append((database_url, told))
        return 0, "well"

    monkeypatch.setattr(whole, "_pytest", ran)
    monkeypatch.setattr(whole, "postgres", lambda: nullcontext("postgres://x"))
    monkeypatch.setattr(whole, "SENT", tmp_path / "test-sql" / "sent")

    assert whole.main(arguments) == 0

    (first, on_first), (second, on_second) = runs
    assert (first, second) == ("sqlite://:memory:", "postgres://x")
    assert (f"--note-sql={whole.SENT}" in on_first) is (not arguments)
    assert (f"--of-sql={whole.SENT}" in on_second) is (not arguments)
    assert {*arguments} <= {*on_first} & {*on_second}
