"""Languages that a municipality adds to Danish and English, with a catalogue of its own."""

from collections.abc import Iterable

from django.conf.locale import LANG_INFO
from django.core.exceptions import ImproperlyConfigured


def more_languages(codes: Iterable[str]) -> list[tuple[str, str]]:
    """(code, English name) of each language of MORE_LANGUAGES, as Django knows them.

    Raises ImproperlyConfigured for a language that Django does not know, or that is written from
    right to left: the pages are not laid out for that.
    """
    return [(code, _known(code)) for code in codes]


def _known(code: str) -> str:
    info = LANG_INFO.get(code)
    if info is None or "name" not in info:
        raise ImproperlyConfigured(f"MORE_LANGUAGES: Django knows no language {code!r}.")
    if info["bidi"]:
        raise ImproperlyConfigured(
            f"MORE_LANGUAGES: {info['name']} is written from right to left, and pages are not."
        )
    return str(info["name"])
