"""All that something tells, in one text: two things that tell the same are written the same.

A row of a page follows from its facts. They are read models and rows of the database, whose own
equality says less (two rows are equal that have the same key) or more (a function is only itself).
"""

import datetime
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any
from uuid import UUID

from django.db.models import Model, QuerySet
from django.utils.functional import Promise
from django.utils.safestring import SafeString

from config.django_private import rows_read

#: What is told by how Python writes it; each with its kind, for `True` equals `1`.
PLAIN = frozenset(
    {int, float, bool, type(None), Decimal, UUID, bytes}
    | {datetime.date, datetime.datetime, datetime.time, datetime.timedelta}
)


class Untold(TypeError):
    """Something that may tell more than can be seen of it."""


def all_told(thing: Any) -> str:
    """What a thing tells; `Untold` where that cannot be known.

    Of a row its columns, and of what it leads to what has been read; nothing is read for it.
    """
    told: list[str] = []
    _tell(thing, told.append, ())
    return " ".join(told)


def _tell(thing: Any, tell: Callable[[str], None], rows: tuple[int, ...]) -> None:
    """Texts stand in quotes, so that none is taken for what stands around it. rows: those above."""
    kind = type(thing)
    if kind is str:
        tell(repr(thing))
    elif kind in PLAIN:
        tell(f"{kind.__name__} {thing!r}")
    elif kind is SafeString:
        tell(f"safe {thing!r}")
    elif isinstance(thing, Promise):
        tell(f"lazy {str(thing)!r}")
    elif isinstance(thing, Enum):
        tell(f"{_name_of(kind)} {thing.name}")
    elif id(thing) in rows:  # a row and its neighbour that lead to each other
        tell(f"above {len(rows) - rows.index(id(thing))}")
    else:
        tell(f"({_name_of(kind)}")
        _tell_parts(thing, kind, tell, rows)
        tell(")")


def _tell_parts(thing: Any, kind: Any, tell: Callable[[str], None], rows: tuple[int, ...]) -> None:
    if (names := _fields_of(kind)) is not None:
        _tell_each((getattr(thing, name) for name in names), tell, rows)
    elif isinstance(thing, (tuple, list)):
        _tell_each(thing, tell, rows)
    elif isinstance(thing, Model):
        _tell_row(thing, tell, (*rows, id(thing)))
    elif isinstance(thing, Mapping):
        _tell_each((part for pair in thing.items() for part in pair), tell, rows)
    elif isinstance(thing, (set, frozenset)):
        tell(" ".join(sorted(map(all_told, thing))))
    elif isinstance(thing, QuerySet) and (read := rows_read(thing)) is not None:
        _tell_each(read, tell, rows)
    else:
        raise Untold(kind)


def _tell_each(things: Iterable[Any], tell: Callable[[str], None], rows: tuple[int, ...]) -> None:
    for thing in things:
        _tell(thing, tell, rows)


def _tell_row(row: Model, tell: Callable[[str], None], rows: tuple[int, ...]) -> None:
    """A row by its columns, and the rows that were read with it."""
    for name, value in row.__dict__.items():
        if name != "_state":
            tell(name)
            _tell(value, tell, rows)
    _tell(row._state.fields_cache, tell, rows)


@cache
def _fields_of(kind: Any) -> tuple[str, ...] | None:
    """The fields of a dataclass; None of anything else."""
    return tuple(field.name for field in fields(kind)) if is_dataclass(kind) else None


def _name_of(kind: type) -> str:
    return f"{kind.__module__}.{kind.__qualname__}"
