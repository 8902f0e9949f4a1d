"""Where files that people give us lie."""

import contextlib
from typing import Any

from django.core.files import File
from django.core.files.storage import FileSystemStorage


class WholeFiles(FileSystemStorage):
    """As Django's, but what could not be written whole leaves nothing behind.

    On a full disk Django's own leaves a file of no length, which nobody refers to.
    """

    def _save(self, name: str, content: File[Any]) -> str:
        is_new = not self.exists(name)
        try:
            return str(super()._save(name, content))  # type: ignore[misc]  # not in the stubs
        except OSError:
            if is_new:
                with contextlib.suppress(OSError):
                    self.delete(name)
            raise
