"""Texts that a spreadsheet would take for formulas, made harmless on their way out."""

import re

#: A spreadsheet would calculate a text that begins so.
SIGNS = ("=", "+", "-", "@", "\t", "\r", "\0")
NUMBER = re.compile(r"[+-]?[0-9][0-9.]*(?:,[0-9]+)?\s?%?")
QUOTE = "'"


def looks_like_formula(text: str) -> bool:
    """Whether a spreadsheet would calculate the text. Numbers below zero are only numbers."""
    return text.startswith(SIGNS) and NUMBER.fullmatch(text) is None


def harmless(text: str) -> str:
    """The text with an apostrophe before it where a spreadsheet would calculate it."""
    return QUOTE + text if looks_like_formula(text) else text


def without_quote(text: str) -> str:
    """The text as it was before `harmless`, so that what we wrote is what we read."""
    return text[1:] if text.startswith(QUOTE) and looks_like_formula(text[1:]) else text
