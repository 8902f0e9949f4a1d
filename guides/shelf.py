"""Which guides there are: files of Markdown in `docs/`, by who reads them.

A file begins with its title (`# …`) and a paragraph that says what it is for. Before them may
stand the pages of the product that it helps with, by the names of their addresses:
`<!-- pages: local_goal_create local_goal_edit -->`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from config.cluster_word import USUAL, said, word_of

DOCS = Path(settings.BASE_DIR) / "docs"
HEAD = re.compile(
    r"\A(?:<!-- pages: (?P<pages>[\w :]+?) -->\n+)?# (?P<title>.+)\n+"
    r"(?P<lead>(?:(?![#|>-]|```|\d).+\n)*)"
)

#: A link, or what is bold or code: its words alone are told in a list.
MARKS = re.compile(r"\[([^\]]+)\]\([^)]*\)|[*`]")


@dataclass(frozen=True, slots=True)
class GuideSection:
    """What one kind of reader finds. files: patterns of files below `docs/`; language: a code.

    is_folded: for few, so that the others need not scroll past it. is_for_keepers: for who keeps
    the site; to others it is one line at the end.
    """

    title: StrOrPromise
    lead: StrOrPromise
    files: tuple[str, ...]
    language: str = "da"
    is_folded: bool = False
    is_for_keepers: bool = False


SECTIONS = {
    "leder": GuideSection(_("For leaders"), _("Local goals, and how they go"), ("hjaelp/leder/*",)),
    "bestyrelse": GuideSection(
        _("For boards"),
        _("Read the cluster’s page, prepare, hold the meeting"),
        ("hjaelp/bestyrelse/*",),
    ),
    "administrator": GuideSection(
        _("For administrators"),
        _("From an empty installation to the course of the year"),
        ("hjaelp/administrator/*",),
    ),
    "drift": GuideSection(
        _("For operations"),
        _("Install, upgrade, back up, and mend what is wrong"),
        ("hjaelp/drift/*", "drift.md"),
        is_folded=True,
    ),
    "databeskyttelse": GuideSection(
        _("Data protection"),
        _("What is kept about whom, and how a request is answered"),
        ("hjaelp/databeskyttelse/*", "gdpr/*"),
        is_folded=True,
    ),
    "udvikler": GuideSection(
        _("For developers"),
        _("In English: how it is built, why, and how to use the API"),
        ("structure.md", "*.md", "decisions/*.md"),
        "en",
        is_folded=True,
        is_for_keepers=True,
    ),
}


@dataclass(frozen=True, slots=True)
class Guide:
    """One file. title and lead are plain text; pages: names of addresses that it helps with.

    word: what a cluster is called in it, as CLUSTER_WORD has it.
    """

    section: str
    name: str
    path: Path
    title: str
    lead: str
    pages: tuple[str, ...]
    word: str = USUAL

    @property
    def url(self) -> str:
        return reverse("guide_detail", args=[self.section, self.name])

    @property
    def language(self) -> str:
        return SECTIONS[self.section].language

    def in_words_of(self, word: str) -> "Guide":
        """The same with another word for cluster, where it is in Danish."""
        if self.language != "da":
            return self
        called = word_of(word)
        return replace(
            self, word=word, title=said(self.title, called), lead=said(self.lead, called)
        )

    def body(self) -> str:
        """The Markdown after title and lead."""
        text = self.path.read_text(encoding="utf-8")
        head = HEAD.match(text)
        return text[head.end() :] if head else text


@dataclass(frozen=True, slots=True)
class ShelfPart:
    """A section with its guides, in their order."""

    key: str
    section: GuideSection
    guides: tuple[Guide, ...]


@dataclass(frozen=True, slots=True)
class Shelf:
    """All guides, by section and name, by file, and by the pages that they help with."""

    guides: dict[tuple[str, str], Guide]
    by_path: dict[Path, Guide]
    by_page: dict[str, Guide]


def shelf() -> dict[tuple[str, str], Guide]:
    """Section and name → guide, read once; a file stands in the first section that names it."""
    return _shelf(settings.CLUSTER_WORD).guides


def guide_by_path() -> dict[Path, Guide]:
    return _shelf(settings.CLUSTER_WORD).by_path


def guide_for(page: str | None) -> Guide | None:
    """The guide that helps with a page, by the name of its address."""
    return _shelf(settings.CLUSTER_WORD).by_page.get(page or "")


@cache
def _shelf(word: str) -> Shelf:
    """word: what a cluster is called in the guides, as CLUSTER_WORD has it."""
    guides = list(_all_guides(word))
    return Shelf(
        {(guide.section, guide.name): guide for guide in guides},
        {guide.path: guide for guide in guides},
        {page: guide for guide in guides for page in guide.pages},
    )


def guides_of(key: str) -> ShelfPart:
    found = tuple(guide for guide in shelf().values() if guide.section == key)
    return ShelfPart(key, SECTIONS[key], found)


def _all_guides(word: str) -> Iterator[Guide]:
    seen: set[Path] = set()
    for key, section in SECTIONS.items():
        for pattern in section.files:
            for path in sorted(DOCS.glob(pattern)):
                if path.suffix == ".md" and path not in seen:
                    seen.add(path)
                    yield _guide(key, path, word)


def _guide(section: str, path: Path, word: str = USUAL) -> Guide:
    head = HEAD.match(path.read_text(encoding="utf-8"))
    if head is None:
        raise ValueError(f"{path.name} does not begin with its title")
    lead = " ".join(MARKS.sub(lambda mark: mark[1] or "", head["lead"]).split())
    name = re.sub(r"^\d+-(?=[a-zæøå])", "", path.stem) if section != "udvikler" else path.stem
    pages = tuple((head["pages"] or "").split())
    return Guide(section, name, path, head["title"], lead, pages).in_words_of(word)
