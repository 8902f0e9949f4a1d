"""What is left to the long run has a brother in the quick one, and is not forgotten there."""

from types import SimpleNamespace

import pytest

from tests import browsing, splitting


def item(name: str, **marks: tuple):
    """A collected test, as far as it is looked at; marks: name → arguments."""
    found = {mark: SimpleNamespace(args=arguments) for mark, arguments in marks.items()}
    node = f"tests/test_splitting.py::{name}"
    return SimpleNamespace(nodeid=node, get_closest_marker=found.get, obj=None)


def chosen(monkeypatch, items, *, long: bool, named: bool = False) -> list[str]:
    monkeypatch.setitem(splitting._runs, "long", long)
    hook = SimpleNamespace(pytest_deselected=lambda items: None)
    args = ["tests/test_splitting.py::test_x"] if named else ["tests"]
    kept = list(items)
    config = SimpleNamespace(args=args, hook=hook, getoption=lambda name: None)
    splitting.choose(config, kept)
    return [one.nodeid.rpartition("::")[2] for one in kept]


MIXED = (
    item("test_short"),
    item("test_x[quick]"),
    item("test_x[slow]", long=()),
    item("test_many", sampled=()),
)


def test_every_test_runs_in_one_of_the_runs(monkeypatch):
    quick = chosen(monkeypatch, MIXED, long=False)
    long = chosen(monkeypatch, MIXED, long=True)

    assert quick == ["test_short", "test_x[quick]", "test_many"]
    assert long == ["test_x[slow]", "test_many"]


def test_what_is_named_runs_however_long(monkeypatch):
    assert "test_x[slow]" in chosen(monkeypatch, MIXED, long=False, named=True)


def test_a_property_is_tried_in_both_runs(monkeypatch):
    tried = item("test_short")
    tried.obj = SimpleNamespace(is_hypothesis_test=True)

    assert chosen(monkeypatch, [tried], long=False) == chosen(monkeypatch, [tried], long=True)


def test_nothing_runs_where_a_long_test_has_no_short_brother(monkeypatch):
    with pytest.raises(pytest.UsageError, match="test_y"):
        chosen(monkeypatch, [*MIXED, item("test_y", long=())], long=False)


@pytest.mark.parametrize(
    ("brother", "is_one"),
    [
        ("test_every_test_runs_in_one_of_the_runs", True),
        ("test_bench.py::test_a_promise_is_kept_or_not", True),
        ("test_of_nobody", False),
        ("test_bench.py::test_of_nobody", False),
    ],
)
def test_a_brother_is_a_test_that_there_is(brother, is_one):
    alone = splitting.without_a_brother([item("test_y", long=(brother,)), item(brother)])

    assert (alone == []) is is_one


def test_a_brother_that_is_long_itself_is_none():
    brother = "test_every_test_runs_in_one_of_the_runs"
    both = [item("test_y", long=(brother,)), item(brother, long=("test_y",))]

    assert len(splitting.without_a_brother(both)) == 2


@pytest.mark.parametrize(
    ("marks", "module", "is_sampled"),
    [
        ({"browser"}, browsing, True),
        ({"browser"}, splitting, False),
        (set(), browsing, False),
    ],
)
def test_what_looks_for_faults_of_pages_does_so_in_the_long_run_too(marks, module, is_sampled):
    added = []
    looking = SimpleNamespace(
        module=module, get_closest_marker=lambda mark: mark in marks, add_marker=added.append
    )

    splitting.mark_looks([looking])

    assert [mark.name for mark in added] == ["sampled"] * is_sampled


def test_of_two_widths_each_has_half_the_pages_and_in_the_long_run_all(monkeypatch):
    pages = [f"http://127.0.0.1:4711/moeder/{number}/?side=2" for number in range(40)]
    monkeypatch.setitem(splitting._runs, "long", False)
    quick = [browsing.widths_looked_at(page) for page in pages]
    monkeypatch.setitem(splitting._runs, "long", True)

    assert {len(widths) for widths in quick} == {1}
    assert 10 < quick.count([browsing.WIDE]) < 30
    assert {frozenset(browsing.widths_looked_at(page)) for page in pages} == {
        frozenset({browsing.NARROW, browsing.WIDE})
    }


def test_some_are_all_in_the_long_run(monkeypatch):
    monkeypatch.setitem(splitting._runs, "long", False)
    few = splitting.some(range(10), of=4)
    monkeypatch.setitem(splitting._runs, "long", True)

    assert few == [0, 4, 8]
    assert splitting.some(range(10), of=4) == list(range(10))
