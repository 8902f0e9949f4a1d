"""What is run for every change, and what is long by nature and left to `make test-long`.

A test marked `long` is run with `pytest --long` only, or when it is named (`test_x.py::test_y`).
It has a short brother: other parameters of the same test that are not long, or a test that the
mark names. A test marked `sampled` tries some of its cases for every change, and all of them with
`--long`; so do properties, which hypothesis tries with a part of its examples.
"""

import ast
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import pytest
from hypothesis import settings

from tests.days import is_of_every_day

FOLDER = Path(__file__).parent
#: What a module has from `tests.browsing` that looks for faults of pages.
LOOKS = "faults_in"
#: A property is tried with so many of its examples for every change.
PART = 4

Case = TypeVar("Case")

_runs: dict[str, bool] = {"long": False}


def begin(config: pytest.Config) -> None:
    """Say which run this is, before any test is read."""
    _runs["long"] = bool(config.getoption("--long"))


def is_long() -> bool:
    """Whether this is the run of what is long by nature."""
    return _runs["long"]


def some(cases: Iterable[Case], *, of: int) -> list[Case]:
    """All cases in the long run, else the first of every `of`; for tests marked `sampled`."""
    return list(cases)[:: 1 if is_long() else of]


def examples(most: int) -> settings:
    """How many examples a property is tried with."""
    return settings(max_examples=most if is_long() else max(most // PART, 10), deadline=None)


def long_but(*quick: Any, of: Iterable[Any]) -> list:
    """Parameters of a test: all that are not `quick` are long."""
    every = list(of)
    assert set(quick) <= set(every), f"{quick} are not all among {every}"
    return [one if one in quick else pytest.param(one, marks=pytest.mark.long) for one in every]


def mark_looks(items: Iterable[pytest.Item]) -> None:
    """Whatever looks for faults of pages in a browser tries one width, and in the long run each."""
    for item in items:
        if item.get_closest_marker("browser") and hasattr(item.module, LOOKS):
            item.add_marker(pytest.mark.sampled)


def choose(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what this run is not for."""
    named = any("::" in argument for argument in config.args)
    if not named and (alone := without_a_brother(items)):
        raise pytest.UsageError(f"long, and without a short brother: {', '.join(alone)}")
    if named and not is_long():
        return
    kept: list[pytest.Item] = []
    left: list[pytest.Item] = []
    for item in items:
        (kept if _is_chosen(item) or is_of_every_day(config, item) else left).append(item)
    if left:
        config.hook.pytest_deselected(items=left)
        items[:] = kept


def without_a_brother(items: Sequence[pytest.Item]) -> list[str]:
    """The tests of which nothing is run for every change."""
    marks: dict[str, list] = defaultdict(list)
    for item in items:
        marks[item.nodeid.partition("[")[0]].append(item.get_closest_marker("long"))
    return [
        test
        for test, found in marks.items()
        if all(found) and not _stands_in(test, found[0].args, marks)
    ]


def _is_chosen(item: pytest.Item) -> bool:
    if not is_long():
        return item.get_closest_marker("long") is None
    is_property = getattr(getattr(item, "obj", None), "is_hypothesis_test", False)
    return is_property or any(map(item.get_closest_marker, ("long", "sampled")))


def _stands_in(test: str, brothers: tuple[str, ...], marks: dict[str, list]) -> bool:
    """Whether each brother that a mark names is there, and not long itself."""
    own = Path(test.partition("::")[0]).name
    for brother in brothers:
        file, _, name = brother.rpartition("::")
        node = f"{test.partition('::')[0]}::{name}"
        if name not in _tests_in(file or own) or (not file and all(marks.get(node, [None]))):
            return False
    return bool(brothers)


@cache
def _tests_in(file: str) -> set[str]:
    tree = ast.parse((FOLDER / file).read_text(encoding="utf-8"))
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
