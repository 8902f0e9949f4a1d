"""Telling how far an import is, to whoever watches it; an import that nobody watches tells nobody.

Who watches may be in another process, so what is told must not go through the database: on SQLite
nobody else writes there while an import does, and on PostgreSQL nobody sees it before it is over.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from enum import StrEnum
from typing import Protocol, TypeVar

from imports.diff import RowError

T = TypeVar("T")

#: So many rows are done before somebody is told again.
ROWS_BETWEEN = 500


class ImportStage(StrEnum):
    """What an import is busy with."""

    READING = "reading"
    COMPARING = "comparing"
    WRITING = "writing"


class ProgressCallback(Protocol):
    """Is told how far an import is. May raise, and then nothing is saved."""

    def __call__(
        self, stage: ImportStage, done: int, total: int, errors: Sequence[RowError]
    ) -> None: ...


_callback: ContextVar[ProgressCallback | None] = ContextVar("progress", default=None)


@contextmanager
def reporting_to(callback: ProgressCallback) -> Iterator[None]:
    """Whatever is read in meanwhile is told to the callback."""
    token = _callback.set(callback)
    try:
        yield
    finally:
        _callback.reset(token)


def with_progress(
    stage: ImportStage, things: Sequence[T], errors: Sequence[RowError] = ()
) -> Iterable[T]:
    """The things one by one, and every so often how many of them have been dealt with."""
    callback = _callback.get()
    return things if callback is None else _with_progress(callback, stage, things, errors)


def report_progress(stage: ImportStage) -> None:
    """That this begins, where nobody can say how far it is."""
    if callback := _callback.get():
        callback(stage, 0, 0, ())


def _with_progress(
    callback: ProgressCallback, stage: ImportStage, things: Sequence[T], errors: Sequence[RowError]
) -> Iterator[T]:
    total = len(things)
    for done, thing in enumerate(things):
        if done % ROWS_BETWEEN == 0:
            callback(stage, done, total, errors)
        yield thing
    callback(stage, total, total, errors)
