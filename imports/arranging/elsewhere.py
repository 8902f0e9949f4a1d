"""What no column of a table says, but something else of its file: a sheet's name, a line above."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from files.spreadsheets import Cell
from files.spreadsheets.danish_values import fold, shown
from imports.arranging.column_content import ColumnContent, is_year
from imports.arranging.column_questions import which_year
from imports.arranging.parts import Said, part_in
from imports.arranging.questions import Choice, ColumnRead, FileQuestion
from imports.arranging.tables import Table
from imports.arranging.words import (
    LIKELY,
    NAME,
    NUMBER,
    OTHER,
    SKIP,
    TOPIC,
    YEAR,
    YEAR_IN,
    KnownWord,
    Vocabulary,
)


@dataclass(slots=True)
class ReadColumns:
    """What the columns of a table are. words: for each, None where nothing is read of it.

    years: column → the year it is about. says: column → what else. texts: column → a heading we
    know, where its own is none.
    constants: a word that no column says → what each table says of it.
    """

    words: list[KnownWord | None]
    years: dict[int, int] = field(default_factory=dict)
    says: dict[int, tuple[Said, ...]] = field(default_factory=dict)
    texts: dict[int, str] = field(default_factory=dict)
    constants: dict[KnownWord, tuple[Cell, ...]] = field(default_factory=dict)
    read: tuple[ColumnRead, ...] = ()
    questions: list[FileQuestion] = field(default_factory=list)

    @property
    def plain_years(self) -> list[int]:
        """Columns whose heading is a year, and nothing else."""
        return [index for index in self.years if self.words[index] is None]

    def has(self, role: str) -> bool:
        words = (*self.words, *self.constants)
        return any(word is not None and word.role == role for word in words)


#: So many parts stand beside one another.
ENOUGH = 2
#: A name as short as that is found in any sentence.
SHORT = 5


def topics_in(titles: Sequence[str], vocabulary: Vocabulary) -> list[KnownWord]:
    """The topics that stand in what is above a table; a longer one goes before a part of it."""
    above = " ".join(map(fold, titles))
    found = {
        fold(word.heading): word
        for word in (*vocabulary.names.values(), *vocabulary.long_topics)
        if word.role == TOPIC and len(fold(word.heading)) > SHORT and fold(word.heading) in above
    }
    return [
        word
        for folded, word in found.items()
        if not any(folded != other and folded in other for other in found)
    ]


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

    def unknown_where(self, fits: Callable[[Cell], bool]) -> Iterator[int]:
        """Columns nobody knows, in which most cells are such."""
        unknown = (
            index
            for index in range(len(self.table.headers))
            if self.found.words[index] is None and index not in self.found.years
        )
        return self.content.those_of(unknown, fits)

    def find_elsewhere(self, word: KnownWord) -> None:
        """A year or a place that the sheet's name says, or what stands above the table."""
        if (told := self._told_above(word)) is not None:
            self.found.constants[told[0]] = told[1]
        elif word.role == YEAR:
            self._year_elsewhere(word)
        elif word.role in (NUMBER, NAME):
            names = [table.grid.name for table in self.tables]
            numbers = [self._number_in(name) for name in names]
            number = next(
                (one for one in self.vocabulary.names.values() if one.role == NUMBER), None
            )
            if number and all(numbers):
                self.found.constants[number] = tuple(numbers)
        if word.texts and word not in self.found.words:
            self._text_elsewhere(word)

    def _told_above(self, word: KnownWord) -> tuple[KnownWord, tuple[Cell, ...]] | None:
        """What each table's own lines above its headings say of it, as a form does."""
        roles = (NUMBER, NAME) if word.role in (NUMBER, NAME) else (word.role,)
        for told, (label, _said) in self.table.told.items():
            same = told.role in roles if word.role != OTHER else told.meaning == word.meaning
            if same and all(told in table.told for table in self.tables):
                values = tuple(table.told[told][1] for table in self.tables)
                return told._replace(heading=label), values
        return None

    def wholes_of_sheets(self) -> None:
        """Where the rows belong, where every sheet is called so and no column says it."""
        words = self.vocabulary.sections[-1:]
        names = [table.grid.name for table in self.tables]
        is_told = not words or words[0] in self.found.words or self.found.has(NUMBER)
        if not is_told and all(fold(name) in self.vocabulary.wholes for name in names):
            self.found.constants[words[0]] = tuple(names)

    def parts_of_sheets(self) -> None:
        """An age group or a round that every sheet is called by."""
        found = (part_in(table.grid.name) for table in self.tables if self.vocabulary.topics)
        parts = [part for part in found if part and not part.rest]
        if not parts or len(parts) < len(self.tables) or self.found.says:
            return
        word = self.vocabulary.names.get(fold(parts[0].heading))
        if word and word not in self.found.words:
            word = word._replace(heading=parts[0].heading)
            self.found.constants[word] = tuple(part.said for part in parts)

    def parts_alone(self) -> None:
        """Age groups or rounds that stand alone over numbers, where a title tells of which."""
        told = topics_in(self.table.titles, self.vocabulary) if self.vocabulary.topics else []
        known = self.vocabulary.find(told[0].heading) if len(told) == 1 else None
        parts = {
            index: part
            for index, heading in enumerate(self.table.headers)
            if self.found.words[index] is None and (part := part_in(heading)) and not part.rest
        }
        if known is None or len(parts) < ENOUGH:
            return
        for index, part in parts.items():
            self.found.says[index] = (*known.says, (part.heading, part.said))
            self.take(index, known.word, LIKELY, known.text)

    def _text_elsewhere(self, word: KnownWord) -> None:
        """One of the few texts that stand under a heading, in another column or as the sheet."""
        index = next(self.unknown_where(lambda cell: fold(shown(cell)) in word.texts), None)
        if index is not None:
            self.take(index, word, LIKELY)
            self.because[index] = _("What we know of it stands in it.")
            return
        names = [table.grid.name for table in self.tables]
        if all(fold(name) in word.texts for name in names):
            self.found.constants[word] = tuple(names)

    def _number_in(self, name: str) -> str:
        """The number of the place that a sheet is called by; "" for none."""
        text = name.strip()
        first = text.split(" ")[0] if text else ""
        if first in self.vocabulary.numbers:
            return first
        return self.vocabulary.places.get(fold(text), "")

    def _year_elsewhere(self, word: KnownWord) -> None:
        index = next(self.unknown_where(is_year), None)
        if index is not None:
            self.take(index, word, LIKELY)
            self.because[index] = _("Years stand in it.")
            return
        of_sheets = [YEAR_IN.findall(table.grid.name) for table in self.tables]
        if all(len(years) == 1 for years in of_sheets):
            self.found.constants[word] = tuple(int(years[0]) for years in of_sheets)
            return
        if not (self.found.has(NUMBER) or self.found.has(NAME) or self.found.says):
            return  # of nobody no year tells anything
        said = self.answers.get("year", "")
        if YEAR_IN.fullmatch(said):
            self.found.constants[word] = (int(said),) * len(self.tables)
        told = [*self.table.titles, *(table.grid.name for table in self.tables), self.file]
        self.found.questions.append(which_year(told))
