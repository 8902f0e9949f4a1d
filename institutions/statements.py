"""Questions to the database that are put together once, and asked each time.

What a reader may see is a long question, the same for all who may see the same. Django takes ten
to twenty times as long to put it together and to write it as SQL as the database to answer it.
"""

from collections.abc import Callable
from copy import copy
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import QuerySet
from django.db.models.sql.compiler import SQLCompiler
from django.http import Http404

from institutions.access import Reader
from institutions.remembering import kept_apart

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class ReadyQuestion(Generic[Row]):
    """A queryset and the SQL it comes to. compiler: None where no row can be found."""

    queryset: QuerySet[Any, Row]
    compiler: SQLCompiler | None

    @classmethod
    def of(cls, queryset: QuerySet[Any, Row]) -> "ReadyQuestion[Row]":
        compiler = queryset.query.get_compiler(queryset.db)
        try:
            written = compiler.as_sql()
        except EmptyResultSet:
            return cls(queryset, None)
        compiler.as_sql = lambda *args, **kwargs: written
        return cls(queryset, compiler)

    def rows(self) -> list[Row]:
        """What it finds now."""
        if self.compiler is None:
            return []
        asked = self.queryset.all()
        compiler = copy(self.compiler)
        compiler.connection = connections[asked.db]  # each thread has its own
        asked.query.get_compiler = lambda *args, **kwargs: compiler  # type: ignore[method-assign]
        return list(asked)


def rows_of(
    build: Callable[[], QuerySet[Any, Row]], *name: object, reader: Reader | None
) -> list[Row]:
    """The rows of the queryset that `build` gives, which is put together once.

    name: what it is of: whatever `build` goes by besides the reader's scope and the day. It names
    no moment, and what it gives holds no row: such a row would be older than what is found.
    reader: None where it asks the same for all.
    """
    return kept_apart(lambda: ReadyQuestion.of(build()), "statement", *name, reader=reader).rows()


def row_or_404(
    build: Callable[[], QuerySet[Any, Row]], *name: object, reader: Reader | None
) -> Row:
    """The one row of `rows_of`; a page that is not found where there is none."""
    found = rows_of(build, *name, reader=reader)
    if not found:
        raise Http404
    return found[0]
