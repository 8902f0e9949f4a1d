"""What is found out of the columns of a table, and what else is told of its rows."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from files.spreadsheets import Cell
from files.spreadsheets.danish_values import fold
from files.spreadsheets.sheet import column_letters
from imports.arranging.column_content import ColumnContent
from imports.arranging.parts import Said
from imports.arranging.questions import Choice, ColumnRead, FileQuestion
from imports.arranging.tables import Table
from imports.arranging.units import bared
from imports.arranging.words import (
    ANSWER,
    OTHER,
    SKIP,
    SURE,
    TOPIC,
    KnownHeading,
    KnownWord,
    Vocabulary,
)

#: How every layout may call the year of a row.
YEAR_HEADING = "År"


@dataclass(slots=True)
class ReadColumns:
    """What the columns of a table are. words: for each, None where nothing is read of it.

    years: column → the year it is about, which rows tell under years_as. says: column → what else.
    texts: column → a heading we know, where its own is none.
    constants: a word that no column says → what each table says of it; told: → the text that does.
    """

    words: list[KnownWord | None]
    years: dict[int, int] = field(default_factory=dict)
    says: dict[int, tuple[Said, ...]] = field(default_factory=dict)
    texts: dict[int, str] = field(default_factory=dict)
    constants: dict[KnownWord, tuple[Cell, ...]] = field(default_factory=dict)
    told: dict[KnownWord, str] = field(default_factory=dict)
    read: tuple[ColumnRead, ...] = ()
    questions: list[FileQuestion] = field(default_factory=list)
    years_as: str = YEAR_HEADING

    @property
    def plain_years(self) -> list[int]:
        """Columns whose heading is a year, and nothing else."""
        return [index for index in self.years if self.words[index] is None]

    def has(self, role: str) -> bool:
        words = (*self.words, *self.constants)
        return any(word is not None and word.role == role for word in words)


class TableRead:
    """What is found out of the columns of a table, and what the rest of its file says."""

    def __init__(
        self,
        table: Table,
        vocabulary: Vocabulary,
        answers: Mapping[str, str],
        others: Sequence[Table],
        file: str,
    ) -> None:
        self.table, self.vocabulary, self.answers = table, vocabulary, answers
        self.tables, self.file = (table, *others), file
        self.content = ColumnContent(table)
        self.found = ReadColumns([None] * len(table.headers))
        self.confidence = [SKIP] * len(table.headers)
        self.because = [""] * len(table.headers)
        self.choices: dict[int, tuple[Choice, ...]] = {}

    def take(self, index: int, word: KnownWord, confidence: str, text: str = "") -> None:
        self.found.words[index], self.confidence[index] = word, confidence
        if (text or word.heading) != self.table.headers[index]:
            self.found.texts[index] = text or word.heading

    def read_no_more(self, index: int) -> None:
        """Have a column be read as nothing: its letters tell it apart from what is called so."""
        heading = self.table.headers[index]
        self.found.texts[index] = f"{heading} ({column_letters(index)})"

    def is_said(self, index: int) -> bool:
        """Whether somebody has said what a column is, be it nothing."""
        return f"column:{self.table.headers[index]}" in self.answers

    def unknown_where(self, fits: Callable[[Cell], bool]) -> Iterator[int]:
        """Columns nobody knows, in which most cells are such."""
        unknown = (
            index
            for index in range(len(self.table.headers))
            if self.found.words[index] is None
            and index not in self.found.years
            and not self.is_said(index)
        )
        return self.content.those_of(unknown, fits)

    def names_no_topics(self, index: int, known: KnownHeading) -> bool:
        """Whether it may be called as what names the topics, and figures stand in it."""
        if known.confidence == SURE or known.word.meaning != TOPIC or known.word.role != OTHER:
            return False
        cells = self.content.filled(index)
        return bool(cells) and all(isinstance(cell, int | float) for cell in cells)

    def is_a_share_beside(self, index: int) -> bool:
        """Whether it is called as another column, but for a % that the other has not."""
        text, headers = self.table.headers[index], self.table.headers
        return "%" in text and any(
            fold(one) == fold(text) for one in headers if "%" not in one and one
        )

    def is_told_beside(self, index: int) -> bool:
        """Whether another column says the same in another unit, and is the one that is read."""
        known, (bare, unit) = self.table.head.words[index], bared(self.table.headers[index])
        beside = zip(self.table.headers, self.found.words, strict=True)
        return (
            known is not None
            and known.word.role == ANSWER
            and unit == "share"
            and any(word == known.word and bared(text)[0] == bare for text, word in beside)
        )
