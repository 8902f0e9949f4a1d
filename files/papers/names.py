"""What a file to take along is called: by the day, whose it is and what it is."""

import datetime

from django.utils.text import slugify

_FOLDED = str.maketrans(
    {"æ": "ae", "ø": "oe", "å": "aa", "Æ": "Ae", "Ø": "Oe", "Å": "Aa", "ä": "ae", "ö": "oe"}
)


def file_name(on: datetime.date, *parts: str, suffix: str) -> str:
    """`2026-11-22_klynge-fyrtaarnet_maalopfoelgning.pdf`: sorts by day, and opens everywhere."""
    folded = [slugify(part.translate(_FOLDED))[:60].rstrip("-") for part in map(str, parts)]
    return "_".join([on.isoformat(), *filter(None, folded)]) + f".{suffix}"
