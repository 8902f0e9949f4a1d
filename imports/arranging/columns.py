"""What each column of a table is: by its heading, by what stands in it, or by what was answered."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from django.utils.translation import gettext as _

from files.spreadsheets.danish_values import fold, shown
from files.spreadsheets.sheet import column_letters
from imports.arranging.across import form_of
from imports.arranging.column_questions import what_column
from imports.arranging.doubled import DoubledColumns
from imports.arranging.elsewhere import ReadElsewhere
from imports.arranging.heading_years import plain_year
from imports.arranging.headings_alone import HeadingsAlone
from imports.arranging.labels import topic_told
from imports.arranging.numbered_topics import NumberedTopics
from imports.arranging.questions import Choice, ColumnRead
from imports.arranging.respondents_each import RespondentsOfEach
from imports.arranging.table_read import YEAR_HEADING, ReadColumns
from imports.arranging.tables import Table
from imports.arranging.topics_alike import TopicsAlike
from imports.arranging.wider import WiderPlaces
from imports.arranging.words import (
    ASK,
    DATE,
    LIKELY,
    NAME,
    NUMBER,
    OTHER,
    SKIP,
    SURE,
    YEAR,
    KnownWord,
    Vocabulary,
)

#: The answer that a column says nothing that is read.
NOTHING = "-"


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


class _ColumnReader(
    DoubledColumns,
    WiderPlaces,
    NumberedTopics,
    RespondentsOfEach,
    TopicsAlike,
    HeadingsAlone,
    ReadElsewhere,
):
    def read(self) -> ReadColumns:
        left = self.passed_over()
        for index, heading in enumerate(self.table.headers):
            if index in left:
                self.read_no_more(index)
            else:
                self._by_heading(index, heading)
        self.topics_by_number()
        self.respondents_of_each()
        self.wider_places(self._lacking())
        self._years()
        self.places_above()
        self._places_by_content()
        self._by_content()
        self._lone_topics()
        self.parts_alone()
        self.parts_of_sheets()
        self.wholes_of_sheets()
        self.numbers_told()
        for word in self._lacking():
            self.find_elsewhere(word)
        self._years_for_days()
        self._ask()
        own = (self._as_read(index) for index in range(len(self.table.headers)))
        self.found.read = (*own, *self._told_elsewhere())
        return self.found

    # --- By heading -------------------------------------------------------------------------------

    def _by_heading(self, index: int, heading: str) -> None:
        said = self.answers.get(f"column:{heading}")
        if said is not None:
            self._as_said(index, said)
            return
        known = self.table.head.words[index]
        if known is None or known.confidence == ASK:
            return
        if self.names_no_topics(index, known) or self.is_a_share_beside(index):
            return
        if known.says:
            self.found.says[index] = known.says
        if known.year is not None:
            self.found.years[index] = known.year
        elif not known.says and (known.word in self.found.words or self.is_nearer_later(index)):
            return  # the first of two: the other is told as one of which nothing is read
        self.take(index, known.word, known.confidence, known.text)

    def _as_said(self, index: int, said: str) -> None:
        """A column as somebody said what it is."""
        word = self.vocabulary.names.get(fold(said))
        if word is None and (known := self.vocabulary.find(said)) and known.says:
            self.found.says[index], word = known.says, known.word
        if word and said != NOTHING:
            self.take(index, word, SURE)
            self._keep_beside(index, word)
        elif self.table.head.words[index]:
            self.read_no_more(index)
        self.confidence[index] = SURE if word else SKIP

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
        is_told = plain and self._told_of_years() is not None
        if len(plain) > 1 or (plain and self.found.years) or is_told:
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
            (NAME, lambda cell: self.vocabulary.place_told(cell) != ""),
            (NAME, cache(self.vocabulary.is_like_a_place)),
        ):
            word = self.vocabulary.word_of(role)
            others = (i for i, one in enumerate(self.found.words) if one and one.role == OTHER)
            index = next(self.unknown_where(known), None)
            if index is None:  # a heading that means something else elsewhere
                index = next(self.content.those_of(others, known), None)
            if word and index is not None:
                self.take(index, word, LIKELY)
                self.because[index] = _("Institutions there are stand in it.")
                return

    def _by_content(self) -> None:
        """What no heading says and the texts of a column nobody reads tell of themselves."""
        there = {word.meaning for word in self.found.words if word}
        for word in self.vocabulary.by_content:
            columns = range(len(self.table.headers))
            free = (i for i in columns if self.found.words[i] is None and not self.is_said(i))
            index = next((i for i in free if self.content.is_mostly_of(i, word.texts)), None)
            if word.meaning not in there and index is not None:
                self.take(index, word, LIKELY)
                self.because[index] = _("What stands in it tells what it is.")

    # --- What is missing --------------------------------------------------------------------------

    def _lacking(self) -> Sequence[KnownWord]:
        """What no column says so far and no row is understood without."""
        told = self._told_of_years() if self.found.plain_years else ()
        if told is None:
            return ()  # their topic is asked first
        own = range(len(self.table.headers))
        headings = [self.found.texts.get(index, self.table.headers[index]) for index in own]
        headings += [word.heading for word in self.found.constants]
        if self.found.years:
            headings.append(self.found.years_as)
        headings += {heading for says in self.found.says.values() for heading, _said in says}
        lacks_a_day = any(one.role == DATE for one in self.vocabulary.lacks([*headings, *told]))
        if self.months_tell_years() and not lacks_a_day:
            headings.append(YEAR_HEADING)
        return self.vocabulary.lacks([*headings, *told])

    def _years_for_days(self) -> None:
        """Years over figures where rows need a day: which day is asked of each year."""
        beside = (at for at in range(len(self.table.headers)) if at not in self.found.years)
        forms = (form_of(at, self.table.rows, self.vocabulary) for at in beside)
        form = next(filter(None, forms), None) if self.found.years else None
        if form and form.day and not self.found.has(DATE):
            self.found.years_as = form.day

    def _told_of_years(self) -> Sequence[str] | None:
        """Headings that numbers under bare years stand for; None where nothing tells it yet."""
        beside = (
            index for index in range(len(self.table.headers)) if index not in self.found.years
        )
        forms = (form_of(index, self.table.rows, self.vocabulary) for index in beside)
        if form := next(filter(None, forms), None):
            return (form.value,)
        titles = (*self.table.titles, self.table.grid.name, self.file)
        above = topic_told(titles, self.vocabulary)
        if above is None:
            return None
        return (above.text, *(heading for heading, _said in above.says))

    # --- What is asked ----------------------------------------------------------------------------

    def _ask(self) -> None:
        lacking = [word for word in self._lacking() if not self._is_asked_of_all(word)]
        for index, heading in enumerate(self.table.headers):
            was = self.answers.get(f"column:{heading}")
            is_read = self.found.words[index] is not None or index in self.found.years
            if (is_read or self.is_told_beside(index)) and was is None:
                continue
            guess, alike = self._guess(index)
            fitting = [word for word in lacking if self.content.may_be(index, word)]
            is_new = not alike and self._is_new_question(index)
            if guess or alike or fitting or is_new or was is not None:
                self._ask_about(index, heading, guess, [*fitting, *alike], was)
        self.ask_of_all(lacking)

    def _guess(self, index: int) -> tuple[KnownWord | None, Sequence[KnownWord]]:
        """What a heading is, misspelt, or the one topic it is like; and all topics it is like."""
        known = self.table.head.words[index]
        if known and known.confidence == ASK:
            return known.word, ()
        alike = self._topics_like(index) or self._topics_beside(index)
        guess = alike[0] if len(alike) == 1 else None
        return guess, alike or self._topics_missing(index) or self._days_missing(index)

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
        if was and was != NOTHING and (word := self._word_said(was)):
            words.append(word)
        choices = (
            *self.vocabulary.choices(words),
            Choice(NOTHING, _("Nothing is read of it")),
        )
        self.choices[index] = choices
        if was is None:
            self.confidence[index] = ASK
        samples = self.content.samples(index)
        question = what_column(heading, choices, guess, samples)
        if all(one.id != question.id for one in self.found.questions):
            self.found.questions.append(question)

    def _told_elsewhere(self) -> Iterator[ColumnRead]:
        """What no column says and a line beside the table tells: shown as one more column."""
        for at, (word, text) in enumerate(self.found.told.items(), start=len(self.table.headers)):
            title = f"{word.title}: {shown(self.found.constants[word][0])}"
            because = _("No column says it, but “%(text)s” does.") % {"text": text}
            yield ColumnRead(at, "", "", word.meaning, title, LIKELY, because=because)

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
