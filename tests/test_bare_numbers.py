"""No test says of a whole page that a number is not in it: an address may hold it as a key."""

import ast
from pathlib import Path

import pytest


def faults(source: str) -> list[int]:
    """The lines on which a number alone is looked for in what a page answered, and not wanted."""
    found = []
    for function in ast.walk(ast.parse(source)):
        if not isinstance(function, ast.FunctionDef):
            continue
        pages = {
            target.id
            for node in ast.walk(function)
            if isinstance(node, ast.Assign) and is_page(node.value)
            for target in node.targets
            if isinstance(target, ast.Name)
        }
        for node in ast.walk(function):
            if not isinstance(node, ast.Compare) or not isinstance(node.ops[0], ast.NotIn):
                continue
            told, among = node.left, node.comparators[0]
            # a key has no nought in front
            is_key = isinstance(told, ast.Constant) and f"{told.value}".isdecimal()
            if not is_key or f"{told.value}".startswith("0"):
                continue
            if is_page(among) or getattr(among, "id", "") in pages:
                found.append(node.lineno)
    return found


def is_page(value: ast.expr) -> bool:
    """Whether it is what a page answered, with its addresses."""
    told = ast.unparse(value)
    return ".content" in told and "strip_tags(" not in told


def test_no_number_alone_is_denied_a_whole_page():
    here = Path(__file__).parent

    found = {
        f"{path.name}:{line}"
        for path in here.glob("test_*.py")
        for line in faults(path.read_text("utf-8"))
    }

    assert found == set()


@pytest.mark.parametrize(
    ("source", "is_fault"),
    [
        ('def test():\n    assert "2199" not in client.get("/").content.decode()', True),
        ('def test():\n    page = answer.content.decode()\n    assert "91" not in page', True),
        ('def test():\n    assert "1. januar 2199" not in answer.content.decode()', False),
        ('def test():\n    assert "2199" not in strip_tags(answer.content.decode())', False),
        ('def test():\n    assert "010190" not in answer.content.decode()', False),
        ('def test():\n    assert "91" not in words', False),
    ],
)
def test_the_look_for_numbers_finds_them(source, is_fault):
    assert bool(faults(source)) == is_fault
