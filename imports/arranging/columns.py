"""What each column of a table is: by its heading, by what stands in it, or by what was answered."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from files.spreadsheets import Cell
from files.spreadsheets.danish_values import fold, shown
from files.spreadsheets.sheet import column_letters
from imports.arranging.column_content import ColumnContent, is_year
from imports.arranging.column_questions import what_column, which_year
from imports.arranging.parts import Said
from imports.arranging.questions import Choice, ColumnRead, FileQuestion
from imports.arranging.tables import Table
from imports.arranging.words import (
    ASK,
    DATE,
    LIKELY,
    NAME,
    NUMBER,
    SKIP,
    SURE,
    YEAR,
    YEAR_IN,
    KnownWord,
    Vocabulary,
    plain_year,
)

#: How every layout may call the year of a row.
YEAR_HEADING = "År"
#: The answer that a column says nothing that is read.
NOTHING = "-"


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


def read_columns(
    table: Table,
    vocabulary: Vocabulary,
    answers: Mapping[str, str],
    *,
    others: Sequence[Table] = (),
    file: str = "",
) -> ReadColumns:
    """What the columns are, and what has to be asked. others: tables that go on with this one."""
    return _ColumnReader(table, vocabulary, answers, others, file).read()


class _ColumnReader:
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

    def read(self) -> ReadColumns:
        for index, heading in enumerate(self.table.headers):
            self._by_heading(index, heading)
        self._years()
        self._places_by_content()
        for word in self._lacking():
            self._find_elsewhere(word)
        self._ask()
        self.found.read = tuple(self._as_read(index) for index in range(len(self.table.headers)))
        return self.found

    # --- By heading -------------------------------------------------------------------------------

    def _by_heading(self, index: int, heading: str) -> None:
        said = self.answers.get(f"column:{heading}")
        if said is not None:
            word = self.vocabulary.names.get(fold(said))
            if word and said != NOTHING:
                self._take(index, word, SURE)
            self.confidence[index] = SURE if word else SKIP
            return
        known = self.table.head.words[index]
        if known is None or known.confidence == ASK:
            return
        if known.says:
            self.found.says[index] = known.says
        if known.year is not None:
            self.found.years[index] = known.year
        elif not known.says and known.word in self.found.words:
            return  # the first of two: the other is told as one of which nothing is read
        self._take(index, known.word, known.confidence, known.text)

    def _take(self, index: int, word: KnownWord, confidence: str, text: str = "") -> None:
        self.found.words[index], self.confidence[index] = word, confidence
        if (text or word.heading) != self.table.headers[index]:
            self.found.texts[index] = text or word.heading

    def _years(self) -> None:
        """Years over numbers: taken where there are two, and no column says the year of a row."""
        if not self.vocabulary.topics or self.found.has(YEAR) or self.found.has(DATE):
            self._let_years_be()
            return
        plain = {
            index: year
            for index, heading in enumerate(self.table.headers)
            if self.found.words[index] is None and (year := plain_year(heading)) is not None
        }
        if len(plain) > 1 or (plain and self.found.years):
            self.found.years |= plain
            for index in plain:
                self.confidence[index] = LIKELY

    def _let_years_be(self) -> None:
        for index in self.found.years:
            self.found.words[index], self.confidence[index] = None, SKIP
            self.found.texts.pop(index, None)
        self.found.years = {}

    # --- By content -------------------------------------------------------------------------------

    def _places_by_content(self) -> None:
        """Numbers or names of places there are tell themselves, whatever stands above them."""
        if self.found.has(NUMBER) or self.found.has(NAME):
            return
        for role, known in (
            (NUMBER, lambda cell: shown(cell).strip() in self.vocabulary.numbers),
            (NAME, self.vocabulary.is_place),
        ):
            word = next((one for one in self.vocabulary.names.values() if one.role == role), None)
            index = next(self._unknown_where(known), None)
            if word and index is not None:
                self._take(index, word, LIKELY)
                self.because[index] = _("Institutions there are stand in it.")
                return

    def _unknown_where(self, fits: Callable[[Cell], bool]) -> Iterator[int]:
        """Columns nobody knows, in which most cells are such."""
        unknown = (
            index
            for index in range(len(self.table.headers))
            if self.found.words[index] is None and index not in self.found.years
        )
        return self.content.those_of(unknown, fits)

    # --- What is missing --------------------------------------------------------------------------

    def _lacking(self) -> Sequence[KnownWord]:
        """What no column says so far and no row is understood without."""
        if self.found.plain_years:
            return ()  # their topic is asked first
        own = range(len(self.table.headers))
        headings = [self.found.texts.get(index, self.table.headers[index]) for index in own]
        headings += [word.heading for word in self.found.constants]
        if self.found.years:
            headings.append(YEAR_HEADING)
        headings += {heading for says in self.found.says.values() for heading, _said in says}
        return self.vocabulary.lacks(headings)

    def _find_elsewhere(self, word: KnownWord) -> None:
        """A year or a place that the sheet's name says, or what stands above the table."""
        if word.role == YEAR:
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

    def _text_elsewhere(self, word: KnownWord) -> None:
        """One of the few texts that stand under a heading, in another column or as the sheet."""
        index = next(self._unknown_where(lambda cell: fold(shown(cell)) in word.texts), None)
        if index is not None:
            self._take(index, word, LIKELY)
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
        index = next(self._unknown_where(is_year), None)
        if index is not None:
            self._take(index, word, LIKELY)
            self.because[index] = _("Years stand in it.")
            return
        of_sheets = [YEAR_IN.findall(table.grid.name) for table in self.tables]
        if all(len(years) == 1 for years in of_sheets):
            self.found.constants[word] = tuple(int(years[0]) for years in of_sheets)
            return
        if not (self.found.has(NUMBER) or self.found.has(NAME)):
            return  # of nobody no year tells anything
        said = self.answers.get("year", "")
        if YEAR_IN.fullmatch(said):
            self.found.constants[word] = (int(said),) * len(self.tables)
        told = [*self.table.titles, *(table.grid.name for table in self.tables), self.file]
        self.found.questions.append(which_year(told))

    # --- What is asked ----------------------------------------------------------------------------

    def _ask(self) -> None:
        lacking = [word for word in self._lacking() if not self._is_asked_of_all(word)]
        for index, heading in enumerate(self.table.headers):
            known = self.table.head.words[index]
            guess = known.word if known and known.confidence == ASK else None
            if self.found.words[index] is not None and f"column:{heading}" not in self.answers:
                continue
            fitting = [word for word in lacking if self.content.may_be(index, word)]
            was = self.answers.get(f"column:{heading}")
            if guess is None and not fitting and was is None:
                continue
            self._ask_about(index, heading, guess, fitting, was)

    def _is_asked_of_all(self, word: KnownWord) -> bool:
        return word.role == YEAR and any(one.id == "year" for one in self.found.questions)

    def _ask_about(
        self,
        index: int,
        heading: str,
        guess: KnownWord | None,
        fitting: Sequence[KnownWord],
        was: str | None,
    ) -> None:
        words = [word for word in (guess, *fitting) if word]
        if was and was != NOTHING and (word := self.vocabulary.names.get(fold(was))):
            words.append(word)
        choices = (
            *self.vocabulary.choices(words),
            Choice(NOTHING, _("Nothing is read of it")),
        )
        self.choices[index] = choices
        if was is None:
            self.confidence[index] = ASK
        samples = self.content.samples(index)
        self.found.questions.append(what_column(heading, choices, guess, samples))

    def _as_read(self, index: int) -> ColumnRead:
        word = self.found.words[index]
        year = self.found.years.get(index)
        title = word.title if word else _("Nothing is read of it")
        if year is not None:
            title = f"{word.title}, {year}" if word else str(year)
        if index in self.found.says:
            title = ", ".join((title, *(shown(said) for _at, said in self.found.says[index])))
        return ColumnRead(
            index,
            column_letters(index),
            self.table.headers[index],
            word.meaning if word else YEAR if year else "",
            title,
            self.confidence[index],
            self.content.samples(index),
            self.because[index],
            self.choices.get(index, ()),
        )
