"""All that something tells, as words: two things that tell the same are written the same.

A row of a page follows from its facts. They are read models and rows of the database, whose own
equality says less (two rows are equal that have the same key) or more (a function is only itself).
"""

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any
from uuid import UUID

from django.db.models import Model, QuerySet
from django.utils.functional import Promise
from django.utils.safestring import SafeString

#: What is told by how Python writes it; each with its kind, for `True` equals `1`.
PLAIN = frozenset(
    {int, float, bool, type(None), Decimal, UUID, bytes}
    | {datetime.date, datetime.datetime, datetime.time, datetime.timedelta}
)


class Untold(TypeError):
    """Something that may tell more than can be seen of it."""


def all_told(thing: Any, _within: tuple[int, ...] = ()) -> object:
    """What a thing tells, of tuples and texts; `Untold` where that cannot be known.

    Of a row its columns, and of what it leads to what has been read; nothing is read for it.
    """
    kind = type(thing)
    if kind is str:
        return thing
    if kind in PLAIN:
        return kind.__name__, repr(thing)
    if kind is SafeString:
        return "safe", str(thing)
    if isinstance(thing, Promise):
        return "lazy", str(thing)
    if isinstance(thing, Enum):
        return _name_of(kind), thing.name
    if id(thing) in _within:  # a row and its neighbour that lead to each other
        return "above", len(_within) - _within.index(id(thing))
    within = (*_within, id(thing))
    return _name_of(kind), tuple(all_told(part, within) for part in _parts(thing, kind))


def _parts(thing: Any, kind: type) -> Iterator[Any]:
    if is_dataclass(kind):
        yield from (getattr(thing, name) for name in _fields_of(kind))
    elif isinstance(thing, Model):
        state = thing.__dict__
        yield from (part for name in state if name != "_state" for part in (name, state[name]))
        yield thing._state.fields_cache
    elif isinstance(thing, Mapping):
        yield from (part for pair in thing.items() for part in pair)
    elif isinstance(thing, (tuple, list)):
        yield from thing
    elif isinstance(thing, (set, frozenset)):
        yield from sorted(map(repr, map(all_told, thing)))
    elif isinstance(thing, QuerySet) and thing._result_cache is not None:
        yield from thing._result_cache
    else:
        raise Untold(kind)


@cache
def _fields_of(kind: Any) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


def _name_of(kind: type) -> str:
    return f"{kind.__module__}.{kind.__qualname__}"
