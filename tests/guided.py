"""A guide walked as it is written: step by step, each word in bold seen on the page it speaks of.

`PICTURES=on` takes the pictures of the guides on the way (`make screenshots`).
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path, PurePosixPath

from markdown_it.token import Token
from playwright.sync_api import Page

from guides.shelf import shelf
from guides.written import PICTURE_HEIGHT, PICTURE_WIDTH, parsed, plain

FOLDER = Path(__file__).resolve().parent.parent / "static" / "guides"

#: What on the page has these words: to press, to fill in, or to read as a heading.
SEEN = """(words) => [...document.querySelectorAll(
  "a, button, label, legend, summary, option, th, dt, h1, h2, h3, h4, .margin > p")]
  .filter((one) => one.checkVisibility() || one.tagName === "OPTION")
  .find((one) => {
    const said = one.innerText.replace(/\\s+/g, " ").trim();
    return said.startsWith(words) && !/^\\p{L}/u.test(said.slice(words.length));
  })"""
POINT = """(words) => {
  const one = (SEEN)(words);
  one.scrollIntoView({ block: "center", behavior: "instant" });
  one.style.outline = "3px solid #a12a1f";
  one.style.outlineOffset = "3px";
}""".replace("SEEN", SEEN)


@dataclass(frozen=True, slots=True)
class GuideStep:
    """bold: the words of the product's pages; pictures: files in `static/guides`."""

    text: str
    bold: tuple[str, ...]
    pictures: tuple[str, ...]


def steps_of(section: str, name: str) -> list[GuideStep]:
    """The numbered steps of a guide, in their order, over all its lists."""
    _markdown, tokens = parsed(shelf()[section, name])
    return [_step(item) for item in _items(tokens)]


def _items(tokens: list[Token]) -> Iterator[list[Token]]:
    """The tokens of each item of an ordered list."""
    item: list[Token] | None = None
    ordered = False
    for token in tokens:
        if token.level == 0 and token.type.endswith("list_open"):
            ordered = token.type == "ordered_list_open"
        if ordered and token.type == "list_item_open" and token.level == 1:
            item = []
        elif token.type == "list_item_close" and token.level == 1 and item is not None:
            yield item
            item = None
        elif item is not None and token.type == "inline":
            item.append(token)


def _step(inlines: list[Token]) -> GuideStep:
    children = [child for inline in inlines for child in inline.children or []]
    bold = [after.content for before, after in pairwise(children) if before.type == "strong_open"]
    pictures = [
        PurePosixPath(str(child.attrs["src"])).name for child in children if child.type == "image"
    ]
    text = " ".join(plain(inline) for inline in inlines)
    return GuideStep(" ".join(text.split()), tuple(bold), tuple(pictures))


class GuideWalk:
    """Somebody who follows a guide: `step` before each thing that is done, `end` after the last."""

    def __init__(self, section: str, name: str) -> None:
        self.left = steps_of(section, name)
        assert self.left, "a guide without steps"

    def step(self, page: Page, begins: str) -> None:
        """The next step of the guide begins with these words, and the page has what it names."""
        step = self.left.pop(0)
        assert step.text.startswith(begins), step.text
        page.wait_for_load_state()
        for words in step.bold:
            assert page.evaluate(f"(words) => Boolean(({SEEN})(words))", words), (
                f"»{words}« is not on {page.url}, but the guide says: {step.text}"
            )
        for name in step.pictures:
            self._picture(page, step, name)

    def _picture(self, page: Page, step: GuideStep, name: str) -> None:
        if os.environ.get("PICTURES") == "on":
            size = page.viewport_size
            page.set_viewport_size({"width": PICTURE_WIDTH, "height": PICTURE_HEIGHT})
            page.evaluate(POINT, step.bold[-1])
            page.screenshot(path=FOLDER / name, type="jpeg", quality=70)
            page.evaluate(
                f"(words) => {{ ({SEEN})(words).style.outline = '' }}",
                step.bold[-1],
            )
            if size:
                page.set_viewport_size(size)

    def end(self) -> None:
        assert self.left == [], "steps that nobody walked"
