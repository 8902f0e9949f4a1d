"""The drawing of the apps is that of the code."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.test_no_way_up import FLOORS, ROOT, modules

#: They know nothing of the domain and are used by all, or use all: the drawing leaves them out.
LEFT_OUT = {"accounts", "chance", "charts", "config", "demo", "files", "guides", "lifecycle"}
DRAWN = {app for floor in FLOORS for app in floor} - LEFT_OUT


def imported_by(path: Path) -> Iterator[str]:
    """The first name of everything that a module imports."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.partition(".")[0]
        elif isinstance(node, ast.Import):
            yield from (name.name.partition(".")[0] for name in node.names)


def test_the_drawing_has_an_arrow_for_each_use_and_no_other():
    drawing = (ROOT / "docs" / "structure.md").read_text("utf-8").split("```")[1]
    drawn = set(re.findall(r"(\w+) --> (\w+)", drawing))

    used = {
        (app, other)
        for app in DRAWN
        for path in modules(app)
        for other in imported_by(path)
        if other in DRAWN - {app}
    }

    assert len(DRAWN) > 8
    assert drawn == used
