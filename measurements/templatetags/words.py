"""A word explained where it stands."""

from typing import Any

from django import template

from config.templatetags.components import inline
from measurements.words import GlossaryWord, word_called

register = template.Library()


@register.simple_tag
def term(key: str, said: str = "") -> str:
    """A word that unfolds what it means, without script; once of each on a page.

    key: of `measurements.words`, or the code of an instrument. said: how the sentence says it,
    where that is not its name. What nobody has explained is said, and no more.
    """
    word = word_called(key)
    return _unfolding(word, said) if word else said or key.upper()


@inline("measurements/_term.html")
def _unfolding(word: GlossaryWord, said: str) -> dict[str, Any]:
    return {"word": word, "said": said}
