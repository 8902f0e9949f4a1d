"""A person at a page of the product, with every click, field and page counted."""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from playwright.sync_api import Locator, Page

TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

#: What a click and a field take a person who knows the keyboard, and reading a page for the first
#: time, in seconds. Files are chosen, which is a field each.
CLICK, FIELD, PAGE = 3, 8, 10


@dataclass
class Walk:
    """A person at a page. look: called with the name of each step, to see what the person sees."""

    page: Page
    look: Callable[[str], None] = lambda name: None
    clicks: int = 0
    fields: int = 0
    pages: int = 0
    begun: float = field(default_factory=time.monotonic)
    steps: dict[str, tuple[int, int, int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.page.on("framenavigated", self._turned)

    def _turned(self, frame: object) -> None:
        self.pages += 1

    def press(self, name: str | re.Pattern[str], *, role: str = "button", nth: int = 0) -> None:
        self.click(self.page.get_by_role(role, name=name).nth(nth))  # type: ignore[arg-type]

    def follow(self, name: str | re.Pattern[str], *, nth: int = 0) -> None:
        self.press(name, role="link", nth=nth)

    def click(self, what: Locator) -> None:
        self.clicks += 1
        what.click()
        self.page.wait_for_load_state()

    def fill(self, label: str | re.Pattern[str], text: str, *, nth: int = 0) -> None:
        self.fields += 1
        self.page.get_by_label(label).nth(nth).fill(text)

    def choose(self, label: str, option: str, *, nth: int = 0) -> None:
        self.fields += 1
        self.page.get_by_label(label, exact=True).nth(nth).select_option(option)

    def attach(self, name: str, content: bytes) -> None:
        self.fields += 1
        file = {"name": name, "mimeType": TYPES, "buffer": content}
        self.page.locator("input[type=file]").set_input_files(file)  # type: ignore[arg-type]

    @property
    def seconds(self) -> float:
        return time.monotonic() - self.begun

    def goes(self, name: str) -> None:
        """The step is done."""
        self.look(name)
        before = [sum(one) for one in zip((0, 0, 0), *self.steps.values(), strict=True)]
        now = (self.clicks, self.fields, self.pages)
        self.steps[name] = tuple(n - m for n, m in zip(now, before, strict=True))  # type: ignore[assignment]

    @property
    def minutes(self) -> float:
        """What it takes a person, who also reads."""
        return (self.clicks * CLICK + self.fields * FIELD + self.pages * PAGE) / 60
