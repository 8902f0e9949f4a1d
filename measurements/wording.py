"""Counts as they are written in a sentence."""

from django.utils.translation import gettext_lazy

from config.numbers import grouped

TWO_TO_TWELVE = (
    gettext_lazy("two"),
    gettext_lazy("three"),
    gettext_lazy("four"),
    gettext_lazy("five"),
    gettext_lazy("six"),
    gettext_lazy("seven"),
    gettext_lazy("eight"),
    gettext_lazy("nine"),
    gettext_lazy("ten"),
    gettext_lazy("eleven"),
    gettext_lazy("twelve"),
)


def in_words(count: int) -> str:
    """A count from two to twelve as a word, others in digits. Sentences about one are their own."""
    return str(TWO_TO_TWELVE[count - 2]) if 2 <= count <= 12 else in_digits(count)


def in_digits(count: int) -> str:
    """A count with its thousands apart: 12.600."""
    return grouped(count)
