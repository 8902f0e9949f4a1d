"""Words explained where they stand: on every page, the first time each is used."""

import re
from collections.abc import Iterator, Mapping

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from measurements.own_words import OWN, SAID, GlossaryWord
from measurements.words import is_a_word, words_by_key

register = template.Library()

#: Where a text is read from one end to the other.
_PROSE = {"p", "li", "dd"}
#: What is a name, a way or a field, and is passed over with all that is in it; then every tag.
_PASSED = re.compile(
    r"<(a|button|h[1-6]|summary|label|legend|th|dt|caption|select|textarea|script|style|svg|code|pre"
    r"|blockquote|table)\b[^>]*>.*?</\1>"
    r"|<(\w+)[^>]*\bclass=\"[^\"]*\b(?:visually-hidden|status|stage|rating)\b[^\"]*\"[^>]*>.*?</\2>"
    r"|<(/?)(\w+)[^>]*>|([^<]+)",
    re.DOTALL,
)
#: The word of a mark that says how a goal goes, and what is passed over in looking for one.
_SAID = re.compile(
    r"<(a|button|h[1-6]|summary|label|legend|dt|caption|select|template|svg)\b[^>]*>.*?</\1>"
    r"|(?P<word><span class=\"word\" data-said=\"(?P<key>\w+)\">)(?P<said>[^<]+)",
    re.DOTALL,
)
#: A word stands close to what follows it, as a template does not let it.
_BESIDE_A_TAG = re.compile(r">\s+|\s+</")


@register.simple_block_tag(takes_context=True)
def explained(context: template.Context, content: str) -> SafeString:
    """A page whose words unfold what they mean, without script, where each stands first.

    Pages for whoever is not signed in are there without a database, too: they are explained by the
    program's own words.
    """
    reader = getattr(context.get("request"), "user", None)
    is_stranger = reader is not None and reader.is_anonymous
    by_key = {word.key: word for word in OWN} if is_stranger else words_by_key()
    words = {form: word for word in by_key.values() for form in _forms(word)}
    html, told = _with_buttons(content, words)
    html, said = _with_marks(html, by_key)
    told = (*told, *said)
    notes = render_to_string("measurements/_terms.html", {"words": told}) if told else ""
    return mark_safe(html + notes)  # noqa: S308 - what came was escaped, and what is added is


def _forms(word: GlossaryWord) -> Iterator[str]:
    return (form for form in str(word.forms).split("|") if form)


def _with_buttons(
    content: str, words: Mapping[str, GlossaryWord]
) -> tuple[str, tuple[GlossaryWord, ...]]:
    """The page with a button around the first of each word, and the words that have one."""
    if not words:
        return content, ()
    longest_first = map(re.escape, sorted(words, key=len, reverse=True))
    sought = re.compile(
        rf"(?P<open>[»(]?)(?<![\w-])(?P<said>{'|'.join(longest_first)})(?![\w-])", re.IGNORECASE
    )
    # a name of an instrument is that in its own letters only: »Personale« is no staff
    own = {form.casefold(): word for form, word in words.items() if is_a_word(word.key)}
    told: dict[str, GlossaryWord] = {}

    def button(found: re.Match[str]) -> str:
        word = words.get(found["said"]) or own.get(found["said"].casefold())
        if word is None or word.key in told:
            return found[0]
        told[word.key] = word
        drawn = _button(word, found["said"])
        # what opens before a word is not left alone at the end of a line
        return (
            f'<span class="text-nowrap">{found["open"]}{drawn}</span>' if found["open"] else drawn
        )

    parts = [
        sought.sub(button, text) if is_prose else text for text, is_prose in _told_apart(content)
    ]
    return "".join(parts), tuple(told.values())


def _with_marks(
    content: str, words: Mapping[str, GlossaryWord]
) -> tuple[str, tuple[GlossaryWord, ...]]:
    """The page with a button in the first mark of each kind, and the words that have one."""
    told: dict[str, GlossaryWord] = {}

    def button(found: re.Match[str]) -> str:
        word = words.get(f"{SAID}{found['key']}")
        if word is None or word.key in told:
            return found[0]
        told[word.key] = word
        return f"{found['word']}{_button(word, found['said'])}"

    return _SAID.sub(button, content), tuple(told.values())


def _button(word: GlossaryWord, said: str) -> str:
    drawn = render_to_string("measurements/_term.html", {"word": word, "said": said})
    return _BESIDE_A_TAG.sub(lambda space: space[0].strip(), drawn.strip())


def _told_apart(content: str) -> Iterator[tuple[str, bool]]:
    """A page in pieces: (what stands there, whether it is a text that is read)."""
    depth = 0
    for part in _PASSED.finditer(content):
        if part[4] in _PROSE:
            depth += -1 if part[3] else 1
        yield part[0], bool(depth and part[5])
