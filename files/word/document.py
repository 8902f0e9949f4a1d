"""What a Word file is once it has been read."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Union


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph. text: with "\\n" where the line breaks. level: of a heading, else 0."""

    text: str
    level: int = 0
    is_item: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class WordCell:
    """A cell of a table; one that is merged stands, the very same, in every place it covers.

    marks: the names of the bookmarks in it, which nobody sees.
    """

    blocks: tuple["Block", ...] = ()
    marks: tuple[str, ...] = ()

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """Those that say something; tables inside the cell aside."""
        return tuple(
            block for block in self.blocks if isinstance(block, Paragraph) and block.text.strip()
        )

    @property
    def tables(self) -> tuple["WordTable", ...]:
        return tuple(block for block in self.blocks if isinstance(block, WordTable))

    @property
    def text(self) -> str:
        """The whole text, a line to a paragraph."""
        return "\n".join(paragraph.text.strip() for paragraph in self.paragraphs)


@dataclass(frozen=True, slots=True)
class WordTable:
    """A table as a grid: every row has as many cells as the table is wide."""

    rows: tuple[tuple[WordCell, ...], ...]

    @property
    def width(self) -> int:
        return len(self.rows[0]) if self.rows else 0


Block = Union[Paragraph, WordTable]  # noqa: UP007 (the names are not defined yet where it is used)


@dataclass(frozen=True, slots=True)
class Document:
    """The blocks of a document in order. has_text_boxes: texts float beside them, unread."""

    blocks: tuple[Block, ...]
    has_text_boxes: bool = False

    @property
    def tables(self) -> Iterator[WordTable]:
        return (block for block in self.blocks if isinstance(block, WordTable))
