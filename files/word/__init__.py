"""The one safe reader of uploaded Word files (.docx): bytes in, a `Document` or one sentence out.

Nothing here knows what a document is about, and nothing touches the database. What is read is what
stands on the page: deleted and hidden text, comments and the prompts of empty fields are not.
"""

import logging

from django.utils.translation import gettext as _

from files.package import Unreadable
from files.word import kinds, reader
from files.word.document import Block, Document, Paragraph, WordCell, WordTable

__all__ = ["Block", "Document", "Paragraph", "Unreadable", "WordCell", "WordTable", "read"]

logger = logging.getLogger(__name__)


def read(content: bytes, *, name: str) -> Document:
    """Read an uploaded .docx. Raises `Unreadable`, and nothing else, whatever the bytes are."""
    try:
        kinds.check(content, name=name)
        return reader.read(content)
    except Unreadable:
        raise
    except Exception as error:
        # The parsers meet hostile bytes; what they raise is a fact about the file, not about us.
        # The log has the trace in case it is about us after all.
        logger.warning("A Word file could not be read", exc_info=True)
        raise Unreadable(
            _("The file is damaged and cannot be read. Save it again from Word.")
        ) from error
