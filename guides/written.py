"""A guide as it stands on its page: Markdown made HTML by markdown-it, which lets no HTML through.

Pictures lie in `static/guides/`, all of one size, and are fetched when they come into view. Links
to other guides lead to their pages; other files of the repository are named, not linked.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import unquote, urldefrag

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

from config.cluster_word import said, word_of
from config.slugs import folded_slug
from guides.shelf import Guide, guide_by_path

PICTURE_WIDTH, PICTURE_HEIGHT = 1024, 640  # px
#: Wide things scroll by themselves, by keyboard too, where the page is narrow.
SCROLLS = '<div class="scroll" tabindex="0" role="region" aria-label="{}">'


@dataclass(frozen=True, slots=True)
class WrittenGuide:
    """headings: (id, text) of each heading of the second level."""

    html: SafeString
    headings: tuple[tuple[str, str], ...]


@cache
def written(guide: Guide) -> WrittenGuide:
    """The guide as HTML; made once in a process. Raises OSError where its file has gone."""
    markdown, tokens = parsed(guide)
    html = markdown.renderer.render(tokens, markdown.options, {"guide": guide})
    return WrittenGuide(
        mark_safe(html),  # noqa: S308
        tuple(_headings(tokens)),
    )


def parsed(guide: Guide) -> tuple[MarkdownIt, Sequence[Token]]:
    """The guide in tokens, with what renders them."""
    markdown = MarkdownIt("commonmark", {"html": False}, renderer_cls=OwnRenderer).enable("table")
    tokens = markdown.parse(guide.body())
    word = word_of(guide.word)
    for token in tokens:
        for one in token.children or ():
            if one.type in {"text", "image"}:
                one.content = said(one.content, word)
    return markdown, tokens


def _headings(tokens: Sequence[Token]) -> list[tuple[str, str]]:
    return [
        (folded_slug(words.content), plain(words))
        for opening, words in pairwise(tokens)
        if opening.type == "heading_open" and opening.tag == "h2"
    ]


def plain(inline: Token) -> str:
    """The words of a heading or paragraph, without what makes them bold or a link."""
    return "".join(
        " " if one.type == "softbreak" else one.content
        for one in inline.children or []
        if one.type != "image"
    )


class OwnRenderer(RendererHTML):
    """The few elements that are ours. env["guide"]: whose text it is."""

    def heading_open(self, tokens: Sequence[Token], at: int, options: Any, env: Any) -> str:
        return format_html('<{} id="{}">', tokens[at].tag, folded_slug(tokens[at + 1].content))

    def table_open(self, tokens: Sequence[Token], at: int, options: Any, env: Any) -> str:
        return format_html(SCROLLS + "<table>", _named(env))

    def table_close(self, tokens: Sequence[Token], at: int, options: Any, env: Any) -> str:
        return "</table></div>"

    def fence(self, tokens: Sequence[Token], at: int, options: Any, env: Any) -> str:
        return format_html(
            SCROLLS + "<pre><code>{}</code></pre></div>", _named(env), tokens[at].content
        )

    def image(self, tokens: Sequence[Token], at: int, options: Any, env: Any) -> str:
        name = PurePosixPath(str(tokens[at].attrs["src"])).name
        return format_html(
            '<img src="{}" alt="{}" width="{}" height="{}" loading="lazy">',
            static(f"guides/{name}"),
            tokens[at].content,
            PICTURE_WIDTH,
            PICTURE_HEIGHT,
        )

    def link_open(self, tokens: Sequence[Token], at: int, options: Any, env: Any) -> str:
        address = _address(str(tokens[at].attrs["href"]), env["guide"])
        return format_html('<a href="{}">', address) if address else "<span>"

    def link_close(self, tokens: Sequence[Token], at: int, options: Any, env: Any) -> str:
        opened = next(one for one in reversed(tokens[:at]) if one.type == "link_open")
        return "</a>" if _address(str(opened.attrs["href"]), env["guide"]) else "</span>"


def _named(env: Any) -> str:
    """What a screen reader calls the next thing that scrolls: no two on a page are called alike."""
    env["scrolls"] = env.get("scrolls", 0) + 1
    return f"{env['guide'].title} ({env['scrolls']})"


def _address(href: str, guide: Guide) -> str:
    """Where a link of a guide leads; empty for a file that is no guide."""
    if href.startswith(("https:", "mailto:", "/")):
        return href
    file, part = urldefrag(href)
    found = guide_by_path().get((guide.path.parent / file).resolve()) if file else guide
    if found is None:
        return ""
    # A forge keeps æ, ø and å in the address of a heading.
    return f"{found.url}#{folded_slug(unquote(part))}" if part else found.url
