"""The ratings of a row, where they stand: a column for each topic, or a row for each."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from config.numbers import rounded
from files.spreadsheets import Cell, Row, cell_address
from files.spreadsheets.danish_values import (
    NotUnderstood,
    danish_decimal,
    fold,
    is_missing,
    is_suppressed,
    shown,
)
from files.spreadsheets.formulas import without_quote
from imports.arranging.arranged_sheet import address_in
from imports.arranging.causes import UNKNOWN_TOPIC
from imports.arranging.questions import Choice
from measurements.importing.known import Catalogue
from measurements.importing.reading.abouts import About, Rating
from measurements.importing.reading.visits import VisitRows
from measurements.importing.unknown_topics import about_none_known, about_unknown
from measurements.importing.values import AnsweredOnce, count_in, plain
from measurements.layouts import Meaning

COLOURED = gettext_noop(
    "The cell is coloured and empty. Colours are not read: write the rating in words."
)


def _gaps(catalogue: Catalogue, instrument: str) -> Callable[[Cell], bool]:
    """Whether nothing was rated; a step is a step, also one that is called “Ikke relevant”."""

    def is_gap(cell: Cell) -> bool:
        folded = fold(shown(cell))
        return is_missing(cell) and not (folded and catalogue.is_answer(instrument, folded))

    return is_gap


class RatedRows(VisitRows):
    """One pass over one file, as far as it finds the ratings in its rows."""

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        recognised = self.content.recognised
        self.topics = [(index, fold(text)) for index, text in recognised.topics.items()]
        self.shown, self.folded = AnsweredOnce(shown), AnsweredOnce(fold)
        self.missing = AnsweredOnce(_gaps(self.catalogue, self.instrument.code))
        self.suppressed = AnsweredOnce(is_suppressed)
        self.coloured = self.sheet.coloured
        self.none_known: str | None = None
        self.known_topics: set[tuple[str, int | None]] = set()
        self.agreeing: set[tuple[Cell, Cell]] = set()
        # Looked up once and not for every row: an enumeration's hash is computed in Python.
        self.value_at = self.columns.get(Meaning.VALUE, -1)
        self.topic_at = self.columns.get(Meaning.TOPIC, -1)
        self.topic_number = self.columns.get(Meaning.TOPIC_NUMBER)
        self.respondents_at = self.columns.get(Meaning.RESPONDENTS)
        self.percent_at = self.columns.get(Meaning.PERCENT)
        self.note_at = self.columns.get(Meaning.NOTE)

    def across(self, row: Row, about: About) -> bool:
        """The ratings of a row that has a column for each topic; whether there were any."""
        rated = False
        for index, name in self.topics:
            cell = row.cells[index]
            if self.missing[cell]:
                if (row.number, index) in self.coloured:
                    self.error(row, index, about.unit, _(COLOURED))
                elif about.is_ordinary:
                    self.empty.append(cell_address(row.number, index))
                continue
            rated = True
            self.rating(Rating(about, row, index, name, None, None, self.respondents(row, about)))
        return rated

    def along(self, row: Row, about: About) -> bool:
        """The rating of a row that names its topic; whether there was one."""
        index, topic_index, cells = self.value_at, self.topic_at, row.cells
        if self.missing[cells[index]]:
            if about.is_ordinary:
                self.empty.append(cell_address(row.number, index))
            return False
        text = self.shown[cells[topic_index]]
        number = None
        if self.topic_number is not None:
            number = self.understood(row, self.topic_number, about.unit, count_in)
        if (
            (text, number) not in self.known_topics
            and not about.is_light
            and not self.knows_topic(row, topic_index, about, text, number)
        ):
            return True
        note = None
        if self.note_at is not None:
            note = without_quote(shown(cells[self.note_at])) or None
        count = None if self.respondents_at is None else self.respondents(row, about)
        self.rating(Rating._make((about, row, index, self.folded[text], number, note, count)))
        if self.percent_at is not None:
            self.compare_percent(row, cells[index], cells[self.percent_at])
        return True

    def knows_topic(
        self, row: Row, index: int, about: About, text: str, number: int | None
    ) -> bool:
        if not text and number is None:
            self.error(row, index, about.unit, _("The topic is missing."))
            return False
        lineage = self.instrument.lineages.get(self.folded[text])
        if text and lineage is None:
            self.unknown_topic(row, index, about, text)
            return False
        if lineage and number is not None:
            numbers = {
                version.by_lineage[lineage].number
                for version in self.instrument.versions
                if lineage in version.by_lineage
            }
            if number not in numbers:
                sentence = _("The topic's number is %(number)s, but its name is used.")
                at = self.columns[Meaning.TOPIC_NUMBER]
                self.notice(sentence % {"number": number}, row, at)
        self.known_topics.add((text, number))
        return True

    def unknown_topic(self, row: Row, index: int, about: About, text: str) -> None:
        """Say it of the topic; once, where none of the file's is one of the instrument's."""
        if self.none_known is None:
            texts = (self.shown[other.cells[index]] for other in self.sheet.rows)
            self.none_known = about_none_known(texts, self.instrument, self.catalogue)
            if self.none_known:
                self.error(row, index, about.unit, self.none_known)
        if not self.none_known:
            told = about_unknown(text, self.instrument, self.catalogue)
            names = (one.name for one in self.instrument.versions[0].by_lineage.values())
            self.error(
                row,
                index,
                about.unit,
                told,
                found=shown(row.cells[index]),
                kind=UNKNOWN_TOPIC,
                offered=tuple(Choice(name, name) for name in names),
            )

    def rating(self, rating: Rating) -> None:
        about = rating.about
        if not about.is_light:
            about.report.append(rating)
            return
        here = address_in(self.sheet, rating.row.number, rating.column)
        there = address_in(self.sheet, rating.row.number, self.columns[Meaning.KIND])
        sentence = _(
            "%(institution)s has a light inspection, and a light inspection has no ratings."
            " Delete the text in %(cell)s, or correct the kind of inspection in %(kind_cell)s."
        ) % {"institution": about.unit, "cell": here, "kind_cell": there}
        self.error(rating.row, rating.column, about.unit, sentence)

    def respondents(self, row: Row, about: About) -> int | None:
        index = self.respondents_at
        return None if index is None else self.understood(row, index, about.unit, count_in)

    def compare_percent(self, row: Row, value: Cell, percent_cell: Cell) -> None:
        """Percent is the mean once more, as a share of the highest: tell where the two disagree."""
        highest = self.instrument.versions[0].scale.highest
        if not highest or (value, percent_cell) in self.agreeing or self.missing[percent_cell]:
            return
        try:
            percent = danish_decimal(percent_cell)
            expected = danish_decimal(value) / highest * 100
        except NotUnderstood:
            return
        if abs(percent - expected) <= 1:
            self.agreeing.add((value, percent_cell))
            return
        sentence = _("%(percent)s %% does not agree with the mean, which is %(expected)s %%.")
        words = {"percent": plain(percent), "expected": plain(rounded(expected, 1))}
        self.notice(sentence % words, row, self.columns[Meaning.PERCENT])
