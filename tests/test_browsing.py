"""The tests in the browser wait for what they see: no key is pressed before a page can hear it."""

import re
from pathlib import Path

import pytest

#: What is done or left by what the page holds, or where it is, in the moment of the question.
HASTY = re.compile(r"^\s*(?:el)?if .*(?:\.count\(\)|\.is_visible\(\)|\bin \w+\.url\b)", re.M)


def test_keys_are_pressed_when_the_page_hears_them():
    files = Path(__file__).parent.glob("test_in_the_browser*.py")
    hasty = [file.name for file in files if "keyboard.press" in file.read_text()]
    assert hasty == []


def test_nothing_is_done_by_what_a_page_holds_before_it_has_come():
    """`tests.browsing.comes` waits: a download was waited for where a password was asked."""
    files = Path(__file__).parent.glob("test_in_the_browser*.py")
    hasty = {file.name: found for file in files if (found := HASTY.findall(file.read_text()))}
    assert hasty == {}


@pytest.mark.parametrize(
    "line", ["    if field.count():", 'if "/interaction/" in page.url:', "  elif a.is_visible():"]
)
def test_what_is_asked_too_soon_is_found(line):
    assert HASTY.search(line)
