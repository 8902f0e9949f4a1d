"""Facts as JSON for typst: text stays text, and what cannot be printed is taken out."""

import datetime
import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format, localize
from django.utils.functional import Promise

from files.papers.drawings import Drawing
from files.papers.letters import printable


@dataclass(frozen=True, slots=True)
class PaperMark:
    """A status as shape and word; key as in {% status %}."""

    key: str
    word: str


def as_json(facts: Mapping[str, Any]) -> str:
    """The facts, written as a page would write them in the language of the moment."""
    return json.dumps(_plain(facts), ensure_ascii=False)


def _plain(value: Any) -> Any:
    if isinstance(value, str | Promise):
        return printable(str(value))
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, Decimal | float):
        return localize(value)
    if isinstance(value, datetime.datetime):
        value = timezone.localdate(value)
    if isinstance(value, datetime.date):
        return date_format(value, "SHORT_DATE_FORMAT")
    if isinstance(value, Drawing):
        return {
            "svg": printable(value.svg),
            "alt": printable(value.alt),
            "width": value.width,
            "height": value.height,
        }
    if isinstance(value, PaperMark):
        return {"key": value.key, "word": printable(str(value.word))}
    if isinstance(value, Mapping):
        return {str(key): _plain(found) for key, found in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(found) for found in value]
    raise TypeError(f"A paper cannot show a {type(value).__name__}: say it in words.")
