"""Files as they arrive: Django's own handlers, but for names that tell of one person.

The name of a file is kept in many places (receipts, tickets, attachments, messages); so a number is
taken out of it here, before anything of ours has seen it.
"""

from typing import Any

from django.core.files.uploadhandler import MemoryFileUploadHandler, TemporaryFileUploadHandler

from config.privacy import without_cpr


class NoNumberInName:
    """A handler whose files have no civil registration number in their names."""

    def new_file(self, field_name: str, file_name: str, *args: Any, **kwargs: Any) -> None:
        super().new_file(field_name, without_cpr(file_name), *args, **kwargs)  # type: ignore[misc]  # it stands before a handler


class SmallFile(NoNumberInName, MemoryFileUploadHandler):
    pass


class LargeFile(NoNumberInName, TemporaryFileUploadHandler):
    pass
