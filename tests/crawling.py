"""Walking through the application by its links, and what is wrong with a page as it is written."""

import re
from collections import Counter, defaultdict, deque
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from html.parser import HTMLParser
from urllib.parse import urldefrag, urljoin, urlsplit

from django.test import Client
from django.urls import Resolver404, resolve

from tests.english import english_on

#: Django's tables of rows to edit refer to helping texts that stand in the head of the table, and
#: so does what it shows instead of a password.
DJANGOS = re.compile(r"^id_\w+-(\d+|__prefix__)-\w+_helptext$|^id_password_helptext$")

#: Limits of their own, for addresses there are very many of.
ALIKE = {"imported_row": 6}
#: Rows with a life of their own: what a page of them offers follows from where each is, so that a
#: few are not enough to know the kind, nor a few of the pages that they alone lead to.
LIVING = frozenset(
    {
        "local_goal_detail",
        "local_goal_anchor",
        "local_goal_based_on",
        "hearing_detail",
        "remark_detail",
    }
)
IN_THE_ADMINISTRATION = 2
WITH_A_QUERY = 2
IN_THE_ADMINISTRATION_WITH_A_QUERY = 1


@dataclass(frozen=True)
class Page:
    """What an address answered: `html` is empty for files and redirects."""

    url: str
    status: int
    html: str
    linked_from: str

    @cached_property
    def markup(self) -> "Markup":
        return Markup.of(self.html)

    @property
    def faults(self) -> list[str]:
        """Everything that no page may have, each as a short sentence; Danish is expected."""
        return [
            *([f"answers {self.status}"] if self.status not in {200, 302} else []),
            *(self.markup.faults if self.html else []),
            *(f"speaks English: {text}" for text in sorted(english_on(self.html))),
        ]


def walk(client: Client, *, of_one_kind: int) -> Iterator[Page]:
    """Follow every internal link from the start page, as whoever is signed in with `client`.

    of_one_kind: how many addresses of one kind are enough to know that kind; the rest are alike.
    """
    waiting = deque([("/", "the beginning")])
    seen = {"/"}
    kinds: Counter[tuple[str, bool]] = Counter()
    while waiting:
        url, linked_from = waiting.popleft()
        kind = _kind(url)
        kinds[kind] += 1
        if kinds[kind] > _limit(*kind, of_one_kind):
            continue
        page = visit(client, url, linked_from=linked_from)
        yield page
        for link in page.markup.links:
            target = urldefrag(urljoin(url, link)).url
            if target not in seen and target.startswith("/"):
                seen.add(target)
                waiting.append((target, url))


def visit(client: Client, url: str, *, linked_from: str = "") -> Page:
    """Ask for one address; a redirect within the application shows the page where it ends."""
    response = client.get(url)
    if response.get("Location", "").startswith("/"):
        response = client.get(url, follow=True)
    is_page = response.get("Content-Type", "").startswith("text/html")
    html = response.content.decode() if is_page and not response.streaming else ""
    return Page(url, response.status_code, html, linked_from)


def _kind(url: str) -> tuple[str, bool]:
    path, query = urlsplit(url).path, urlsplit(url).query
    try:
        return resolve(path).view_name or path, bool(query)
    except Resolver404:
        return path, bool(query)


def _limit(name: str, has_query: bool, of_one_kind: int) -> int:
    if name.startswith("admin:"):
        return IN_THE_ADMINISTRATION_WITH_A_QUERY if has_query else IN_THE_ADMINISTRATION
    if has_query and name != "local_goal_create":
        return WITH_A_QUERY
    if name in LIVING and of_one_kind > 1:
        return of_one_kind * 40
    return ALIKE.get(name, of_one_kind)


class Markup(HTMLParser):
    """What a page's HTML has: links, headings, ids and what a strict policy forbids."""

    SHAPES = frozenset({"svg", "line", "rect", "circle", "polyline", "polygon", "text", "use"})
    EMPTY = frozenset({"br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"})
    REFERENCES = ("for", "aria-labelledby", "aria-describedby", "aria-controls", "popovertarget")
    LENGTHS = ("x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "r", "width", "height", "dy")

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.faults: list[str] = []
        self._language = ""
        self._headings = 0
        self._ids: Counter[str] = Counter()
        self._refers: set[str] = set()
        self._open: list[tuple[str, str]] = []
        self._texts: defaultdict[str, str] = defaultdict(str)
        self._landmarks: list[tuple[str, str]] = []

    @classmethod
    def of(cls, html: str) -> "Markup":
        markup = cls()
        if html:
            markup.feed(html)
            markup._judge()
        return markup

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        if "style" in attributes or tag == "style":
            self.faults.append(f"has a style of its own: <{tag}>")
        is_data = attributes.get("type") == "application/json"
        if tag == "script" and "src" not in attributes and not is_data:
            self.faults.append("has a script in the page")
        if handlers := [name for name in attributes if name.startswith("on")]:
            self.faults.append(f"has a script in an attribute: {handlers[0]}")
        if tag == "html":
            self._language = attributes.get("lang", "")
        self._headings += tag == "h1"
        if "id" in attributes:
            self._ids[attributes["id"]] += 1
        if tag not in self.EMPTY:
            self._open.append((tag, attributes.get("id") or ""))
        if tag in {"section", "nav"}:
            self._landmarks.append((tag, attributes.get("aria-labelledby") or ""))
        for name in self.REFERENCES:
            self._refers |= set((attributes.get(name) or "").split())
        if tag == "a":
            self._note_link(attributes)
        if tag in self.SHAPES:
            self._look_at_numbers(tag, attributes)

    def handle_endtag(self, tag):
        while any(tag == one for one, _id in self._open) and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        for _tag, name in self._open:
            if name:
                self._texts[name] += data

    def _note_link(self, attributes):
        target = attributes.get("href")
        if target is None:
            return
        if attributes.get("class") == "button cancel-link":  # Django's own script leads it back
            return
        if target in {"", "#"} or target.startswith("javascript:"):
            self.faults.append(f"has a link that leads nowhere: {attributes}")
        elif target.startswith("#"):
            self._refers.add(target[1:])
        else:
            self.links.append(target)

    def _look_at_numbers(self, tag, attributes):
        for name in self.LENGTHS:
            value = attributes.get(name)
            if value is not None and not re.fullmatch(r"-?(\d+|\d*\.\d+)(%|px|em|rem)?", value):
                self.faults.append(f"<{tag}> has {name}={value!r}")

    def _judge(self):
        if self._language != "da":
            self.faults.append(f"is in the language {self._language!r}")
        if self._headings != 1:
            self.faults.append(f"has {self._headings} h1")
        twice = sorted(name for name, count in self._ids.items() if count > 1)
        if twice:
            self.faults.append(f"has ids that are not unique: {twice}")
        called = Counter(
            (tag, " ".join(" ".join(self._texts[name] for name in names.split()).split()))
            for tag, names in self._landmarks
            if names
        )
        if alike := [name for (_tag, name), count in called.items() if count > 1]:
            self.faults.append(f"has landmarks of one name: {alike}")
        missing = sorted(name for name in self._refers - set(self._ids) if not DJANGOS.search(name))
        if missing:
            self.faults.append(f"refers to ids that are not there: {missing}")
