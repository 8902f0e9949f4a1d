"""A word explained where it stands."""

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from measurements.words import word_called

register = template.Library()


@register.simple_tag
def term(key: str, said: str = "") -> str | SafeString:
    """A word that unfolds what it means, without script; once of each on a page.

    key: of `measurements.words`, or the code of an instrument. said: how the sentence says it,
    where that is not its name. What nobody has explained is said, and no more.
    """
    word = word_called(key)
    if word is None:
        return said or key.upper()
    return SafeString(
        render_to_string("measurements/_term.html", {"word": word, "said": said}).strip()
    )
