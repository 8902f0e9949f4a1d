"""What no column of a table says, but something else of its file: a sheet's name, a line above."""

import re
from collections.abc import Sequence

from django.utils.translation import gettext as _

from files.spreadsheets import Cell
from files.spreadsheets.danish_values import fold, shown
from imports.arranging.cell_kinds import days_in, is_day, is_year, tells_a_year
from imports.arranging.column_questions import TOPIC_QUESTION, same_for_all, which_year
from imports.arranging.heading_years import YEAR_IN
from imports.arranging.labels import SHORT
from imports.arranging.parts import ROUND_HEADING, whole_round
from imports.arranging.parts_for_days import PartsForDays
from imports.arranging.places_known import is_one_of
from imports.arranging.tables import Table
from imports.arranging.words import (
    DATE,
    GROUP,
    LIKELY,
    NAME,
    NUMBER,
    OTHER,
    PART,
    PLACE,
    TOPIC,
    VALUE,
    YEAR,
    KnownWord,
)
from imports.arranging.years_told import ToldTime, part_told, rounds_told, short_years, year_told

PLACED = (NUMBER, NAME)  # what tells the place of a row
OVER_ROWS = ("title", "other_table")  # left out, and may say what others are about


def _as_cell(said: str) -> Cell:
    return int(said) if said.isdigit() else said


