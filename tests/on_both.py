"""Which tests are run on a second database, too, once they have been run on one.

A test that asks for no database is kept from every database by pytest-django: it comes out the
same on each. But where its file, or what the file takes from `tests`, speaks of processes or of the
database, it might reach one by another way, and is run again.
"""

import re
from functools import cache
from pathlib import Path

import pytest
from django.db import connection
from django.test import SimpleTestCase

FOLDER = Path(__file__).parent
#: Whoever asks for a database asks for one of these, if only by way of another fixture.
OF_A_DATABASE = {"db", "transactional_db", "django_db_setup", "demo_site", "live_server"}
ANOTHER_WAY = re.compile(r"subprocess|multiprocessing|runpy|DATABASE|\bconnections?\b")
TAKEN = re.compile(r"^\s*from tests(?:\.(\w+))?[\w.]* import (.+)", re.MULTILINE)


def leave_out_what_is_of_the_other(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What is marked as of one database is left out on the other."""
    other = "sqlite" if connection.vendor == "postgresql" else "postgresql"
    if of_it := [item for item in items if item.get_closest_marker(other)]:
        config.hook.pytest_deselected(items=of_it)
        items[:] = [item for item in items if not item.get_closest_marker(other)]


def leave_out_what_comes_out_the_same(config: pytest.Config, items: list[pytest.Item]) -> None:
    """For the run on the second database."""
    if alike := [item for item in items if comes_out_the_same(item)]:
        config.hook.pytest_deselected(items=alike)
        items[:] = [item for item in items if not comes_out_the_same(item)]


def comes_out_the_same(item: pytest.Item) -> bool:
    """Whether no database has a part in a test; those in the browser were not run before."""
    asks = any(
        map(item.get_closest_marker, ("django_db", "browser"))
    ) or OF_A_DATABASE.intersection(getattr(item, "fixturenames", ()))
    own = getattr(item, "cls", None)
    is_djangos = own is not None and issubclass(own, SimpleTestCase)
    return not asks and not is_djangos and not _has_another_way(item.path)


@cache
def _has_another_way(path: Path) -> bool:
    text = path.read_text(encoding="utf-8")
    if ANOTHER_WAY.search(text):
        return True
    names = {name or one for name, told in TAKEN.findall(text) for one in told.split(", ")}
    taken = [FOLDER / f"{name}.py" for name in names if name != "conftest"]
    return any(_has_another_way(one) for one in taken if one.exists() and one != path)
