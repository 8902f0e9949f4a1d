"""One word has one meaning: no two classes of the house have the same name."""

import ast
from collections import defaultdict
from pathlib import Path

from tests.test_no_way_up import FLOORS, ROOT, modules

#: Django finds each command by this name, and by its module.
DJANGOS = {"Command"}


def classes() -> dict[str, set[str]]:
    """Each class that stands by itself → its modules; those within others are theirs."""
    found: dict[str, set[str]] = defaultdict(set)
    for app in (app for floor in FLOORS for app in floor):
        for path in modules(app):
            for node in ast.parse(path.read_text("utf-8")).body:
                if isinstance(node, ast.ClassDef):
                    found[node.name].add(str(Path(path).relative_to(ROOT)))
    return found


def test_no_name_of_a_class_stands_twice():
    found = classes()

    assert len(found) > 700
    twice = {name: where for name, where in found.items() if len(where) > 1}
    assert set(twice) == DJANGOS, twice
