"""From rows of a spreadsheet to observations, in one pass, with every fault found on the way.

A `Reading` is made of floors, each in its own module: what is told of the file (`telling`), what
its rows are about (`abouts`), what they tell of inspections (`visits`), the ratings in them
(`ratings`), and here the observations.
"""

from decimal import Decimal
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from files.spreadsheets import Cell, Row, Sheet
from files.spreadsheets.sheet import BLOCK
from imports.diff import in_order
from imports.progress import ImportStage, with_progress
from measurements.importing.content import Content, Key, Observation
from measurements.importing.known import (
    Catalogue,
    KnownTopic,
    KnownVersion,
    Register,
    fingerprint_of,
)
from measurements.importing.reading.abouts import About, Rating
from measurements.importing.reading.ratings import RatedRows
from measurements.importing.values import Wrong
from measurements.importing.versions import Said, choose_version
from measurements.layouts import Meaning, Recognised

__all__ = ["About", "Rating", "Reading", "read_content"]


class Meant(NamedTuple):
    """What a cell under a topic means."""

    number: Decimal | None
    step: int | None
    is_suppressed: bool
    raw: str


def read_content(
    sheet: Sheet, recognised: Recognised, *, catalogue: Catalogue, register: Register
) -> Content:
    """Everything the file says. Faults name every cell to be mended, in the order of the file."""
    return Reading(sheet, recognised, catalogue, register).read()


class Reading(RatedRows):
    """One pass over one file. Cells that repeat are understood once."""

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.meant: dict[tuple[int, Cell], Meant] = {}

    def read(self) -> Content:
        content = self.content
        for row in with_progress(ImportStage.READING, self.sheet.rows, content.errors):
            about = self.about(row)
            if not self.rated(row, about):
                content.not_rated.append(row.number)
            if self.layout.inspections:
                self.inspection(row, about)
        self.observe()
        content.inspections = list(self.inspections.values())
        content.errors = in_order(content.errors)
        self.tell_of_the_file()
        used = sorted(content.institutions.values(), key=lambda one: one.pk)
        content.facts = fingerprint_of(self.layout.code, self.instrument, used)
        return content

    def rated(self, row: Row, about: About) -> bool:
        """Read the ratings of a row; whether there were any."""
        if self.topics:
            return self.across(row, about)
        return self.layout.rates and self.along(row, about)

    def observe(self) -> None:
        """Decide the version of each report, then the value of each of its ratings."""
        seen: dict[Key, Observation] = {}
        by_version: dict[str, dict[str, KnownTopic]] = {}
        for report in filter(None, self.reports.values()):
            version = self.version_of(report)
            self.content.versions[version.code] = version
            by_name = by_version.setdefault(version.code, {})
            for rating in report:
                # Named once, a topic of the version needs no looking up.
                topic = by_name.get(rating.topic) if rating.topic else None
                topic = topic or self.first_named(rating, version, by_name)
                if topic is not None and (observation := self.observation(rating, topic)):
                    first = seen.setdefault(observation[:4], observation)
                    if first is not observation:
                        self.twice(first, observation, rating, topic)
            report.clear()  # done with: its ratings know what they are about, and that knows them
        self.content.observations = list(seen.values())

    def first_named(
        self, rating: Rating, version: KnownVersion, by_name: dict[str, KnownTopic]
    ) -> KnownTopic | None:
        """The topic of a rating, to be known by its name from now on; None, and an error."""
        topic = self.topic_of(rating, version)
        if topic is not None:
            by_name[rating.topic] = self.content.topics[topic.pk] = topic
        return topic

    def version_of(self, report: list[Rating]) -> KnownVersion:
        about = report[0].about
        if about.edition:
            return about.edition
        if len(self.instrument.versions) == 1:
            return self.instrument.versions[0]
        said = [self.said_in(rating) for rating in report]
        return choose_version(self.instrument, said, year=about.year)

    def said_in(self, rating: Rating) -> Said:
        cell = rating.row.cells[rating.column]
        word = None if self.suppressed[cell] else self.folded[self.shown[cell]]
        return Said(rating.topic, word)

    def topic_of(self, rating: Rating, version: KnownVersion) -> KnownTopic | None:
        if rating.topic:
            lineage = self.instrument.lineages[rating.topic]
            topic = version.by_lineage.get(lineage)
        else:
            topic = version.by_number.get(rating.number or 0)
        if topic is None:
            meaning = Meaning.TOPIC if rating.topic else Meaning.TOPIC_NUMBER
            index = self.columns.get(meaning, rating.column)
            sentence = _("%(version)s does not have this topic.") % {"version": version.name}
            self.error(rating.row, index, rating.about.unit, sentence)
        return topic

    def observation(self, rating: Rating, topic: KnownTopic) -> Observation | None:
        about, row, column, _topic, _number, note, respondents = rating
        meant = self.meant.get((topic.pk, row.cells[column]))
        if meant is None:
            try:
                meant = self.understand_value(topic, row.cells[column])
            except Wrong as wrong:
                self.wrong(row, column, about.unit, wrong)
                return None
        if about.where is None:
            return None
        value, step, hidden, raw = meant
        said = (value, step, respondents, hidden, note, raw)
        return Observation._make((topic.pk, *about.where, *said, row.number, column))

    def understand_value(self, topic: KnownTopic, cell: Cell) -> Meant:
        number = step = None
        suppressed = self.suppressed[cell]
        if not suppressed:
            number, step = self.values.rating(cell, topic.scale)
        meant = self.meant[topic.pk, cell] = Meant(number, step, suppressed, self.shown[cell][:200])
        return meant

    def twice(
        self, first: Observation, again: Observation, rating: Rating, topic: KnownTopic
    ) -> None:
        words = {
            "first": first.row % BLOCK,
            "again": again.row % BLOCK,
            "topic": topic.short_name,
            "institution": rating.about.unit,
        }
        if first.says == again.says:
            sentence = _("Rows %(first)s and %(again)s say the same; it counts once.") % words
            self.notice(sentence, rating.row, rating.column)
            return
        sentence = _(
            "Row %(first)s has another value for %(topic)s, %(institution)s, in the same period."
            " Delete one of the rows %(first)s and %(again)s."
        )
        self.error(rating.row, rating.column, rating.about.unit, sentence % words, kind="twice")
