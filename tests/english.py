"""English where Danish is meant: what a page says, compared with all the English we know."""

import functools
import re
from html.parser import HTMLParser
from importlib.util import find_spec
from pathlib import Path

from tests.catalogues import DJANGO, OURS, THEIRS, danish_of, open_catalogue


def english_on(page: str) -> set[str]:
    """The English strings that a Danish page shows: whole texts, labels, titles and descriptions.

    Known as English are the message ids of all catalogues whose Danish is another word; text in
    `<script>`, `<style>`, `<pre>` and `<code>` is not read, nor what stands under `lang="en"`.
    """
    reader = _VisibleText()
    reader.feed(page)
    return {text for text in reader.texts if _english().fullmatch(text)}


@functools.cache
def _english() -> re.Pattern[str]:
    django = Path(find_spec("django").origin).parent
    shipped = [django / (place or "conf") / "locale/da/LC_MESSAGES/django.po" for place in DJANGO]
    entries = [entry for path in [*shipped, OURS, THEIRS] for entry in open_catalogue(path)]
    danish = {word.casefold() for entry in entries for word in danish_of(entry)}
    english = {
        text
        for entry in entries
        for text in filter(None, [entry.msgid, entry.msgid_plural])
        if text.casefold() not in danish
    }
    return re.compile("|".join(sorted(map(_as_pattern, english))), re.IGNORECASE)


def _as_pattern(text: str) -> str:
    """A message as it may stand on a page: its placeholders filled in, its spaces folded."""
    parts = re.split(r"%\(\w+\)[a-z]|\{\w*\}|(?<!%)%[sd]", " ".join(text.split()))
    if not any(re.search(r"[A-Za-z]{3}", part) for part in parts):
        return r"(?!)"  # nothing but placeholders: everything would be English
    return ".+".join(re.escape(part.replace("%%", "%")) for part in parts)


class _VisibleText(HTMLParser):
    """Collects what a page says: its texts, and what its attributes say to those who listen."""

    SILENT = frozenset({"script", "style", "pre", "code"})
    VOID = frozenset(
        [
            "area",
            "base",
            "br",
            "col",
            "embed",
            "hr",
            "img",
            "input",
            "link",
            "meta",
            "source",
            "track",
            "wbr",
        ]
    )
    SPOKEN = frozenset({"alt", "aria-label", "placeholder", "title"})

    def __init__(self) -> None:
        super().__init__()
        self.texts: set[str] = set()
        self._silent: list[bool] = [False]

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        is_silent = self._silent[-1] or tag in self.SILENT or attributes.get("lang") == "en"
        if not is_silent:
            spoken = [attributes.get(name) for name in self.SPOKEN]
            is_button = tag == "input" and attributes.get("type") in {"submit", "button", "reset"}
            self._say(*spoken, attributes.get("value") if is_button else None)
        if tag not in self.VOID:
            self._silent.append(is_silent)

    def handle_endtag(self, tag):
        if tag not in self.VOID and len(self._silent) > 1:
            self._silent.pop()

    def handle_data(self, data):
        if not self._silent[-1]:
            self._say(data)

    def _say(self, *texts: str | None) -> None:
        self.texts |= {" ".join(text.split()) for text in texts if text and text.strip()}
