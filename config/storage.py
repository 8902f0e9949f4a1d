"""Where files that people give us lie."""

import contextlib
from collections.abc import Iterator
from contextvars import ContextVar
from typing import Any

from django.core.files import File
from django.core.files.storage import FileSystemStorage, default_storage
from django.db import transaction

#: The files written within `rows_with_files`, by their names there.
_written: ContextVar[list[str] | None] = ContextVar("files written", default=None)


class WholeFiles(FileSystemStorage):
    """As Django's, but what could not be written whole leaves nothing behind.

    On a full disk Django's own leaves a file of no length, which nobody refers to.
    """

    def _save(self, name: str, content: File[Any]) -> str:
        is_new = not self.exists(name)
        try:
            kept = str(super()._save(name, content))  # type: ignore[misc]  # not in the stubs
        except OSError:
            if is_new:
                with contextlib.suppress(OSError):
                    self.delete(name)
            raise
        if (written := _written.get()) is not None:
            written.append(kept)
        return kept


@contextlib.contextmanager
def rows_with_files() -> Iterator[None]:
    """A transaction; where it fails, the files written in it go with their rows."""
    around = _written.get()
    written: list[str] = []
    before = _written.set(written)
    try:
        with transaction.atomic():
            yield
    except BaseException:
        for name in written:
            with contextlib.suppress(OSError):
                default_storage.delete(name)
        raise
    finally:
        _written.reset(before)
    if around is not None:
        around += written
