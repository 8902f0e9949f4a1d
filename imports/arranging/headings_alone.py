"""Headings that only say of which part numbers are: ages, rounds, months."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from files.spreadsheets.danish_values import MONTHS, fold, is_suppressed, shown
from imports.arranging.cell_kinds import has_digits
from imports.arranging.column_questions import TOPIC_QUESTION, same_for_all, what_topic
from imports.arranging.heading_years import plain_year
from imports.arranging.labels import topic_told, topics_in
from imports.arranging.parts import AGE_HEADING, HeadingPart, part_in
from imports.arranging.table_read import TableRead
from imports.arranging.tables import Table
from imports.arranging.times import PART_HEADING, part_of_year
from imports.arranging.words import (
    GROUP,
    LIKELY,
    PART,
    KnownHeading,
)

MONTH = re.compile(
    rf"(?:{'|'.join(one[:3] for one in MONTHS)})[a-z]*\.?(?:\W*\d\d+)?"
    r"|(?:[1-4]\.? ?(?:kv(?:artal|t)?\.?)|[kq][1-4]|kv(?:artal|t)?\.? ?[1-4])(?:\W*\d\d+)?",
    re.I,
)
#: What stands over the figure of a year, beside those of its months.
WHOLE_YEAR = re.compile(
    r"\W*(?:hele 20\d\d|(?:hele )?året|i alt|total|gns\.?|gennemsnit|(?:år )?20\d\d)"
    r"(?:\W+i alt|\W*20\d\d)?\W*",
    re.IGNORECASE,
)
SEVERAL_MONTHS = 3
#: So many parts stand beside one another.
ENOUGH = 2


class HeadingsAlone(TableRead):
    """Parts that sheets, titles or headings tell, without what the numbers are."""

    def _said(self) -> set[str]:
        """The topics that headings say, by their names."""
        names = self.vocabulary.topic_names
        texts = (shown(text) for says in self.found.says.values() for _heading, text in says)
        return {names.get(fold(text), text) for text in texts}

    def parts_of_sheets(self) -> None:
        """An age group or a round that every sheet is called by."""
        found = map(self._part_told, self.tables if self.vocabulary.topics else ())
        parts = [part for part in found if part]
        if not parts or len(parts) < len(self.tables) or self.found.says:
            self._part_of_titles()
            return
        word = self.vocabulary.names.get(fold(parts[0].heading))
        if word and word not in self.found.words:
            word = word._replace(heading=parts[0].heading)
            self.found.constants[word] = tuple(part.said for part in parts)

    @staticmethod
    def _part_told(table: Table) -> HeadingPart | None:
        """The part that a sheet, or what stands over one of several tables, is called by."""
        told = map(part_in, (*table.grid.labels, table.grid.name))
        return next((part for part in told if part and not part.rest), None)

    def _part_of_titles(self) -> None:
        """Ask whether all rows are about the one age group that the titles tell."""
        word = self.vocabulary.names.get(fold(AGE_HEADING)) if self.vocabulary.topics else None
        told = [part_in(text) for text in (*self.table.titles, self.table.grid.name, self.file)]
        ages = {part.said for part in told if part and part.heading == AGE_HEADING}
        words = (*self.found.words, *self.found.constants)
        there = {one.meaning for one in words if one} | {
            heading for says in self.found.says.values() for heading, _said in says
        }
        if word is None or len(ages) != 1 or there & {word.meaning, AGE_HEADING, GROUP}:
            return
        above = topic_told(self.table.titles, self.vocabulary) if self.found.plain_years else None
        if above and any(heading == AGE_HEADING for heading, _said in above.says):
            return  # the title that tells what the numbers are tells it, too
        question = same_for_all(word._replace(heading=AGE_HEADING, title=AGE_HEADING), ages)
        self.found.questions.append(replace(question, proposed=min(ages)))
        if said := self.answers.get(question.id, ""):
            self.found.constants[word._replace(heading=AGE_HEADING)] = (said,) * len(self.tables)

    def parts_alone(self) -> None:
        """Age groups or rounds that stand alone over numbers, where a title tells of which."""
        if not self.vocabulary.topics:
            return
        unread = {i: one for i, one in enumerate(self.table.headers) if not self.found.words[i]}
        parts = {
            index: part
            for index, heading in unread.items()
            if (part := part_in(heading)) and not part.rest and self._has_figures(index)
        }
        if len(parts) >= ENOUGH and (known := self._topic_above([*parts])):
            for index, part in parts.items():
                self.found.says[index] = (*known.says, (part.heading, part.said))
                self.take(index, known.word, LIKELY, known.text)
        self._whole_of_months(unread)

    def _has_figures(self, index: int) -> bool:
        """Whether figures stand in a column, or what hides them: no signs alone."""
        cells = self.content.filled(index)
        return not cells or any(has_digits(cell) or is_suppressed(cell) for cell in cells)

    def _whole_of_months(self, unread: Mapping[int, str]) -> None:
        """The figure of the year that stands beside those of its months."""
        months = [index for index, heading in unread.items() if MONTH.fullmatch(heading.strip())]
        wholes = [index for index, heading in unread.items() if WHOLE_YEAR.fullmatch(heading)]
        is_whole = len(months) >= SEVERAL_MONTHS and len(wholes) == 1
        if is_whole and (known := self._topic_above([*months, *wholes])):
            says = known.says
            if any(index in self.found.says for index in months):
                says = (*says, (PART_HEADING, ""))  # of none of the parts, and so of all
            self.found.says |= {wholes[0]: says} if says else {}
            self.take(wholes[0], known.word, LIKELY, known.text)
            self._tell_year(months, plain_year(unread[wholes[0]]))

    def _tell_year(self, months: Sequence[int], year: int | None) -> None:
        """Have months be of the year that stands beside them as their whole."""
        for index in months if year else ():
            self.found.says[index] = tuple(
                (heading, f"{said} {year}")
                if heading == PART_HEADING and (part := part_of_year(said)) and not part.year
                else (heading, said)
                for heading, said in self.found.says.get(index, ())
            )

    def months_tell_years(self) -> bool:
        """Whether months, quarters or weeks are written with their years."""
        said = [
            text for says in self.found.says.values() for at, text in says if at == PART_HEADING
        ]
        said += [
            one
            for word, told in self.found.constants.items()
            if word.meaning == PART
            for one in told
        ]
        for index, word in enumerate(self.found.words):
            if word and word.meaning == PART:
                said += self.content.filled(index)[:1]
        told = [*map(part_of_year, said)]
        return bool(told) and all(one is not None and one.year for one in told)

    def _topic_above(self, columns: Sequence[int]) -> KnownHeading | None:
        """What numbers in these columns are, as a title tells or somebody says."""
        if above := topic_told(self.table.titles, self.vocabulary):
            return above
        told = topics_in(self.table.titles, self.vocabulary)
        names = () if told else (self.table.grid.name, self.file)
        if of_names := topic_told(names, self.vocabulary):
            return of_names
        first, last = (self.table.headers[index] for index in (columns[0], columns[-1]))
        topics = told or [*self.vocabulary.topics, *self.vocabulary.long_topics]
        choices = self.vocabulary.choices(topics)
        if all(one.id != TOPIC_QUESTION for one in self.found.questions):
            self.found.questions.append(what_topic(first, last, choices, len(columns)))
        return self.vocabulary.find(self.answers.get(TOPIC_QUESTION, ""))
