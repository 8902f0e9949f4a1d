"""The tests in the browser wait for what they see: no key is pressed before a page can hear it."""

from pathlib import Path


def test_keys_are_pressed_when_the_page_hears_them():
    files = Path(__file__).parent.glob("test_in_the_browser*.py")
    hasty = [file.name for file in files if "keyboard.press" in file.read_text()]
    assert hasty == []
