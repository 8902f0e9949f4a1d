"""What is run on the second database: all that any database has a part in."""

from types import SimpleNamespace

import django.test
import pytest

from tests.on_both import comes_out_the_same, leave_out_what_comes_out_the_same


def item(tmp_path, text: str = "", *, marks=(), fixtures=(), cls=None):
    """A collected test, as far as it is looked at, in a file with this text."""
    path = tmp_path / "test_x.py"
    path.write_text(text)
    return SimpleNamespace(
        path=path,
        fixturenames=fixtures,
        cls=cls,
        get_closest_marker=lambda name: name in marks,
    )


def test_a_test_that_asks_for_no_database_comes_out_the_same(tmp_path):
    assert comes_out_the_same(item(tmp_path, "from files.numbers import plain"))


@pytest.mark.parametrize(
    "asking",
    [
        {"marks": ["django_db"]},
        {"marks": ["browser"]},
        {"fixtures": ["client", "db"]},
        {"fixtures": ["demo", "django_db_setup"]},
        {"cls": django.test.TestCase},
        {"text": "import subprocess"},
        {"text": "from django.db import connection"},
        {"text": "os.environ['DATABASE_URL']"},
        {"text": "from tests.postgres import own_database"},
        {"text": "from tests import crash"},
        {"text": "def test_x():\n    from tests.clock import PYTHON"},
    ],
)
def test_a_test_that_may_reach_a_database_is_run_on_both(tmp_path, asking):
    assert not comes_out_the_same(item(tmp_path, asking.pop("text", ""), **asking))


def test_what_is_left_out_is_said(tmp_path):
    said = []
    hook = SimpleNamespace(pytest_deselected=lambda items: said.extend(items))
    alike, other = item(tmp_path), item(tmp_path, "", marks=["django_db"])
    items = [alike, other]

    leave_out_what_comes_out_the_same(SimpleNamespace(hook=hook), items)

    assert (items, said) == ([other], [alike])
