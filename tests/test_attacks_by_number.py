"""docs/attacks-on-sign-in.md names every attack that is made, each by a test that exists."""

import re

import pytest

from tests.attacks import FILES, HEADING, PAGE, attacks, named_in, table
from tests.conftest import ROOT

#: Fewer would mean that a list was lost.
LEAST = 250


def test_the_table_has_every_attack_and_no_other():
    told = PAGE.read_text("utf-8").partition(HEADING)
    expected = table()

    assert told[1] + told[2] == expected, "python -m tests.attacks writes the table anew"


def test_there_are_many_and_none_stands_twice():
    found = list(attacks())

    assert len(found) >= LEAST
    assert len({test for _what, test in found}) == len(found)


@pytest.mark.parametrize("file", FILES)
def test_what_is_said_to_be_a_control_or_a_list_is_there(file):
    there = set(named_in(file))

    assert FILES[file].controls | set(FILES[file].lists) <= there


def test_no_file_of_attacks_is_left_out():
    """One that says so of itself at its top, or by its name."""
    says = re.compile(
        r'^"""[^"]*\b(?:attacks? on|attacker|somebody tries who wants)', re.IGNORECASE
    )
    files = [
        path.stem
        for path in (ROOT / "tests").glob("test_*.py")
        if says.match(path.read_text("utf-8")) or path.stem.startswith("test_attacks_on")
    ]

    assert set(files) - set(FILES) - {"test_attacks_by_number"} == set()
