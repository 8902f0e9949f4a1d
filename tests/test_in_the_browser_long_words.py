"""A word that no line holds, as a pasted address, breaks where it ends: on every kind of page."""

import pytest

from tests.splitting import long_but
from tests.test_in_the_browser_pages import LOOKED_AT_ALWAYS, PAGES, open_page

pytestmark = [pytest.mark.browser]

#: Put behind what stands in each text that somebody may have written.
WRITE = """() => {
  const word = "Donaudampfschifffahrt".repeat(12);
  const written = "main :is(h1, h2, h3, p, li, dd, blockquote)";
  for (const place of document.querySelectorAll(written)) {
    if (place.closest("table, svg, .visually-hidden, nav, .result-value")) continue;
    for (const node of place.childNodes) {
      if (node.nodeType === Node.TEXT_NODE && node.data.trim()) node.data += ` ${word}`;
    }
  }
  for (const folded of document.querySelectorAll("main details")) folded.open = true;
  const wide = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= wide) return [];
  const out = [...document.querySelectorAll(written)].filter(
    (place) => place.getBoundingClientRect().right > wide || place.scrollWidth > wide,
  );
  const named = (place) => `${place.tagName} ${place.className}: ${place.parentNode.className}`;
  return ["the page", ...out.map(named)];
}"""


@pytest.mark.parametrize("name", long_but(*LOOKED_AT_ALWAYS, of=PAGES))
def test_a_long_word_breaks_before_it_leaves_the_page(name, as_person):
    page = open_page(name, as_person)

    for width in (390, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate(WRITE) == [], f"at {width} px"
