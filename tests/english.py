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
    return {text for text in reader.texts if _is_english(text)}


@functools.cache  # pages say much the same
def _is_english(text: str) -> bool:
    return _english().fullmatch(text) is not None


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
    danish_words = {word for text in danish for word in re.findall(r"\w{3,}", text)}
    patterns = {_as_pattern(text, danish_words) for text in english}
    return re.compile("|".join(sorted(patterns)), re.IGNORECASE)


def _as_pattern(text: str, danish_words: set[str]) -> str:
    """A message as it may stand on a page: its placeholders filled in, its spaces folded."""
    parts = re.split(r"%\(\w+\)[a-z]|\{\w*\}|(?<!%)%[sd]", " ".join(text.split()))
    words = re.findall(r"[a-z]{3,}", " ".join(parts).casefold())
    if len(parts) > 1 and danish_words.issuperset(words):
        return r"(?!)"  # »%s institution«: what is filled in decides the language
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
