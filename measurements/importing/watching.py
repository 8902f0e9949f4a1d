"""Telling how far an import is, to whoever watches it; an import that nobody watches tells nobody.

Who watches may be in another process, so what is told must not go through the database: on SQLite
nobody else writes there while an import does, and on PostgreSQL nobody sees it before it is over.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from enum import StrEnum
from typing import Protocol, TypeVar

from measurements.importing.faults import Fault

T = TypeVar("T")

#: So many rows are done before somebody is told again.
ROWS_BETWEEN = 500


class Stage(StrEnum):
    """What an import is busy with."""

    READING = "reading"
    COMPARING = "comparing"
    WRITING = "writing"


class Watch(Protocol):
    """Is told how far an import is. May raise, and then nothing is saved."""

    def __call__(self, stage: Stage, done: int, total: int, faults: Sequence[Fault]) -> None: ...


_watch: ContextVar[Watch | None] = ContextVar("watch", default=None)


@contextmanager
def watched(by: Watch) -> Iterator[None]:
    """Whatever is read in meanwhile is told to `by`."""
    token = _watch.set(by)
    try:
        yield
    finally:
        _watch.reset(token)


def telling(stage: Stage, things: Sequence[T], faults: Sequence[Fault] = ()) -> Iterable[T]:
    """The things one by one, and every so often how many of them have been dealt with."""
    watch = _watch.get()
    return things if watch is None else _telling(watch, stage, things, faults)


def tell(stage: Stage) -> None:
    """That this begins, where nobody can say how far it is."""
    if watch := _watch.get():
        watch(stage, 0, 0, ())


def _telling(
    watch: Watch, stage: Stage, things: Sequence[T], faults: Sequence[Fault]
) -> Iterator[T]:
    total = len(things)
    for done, thing in enumerate(things):
        if done % ROWS_BETWEEN == 0:
            watch(stage, done, total, faults)
        yield thing
    watch(stage, total, total, faults)
