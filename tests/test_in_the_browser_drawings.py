"""No text speaks of a drawing that is not there: a ring, a line of today."""

import re

import pytest

from tests.browsing import NARROW, WIDE

pytestmark = [
    pytest.mark.browser,
    pytest.mark.usefixtures("restored"),
]

#: Page → what its text says of the drawing, and the drawing.
DRAWN = {
    "/klynger/fyrtaarnet/aarshjul/": (re.compile(r"\bi ringen\b"), ".year-figure"),
    "/procesplan/": (re.compile(r"^\s*Stregen\b"), ".timeline td.chart svg"),
}


@pytest.mark.parametrize("width", [NARROW, WIDE])
@pytest.mark.parametrize("address", DRAWN)
def test_a_note_on_a_drawing_stands_only_beside_the_drawing(as_person, address, width):
    page = as_person("leder", width=width)
    page.goto(address)
    words, drawing = DRAWN[address]

    told = page.get_by_text(words).first.is_visible()
    drawn = page.locator(drawing).first.is_visible()

    assert told == drawn == (width == WIDE)
