"""Questions to the database that are put together once, and asked each time.

What a reader may see is a long question, the same for all who may see the same. Django takes ten
to twenty times as long to put it together and to write it as SQL as the database to answer it.
"""

from collections.abc import Callable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import QuerySet
from django.db.models.sql.compiler import SQLCompiler
from django.http import Http404

from institutions.access import Reader, scope_of
from institutions.editions import ScopesEyes
from institutions.remembering import kept_anywhere, kept_apart, situation
from institutions.shapes import MARK, is_stand_in, keys_standing_in, shape_of

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class ReadyQuestion(Generic[Row]):
    """A queryset and the SQL it comes to. compiler: None where no row can be found.

    is_shared: whether each stand-in in it is a parameter of its own, so that ids can be put there.
    """

    queryset: QuerySet[Any, Row]
    compiler: SQLCompiler | None
    written: tuple[str, tuple[Any, ...]] = ("", ())
    is_shared: bool = True

    @classmethod
    def of(cls, queryset: QuerySet[Any, Row]) -> "ReadyQuestion[Row]":
        compiler = queryset.query.get_compiler(queryset.db)
        try:
            written = compiler.as_sql()
        except EmptyResultSet:
            return cls(queryset, None)
        compiler.as_sql = lambda *args, **kwargs: written
        sql, params = written[0], tuple(written[1])
        is_shared = MARK not in sql and not any(map(_may_hold_one, params))
        return cls(queryset, compiler, (sql, params), is_shared)

    def rows(self, ids: Mapping[int, int] | None = None) -> list[Row]:
        """What it finds now. ids: what its stand-ins stand for."""
        if self.compiler is None:
            return []
        asked = self.queryset.all()
        compiler = copy(self.compiler)
        if ids is not None:
            sql, params = self.written
            meant = sql, tuple(ids[each] if is_stand_in(each) else each for each in params)
            compiler.as_sql = lambda *args, **kwargs: meant  # type: ignore[method-assign]
        compiler.connection = connections[asked.db]  # each thread has its own
        asked.query.get_compiler = lambda *args, **kwargs: compiler  # type: ignore[method-assign]
        return list(asked)


def _may_hold_one(param: object) -> bool:
    """Whether a stand-in may be part of a parameter, where no other can be put for it."""
    return not is_stand_in(param) and MARK in repr(param)


def rows_of(
    build: Callable[[], QuerySet[Any, Row]], *name: object, reader: Reader | None
) -> list[Row]:
    """The rows of the queryset that `build` gives, which is put together once.

    name: what it is of: whatever `build` goes by besides the reader's scope and the day. It names
    no moment, and what it gives holds no row: such a row would be older than what is found.
    reader: None where it asks the same for all.
    """
    return kept_apart(lambda: ReadyQuestion.of(build()), "statement", *name, reader=reader).rows()


def rows_for(
    build: Callable[[Reader, Sequence[int]], QuerySet[Any, Row]],
    *name: object,
    reader: Reader,
    keys: Sequence[int] = (),
) -> list[Row]:
    """As `rows_of`, put together once for all scopes of one shape, and for as many keys.

    build: is given a reader and keys that stand in for the real ones. It makes conditions of them,
    and knows of no other reader and no other key: it looks nothing up, and compares none with
    another. Where it does, or writes one into a text, its question is put together for the reader
    alone. keys: ids that are not the same each time.
    """
    shape = shape_of(scope_of(reader)) if situation.get() else None
    if shape is None:
        return rows_of(lambda: build(reader, keys), *name, tuple(keys), reader=reader)
    eyes = ScopesEyes(shape.scope, is_staff=getattr(reader, "is_staff", False))
    stand_ins = keys_standing_in(len(keys))
    question = kept_anywhere(
        lambda: ReadyQuestion.of(build(eyes, stand_ins)), "shape", *name, len(keys), reader=eyes
    )
    if question is None or not question.is_shared:
        return rows_of(lambda: build(reader, keys), *name, tuple(keys), reader=reader)
    return question.rows({**shape.ids, **dict(zip(stand_ins, keys, strict=True))})


def row_or_404(
    build: Callable[[], QuerySet[Any, Row]], *name: object, reader: Reader | None
) -> Row:
    """The one row of `rows_of`; a page that is not found where there is none."""
    found = rows_of(build, *name, reader=reader)
    if not found:
        raise Http404
    return found[0]
