"""What no column of a table says, but something else of its file: a sheet's name, a line above."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from files.spreadsheets import Cell
from files.spreadsheets.danish_values import MONTHS, fold, shown
from imports.arranging.cell_kinds import is_day, is_year
from imports.arranging.column_content import ColumnContent
from imports.arranging.column_questions import TOPIC_QUESTION, same_for_all, what_topic, which_year
from imports.arranging.parts import ROUND_HEADING, Said, part_in, whole_round
from imports.arranging.questions import Choice, ColumnRead, FileQuestion
from imports.arranging.tables import Table
from imports.arranging.words import (
    DATE,
    LIKELY,
    NAME,
    NUMBER,
    NUMBERED,
    OTHER,
    SKIP,
    TOPIC,
    VALUE,
    YEAR,
    YEAR_IN,
    KnownHeading,
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


MONTH = re.compile(rf"(?:{'|'.join(one[:3] for one in MONTHS)})[a-z]*\.?(?:\W*\d\d+)?", re.I)
#: What stands over the figure of a year, beside those of its months.
WHOLE_YEAR = re.compile(
    r"\W*(?:(?:hele )?året|i alt|total|gns\.?|gennemsnit|(?:år )?20\d\d)(?:\W+i alt|\W*20\d\d)?\W*",
    re.IGNORECASE,
)
SEVERAL_MONTHS = 3
DAY = re.compile(r"\b\d{1,2}[-./]\d{1,2}[-./](?:20)?\d\d\b|\b\d{1,2}\. \w+ 20\d\d\b")
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


def is_one_of(cell: Cell, texts: frozenset[str]) -> bool:
    """Whether a cell is one of these folded texts, the number before it aside."""
    text = shown(cell)
    return fold(text) in texts or fold(NUMBERED.sub("", text)) in texts


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
        elif word.role == DATE:
            self._day_elsewhere(word, _("Days stand in it."))
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

    def places_above(self) -> None:
        """The place and the day that lines above the headings tell, where no column does."""
        for word in self.table.told:
            is_told = self.found.has(NUMBER) or self.found.has(NAME)
            if word.role in (NUMBER, NAME) and not is_told:
                self.find_elsewhere(word)

    def wholes_of_sheets(self) -> None:
        """Where the rows belong, where every sheet is called so and no column says it."""
        words = self.vocabulary.sections[-1:]
        names = [table.grid.name for table in self.tables]
        is_told = not words or words[0] in self.found.words or self.found.has(NUMBER)
        known = self.vocabulary.wholes
        if not self.vocabulary.long_forms:  # in these, sheets have the numbers of places
            known = known | self.vocabulary.places.keys()
        if not is_told and all(fold(name) in known for name in names):
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
        if not self.vocabulary.topics:
            return
        unread = {i: one for i, one in enumerate(self.table.headers) if not self.found.words[i]}
        parts = {
            index: part
            for index, heading in unread.items()
            if (part := part_in(heading)) and not part.rest
        }
        if len(parts) >= ENOUGH and (known := self._topic_above([*parts])):
            for index, part in parts.items():
                self.found.says[index] = (*known.says, (part.heading, part.said))
                self.take(index, known.word, LIKELY, known.text)
        months = [index for index, heading in unread.items() if MONTH.fullmatch(heading.strip())]
        wholes = [index for index, heading in unread.items() if WHOLE_YEAR.fullmatch(heading)]
        is_whole = len(months) >= SEVERAL_MONTHS and len(wholes) == 1
        if is_whole and (known := self._topic_above([*months, *wholes])):
            self.found.says |= {wholes[0]: known.says} if known.says else {}
            self.take(wholes[0], known.word, LIKELY, known.text)

    def _topic_above(self, columns: Sequence[int]) -> KnownHeading | None:
        """What numbers in these columns are, as a title tells or somebody says."""
        told = topics_in(self.table.titles, self.vocabulary)
        if len(told) == 1:
            return self.vocabulary.find(told[0].heading)
        names = [self.table.headers[index] for index in (columns[0], columns[-1])]
        topics = told or [*self.vocabulary.topics, *self.vocabulary.long_topics]
        choices = self.vocabulary.choices(topics)
        self.found.questions.append(what_topic(*names, choices, len(columns)))
        return self.vocabulary.find(self.answers.get(TOPIC_QUESTION, ""))

    def ask_of_all(self, lacking: Sequence[KnownWord]) -> None:
        """Ask once for all rows about the one thing that no column can say."""
        asked = {one.id for one in self.found.questions}
        if len(lacking) != 1 or asked or lacking[0].meaning == VALUE:
            return
        word = lacking[0]
        if word.role == NUMBER and not self.vocabulary.long_forms:
            return  # of each new place its own
        said = self.answers.get(f"all:{word.heading}", "")
        if said:
            self.found.constants[word] = (said,) * len(self.tables)
        told = [*self.table.titles, *(table.grid.name for table in self.tables), self.file]
        self.found.questions.append(same_for_all(word, self._may_be_said(word, " ".join(told))))

    def _may_be_said(self, word: KnownWord, told: str) -> list[str]:
        """What a word may say of all rows, as titles and names tell."""
        if word.role == DATE:
            return [found[0] for found in DAY.finditer(told)]
        if word.texts:
            return [text for text in word.texts if fold(text) in fold(told)] or [*word.texts]
        if word.role in (NUMBER, NAME):
            places = self.vocabulary.places.items()
            return [number for name, number in places if len(name) >= SHORT and name in fold(told)]
        named = re.compile(rf"\b{re.escape(word.heading)}\s+[A-ZÆØÅ]\w*")
        return [found[0] for found in named.finditer(told)]

    def _text_elsewhere(self, word: KnownWord) -> None:
        """One of the few texts that stand under a heading, in another column or as the sheet."""
        index = next(self.unknown_where(lambda cell: is_one_of(cell, word.texts)), None)
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
        is_of_rounds = word.heading == ROUND_HEADING
        if not is_of_rounds and self._day_elsewhere(word, _("Days of the years stand in it.")):
            return
        of_sheets = [YEAR_IN.findall(table.grid.name) for table in self.tables]
        if not is_of_rounds and all(len(years) == 1 for years in of_sheets):
            self.found.constants[word] = tuple(int(years[0]) for years in of_sheets)
            return
        if not (self.found.has(NUMBER) or self.found.has(NAME) or self.found.says):
            return  # of nobody no year tells anything
        said = self.answers.get("year", "")
        if YEAR_IN.fullmatch(said):
            self.found.constants[word] = (int(said),) * len(self.tables)
        elif is_of_rounds and whole_round(said):
            self.found.constants[word] = (whole_round(said),) * len(self.tables)
        told = [*self.table.titles, *(table.grid.name for table in self.tables), self.file]
        self.found.questions.append(which_year(told, of_rounds=is_of_rounds))

    def _day_elsewhere(self, word: KnownWord, because: str) -> bool:
        """Take the one column of days for what says when; whether there is one."""
        days = [*self.unknown_where(is_day)]
        if not days:  # a heading that means another day elsewhere
            others = (i for i, one in enumerate(self.found.words) if one and one.role == OTHER)
            days = [*self.content.those_of(others, is_day)]
        if len(days) == 1:
            self.take(days[0], word, LIKELY)
            self.because[days[0]] = because
        return len(days) == 1
