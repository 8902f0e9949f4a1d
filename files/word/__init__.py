"""The one safe reader of uploaded Word files (.docx): bytes in, a `Document` or one sentence out.

Nothing here knows what a document is about, and nothing touches the database. What is read is what
stands on the page: deleted and hidden text, comments and the prompts of empty fields are not.
"""

from files.package import Unreadable, whatever_the_bytes
from files.word import kinds, reader
from files.word.document import Block, Document, Paragraph, WordCell, WordTable
from files.word.package import WordPackage

__all__ = ["Block", "Document", "Paragraph", "Unreadable", "WordCell", "WordTable", "read"]


def read(content: bytes, *, name: str) -> Document:
    """Read an uploaded .docx. Raises `Unreadable`, and nothing else, whatever the bytes are."""
    with whatever_the_bytes(WordPackage.damaged):
        kinds.check(content, name=name)
        return reader.read(content)