class ReadElsewhere(PartsForDays):
    """What the rest of the file says of what no column does."""

    def find_elsewhere(self, word: KnownWord) -> None:
        """A year or a place that the sheet's name says, or what stands above the table."""
        if word.role == DATE and self.parts_for_days(word):
            return
        if (told := self._told_above(word)) is not None:
            self.found.constants[told[0]] = told[1]
        elif word.role == YEAR:
            self._year_elsewhere(word)
        elif word.role == DATE and not self._day_elsewhere(word, _("Days stand in it.")):
            self._days_above(word)
        elif word.role in (NUMBER, NAME):
            self._number_elsewhere()
        elif pattern := self.vocabulary.told_by_sheets.get(word.meaning):
            self._by_sheets(word, pattern)
        if word.texts and word not in self.found.words:
            self._text_elsewhere(word)

    def _by_sheets(self, word: KnownWord, pattern: re.Pattern[str]) -> None:
        """What each sheet is called by, or what stands above its table."""
        texts = ((table.grid.name, *table.titles) for table in self.tables)
        told = [next(filter(pattern.match, each), "") for each in texts]
        if told and all(told):
            self.found.constants[word] = tuple(told)
            self.found.told[word] = told[0]

    def numbers_told(self) -> None:
        """The place that each sheet is called by, where no column tells one."""
        is_told = self.found.has(NUMBER) or self.found.has(NAME)
        across = any(word and word.says for word in self.table.head.words)
        if not self.vocabulary.topics or is_told or across:
            return
        self._number_elsewhere()
        known = self.vocabulary.word_of(NUMBER)
        said = self.answers.get(f"all:{known.heading}", "") if known else ""
        if known and said and not self.found.has(NUMBER):
            self.found.constants[known] = (said,) * len(self.tables)
            told = " ".join(self._told())
            self.found.questions.append(same_for_all(known, self._may_be_said(known, told)))

    def _number_elsewhere(self) -> None:
        """The place that each sheet is called by."""
        numbers = [self._number_told(table) for table in self.tables]
        number = self.vocabulary.word_of(NUMBER)
        if number and all(numbers):
            self.found.constants[number] = tuple(numbers)

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
        roles = {word.role for word in self.table.told}
        part = next((word for word in self.table.told if word.meaning == GROUP), None)
        is_of_one = bool(roles & {NUMBER, NAME}) or bool(self.table.grid.labels)
        if part and part not in self.found.words and is_of_one:  # a form of one room
            told = self._told_above(part)
            self.found.constants |= {told[0]: told[1]} if told else {}

    def ask_of_all(self, lacking: Sequence[KnownWord]) -> None:
        """Ask once for all rows about the one thing that no column can say."""
        first = ("column", TOPIC_QUESTION)
        asked = [one for one in self.found.questions if one.id not in self.answers]
        if any(one.kind in first or one.id in first for one in asked):
            return
        now = self._asked_first(lacking)
        if len(now) != 1 or self._needs_no_asking(now[0]):
            return
        word = now[0]
        said = self.answers.get(f"all:{word.heading}", "")
        if said:
            self.found.constants[word] = (said,) * len(self.tables)
        told = " ".join(self._told())
        self.found.questions.append(same_for_all(word, self._may_be_said(word, told)))
        if said and (rest := [one for one in lacking if one != word]):
            self.ask_of_all(rest)

    def _asked_first(self, lacking: Sequence[KnownWord]) -> Sequence[KnownWord]:
        """Of what no column says, what is asked now: whose the figures are goes first."""
        if not lacking and self._is_of_nobody():
            lacking = [one for one in self.vocabulary.names.values() if one.role == NUMBER]
        places = [one for one in lacking if one.role in (NUMBER, NAME)]
        may_wait = {one.role for one in lacking} <= {*PLACED, YEAR, DATE}
        # the year is asked of somebody
        return places[:1] if self.vocabulary.topics and places and may_wait else lacking

    def _needs_no_asking(self, word: KnownWord) -> bool:
        """Whether one thing could not be said of all rows, or is said somewhere else."""
        if word.role == NUMBER and not self.vocabulary.long_forms:
            return True  # of each new place its own
        is_placed = word.role == PLACE and self.vocabulary.placed(self._inner_places())
        is_own = word.meaning in self.vocabulary.own_to_each
        return word.meaning == VALUE or is_own or bool(is_placed)

    def _is_of_nobody(self) -> bool:
        """Whether figures of topics we know stand there, and nothing says whose they are."""
        words = [one for one in self.found.words if one]
        is_told = self.found.has(NUMBER) or self.found.has(NAME) or self.found.plain_years
        across = any(word and word.says for word in self.table.head.words)
        tells = any(one.role == TOPIC or one.meaning == TOPIC for one in words)
        return bool(self.vocabulary.topics) and tells and not is_told and not across

    def _told(self) -> list[str]:
        """The texts of a file beside its table."""
        return [*self.table.titles, *(table.grid.name for table in self.tables), self.file]

    def _inner_places(self) -> list[Cell]:
        """What rows, or sheets, say of where their place lies: the innermost."""
        word = next(iter(self.vocabulary.sections[-1:]), None)
        if word is None:
            return []
        if word in self.found.words:
            return self.content.filled(self.found.words.index(word))
        return [*self.found.constants.get(word, ())]

    def _may_be_said(self, word: KnownWord, told: str) -> list[str]:
        """What a word may say of all rows, as titles and names tell."""
        if word.role == DATE:
            return days_in(told)
        if word.texts:
            texts = [text for text in word.texts if fold(text) in fold(told)] or word.texts
            return sorted({self._spelled(text) for text in texts})
        if word.role in (NUMBER, NAME):
            places = self.vocabulary.places.items()
            return [number for name, number in places if len(name) >= SHORT and name in fold(told)]
        named = re.compile(rf"\b{re.escape(word.heading)}\s+[A-ZÆØÅ]\w*")
        return [found[0] for found in named.finditer(told)]

    def _spelled(self, folded: str) -> str:
        """A topic or a step as it is written, of which only the folded text is known."""
        known = self.vocabulary
        return known.topic_names.get(folded) or known.steps.get(folded, folded)

    def _text_elsewhere(self, word: KnownWord) -> None:
        """One of the few texts that stand under a heading, in another column or as the sheet."""
        where = self.unknown_where(lambda cell: is_one_of(cell, word.texts))
        if (index := next(where, None)) is not None:
            self.take(index, word, LIKELY)
            self.because[index] = _("What we know of it stands in it.")
            return
        names = [table.grid.name for table in self.tables]
        if all(fold(name) in word.texts for name in names):
            self.found.constants[word] = tuple(names)

    def _number_told(self, table: Table) -> str:
        """The place that a sheet, or what stands over one of several tables, is called by."""
        texts = (*table.grid.labels, table.grid.name)
        several = table.titles if len(self.tables) > 1 else ()
        return next(filter(None, map(self._number_in, (*texts, *several))), "")

    def _number_in(self, name: str) -> str:
        """The number of the place that a sheet is called by; "" for none."""
        text = name.strip()
        first = text.split(" ")[0] if text else ""
        if first in self.vocabulary.numbers:
            return first
        return self.vocabulary.places.get(fold(text), "") or self.vocabulary.place_within(text)

    def _year_elsewhere(self, word: KnownWord) -> None:
        index = self._column_of_years()
        if index is not None:
            self.take(index, word, LIKELY)
            self.because[index] = _("Years stand in it.")
            return
        is_of_rounds = word.heading == ROUND_HEADING
        if not is_of_rounds and self._day_elsewhere(word, _("Days of the years stand in it.")):
            return
        if not is_of_rounds and (years := self._years_of_sheets()):
            self.found.constants[word] = years
            return
        if not (self.found.has(NUMBER) or self.found.has(NAME) or self.found.says):
            return  # of nobody no year tells anything
        if told := self._time_told(of_rounds=is_of_rounds):
            self.found.constants[word] = (_as_cell(told.said),) * len(self.tables)
            self.found.told[word] = told.text
            return
        self._ask_year(word, of_rounds=is_of_rounds)

    def _years_of_sheets(self) -> tuple[int, ...]:
        """The one year that each sheet tells; none where a sheet is of part of a year."""
        told = short_years(table.grid.name for table in self.tables)
        told = told or [self._years_told(table) for table in self.tables]
        is_part = len(self.tables) == 1 and part_told(self._told()[:-1])
        is_each = not is_part and all(len(years) == 1 for years in told)
        return tuple(int(years[0]) for years in told) if is_each else ()

    def _ask_year(self, word: KnownWord, *, of_rounds: bool) -> None:
        """Ask which year, or round, all rows are of."""
        said = self.answers.get("year", "")
        if YEAR_IN.fullmatch(said):
            self.found.constants[word] = (int(said),) * len(self.tables)
        elif of_rounds and whole_round(said):
            self.found.constants[word] = (whole_round(said),) * len(self.tables)
        self.found.questions.append(which_year(self._told(), of_rounds=of_rounds))

    def _column_of_years(self) -> int | None:
        """The column of years that nobody knows, else one whose heading means another thing."""
        may_be = (OTHER, YEAR)  # also one that is called as the rounds of another kind of file
        others = (i for i, one in enumerate(self.found.words) if one and one.role in may_be)
        unknown = next(self.unknown_where(is_year), None)
        return next(self.content.those_of(others, is_year), None) if unknown is None else unknown

    def _years_told(self, table: Table) -> list[str]:
        """The years in a sheet's name, or in what stands over one of several tables."""
        texts = [*table.grid.labels, table.grid.name]
        texts += table.titles if len(self.tables) > 1 else ()
        if years := next(filter(None, map(YEAR_IN.findall, texts)), []):
            return years
        days = [day for text in table.grid.labels for day in days_in(text)]
        return [f"20{one[-2:]}" for one in days]

    def _time_told(self, *, of_rounds: bool) -> ToldTime | None:
        """The one year, or round, that the lines around the tables and their names tell."""
        if "year" in self.answers:
            return None
        above = [text for one in self.tables for text in (*one.titles, one.grid.name)]
        above += [
            one.text for table in self.tables for one in table.left_out if one.why in OVER_ROWS
        ]
        above.append(self.file.rpartition(".")[0])
        below = [shown(cell) for row in self.table.aside for cell in row.cells if cell != ""]
        if of_rounds:
            return rounds_told(above)
        return part_told(above) or year_told(above, below)

    def _days_above(self, word: KnownWord) -> None:
        """The one day that stands above each of several tables."""
        above = (" | ".join(table.titles) for table in self.tables)
        days = [{*days_in(text)} for text in above]
        if len(days) > 1 and all(len(one) == 1 for one in days):
            self.found.constants[word] = tuple(one.pop() for one in days)

    def _day_elsewhere(self, word: KnownWord, because: str) -> bool:
        """Take the one column of days for what says when; whether there is one."""
        fits = tells_a_year if word.role == YEAR else is_day
        days = [*self.unknown_where(fits)]
        if not days:  # a heading that means another day elsewhere
            others = (i for i, one in enumerate(self.found.words) if one and one.role == OTHER)
            days = [*self.content.those_of(others, fits)]
        if not days and word.role == DATE:  # months where days are meant: which one is asked
            parts = (i for i, one in enumerate(self.found.words) if one and one.meaning == PART)
            days = [*self.content.those_of(parts, tells_a_year)]
        if len(days) == 1:
            self.take(days[0], word, LIKELY)
            self.because[days[0]] = because
        return len(days) == 1
