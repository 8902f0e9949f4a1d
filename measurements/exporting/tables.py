"""From stored measurements to the rows of a layout, which read in again change nothing."""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import groupby
from typing import Any

from imports.arranging.times import PartOfYear
from measurements.exporting.headings import COUNT, SHARE, Headings, headings_of
from measurements.exporting.stored import (
    ExportedPlace,
    ExportedValue,
    StoredAnswer,
    StoredMeasurements,
    stored,
)
from measurements.importing.known import Catalogue, KnownTopic, KnownVersion
from measurements.importing.places import KINDS as KINDS_OF_NUMBERS
from measurements.importing.values import KINDS as KIND_WORDS
from measurements.layouts import Layout, Meaning
from measurements.models import Inspection
from measurements.rounds_of_year import part_of

Cell = str | int | Decimal | datetime.date

HIDDEN = "*"  # a figure that the source hides
YES, NO = "Ja", "Nej"
SEASONS = {"1": "Forår", "2": "Efterår"}
#: The ratings of a year belong to the first of these kinds there is, unless a date tells.
RATED = (
    Inspection.Kind.ORDINARY,
    Inspection.Kind.ENHANCED,
    Inspection.Kind.FOLLOW_UP,
    Inspection.Kind.UNANNOUNCED,
)


@dataclass(frozen=True, slots=True)
class LayoutTable:
    """Headings and rows as a file of a layout has them. Empty cells are ""."""

    layout: Layout
    headings: Headings
    rows: list[tuple[Cell, ...]] = field(default_factory=list)


def empty_table(layout: Layout, *, catalogue: Catalogue | None = None) -> LayoutTable:
    """The headings alone, to be filled in."""
    if not layout.instrument:
        return LayoutTable(layout, headings_of(layout, catalogue=Catalogue()))
    return LayoutTable(layout, headings_of(layout, catalogue=catalogue or Catalogue.load()))


def table_of(
    layout: Layout,
    *,
    institutions: Iterable[int] | None = None,
    year: int | None = None,
    latest: bool = False,
) -> LayoutTable:
    """What was measured with the layout's instrument, as a file of the layout tells it.

    institutions: only these (all unless told). latest: only the last period of each.
    """
    catalogue = Catalogue.load()
    found = stored(layout, institutions=institutions, year=year, latest=latest)
    return _Writing(layout, catalogue, found).table()


def kind_word(kind: str) -> str:
    """A kind of inspection as files write it: “Ordinært tilsyn”."""
    word = KIND_WORDS[Inspection.Kind(kind)][0]
    return word[:1].upper() + word[1:]


class _Writing:
    """Writes the rows of one table."""

    def __init__(self, layout: Layout, catalogue: Catalogue, found: StoredMeasurements) -> None:
        self.layout = layout
        self.found = found
        self.topics: dict[int, tuple[KnownTopic, KnownVersion]] = {
            topic.pk: (topic, version)
            for version in catalogue[layout.instrument].versions
            for topic in version.by_lineage.values()
        }
        self.labels = {
            step.pk: step.label for topic, _v in self.topics.values() for step in topic.scale.steps
        }
        self.headings = headings_of(
            layout,
            catalogue=catalogue,
            numbers=tuple(_numbers_needed(found.places.values())),
            lineages={self.topics[value.topic][0].lineage for value in found.values},
            units=self.units() if layout.answers else (),
        )

    def table(self) -> LayoutTable:
        return LayoutTable(self.layout, self.headings, list(self.rows()))

    def units(self) -> Iterator[str]:
        answers = [answer for some in self.found.answers.values() for answer in some]
        if any(answer.number is not None for answer in answers):
            yield COUNT
        if any(answer.share is not None for answer in answers):
            yield SHARE

    def rows(self) -> Iterator[tuple[Cell, ...]]:
        rated = set()
        for _key, group in groupby(self.found.values, key=self.row_key):
            values = list(group)
            inspection = self.inspection_of(values[0])
            if inspection:
                rated.add(inspection.pk)
            yield from self.rows_of(values, inspection)
        for inspections in self.found.inspections.values():
            for inspection in inspections:
                if inspection.pk not in rated:
                    yield self.row(self.about_inspection(inspection), {}, {})

    def row_key(self, value: ExportedValue) -> tuple[Any, ...]:
        """What all ratings of a row have in common; a long layout has a row for each."""
        version = self.topics[value.topic][1].pk
        key = (value.institution, value.period, value.group, version, value.measured_on)
        if self.layout.topics_across:
            return (*key, value.respondents) if self.counts_people else key
        return (*key, value.pk)

    @property
    def counts_people(self) -> bool:
        return any(column.meaning is Meaning.RESPONDENTS for column in self.headings.columns)

    def rows_of(
        self, values: list[ExportedValue], inspection: Inspection | None
    ) -> Iterator[tuple[Cell, ...]]:
        first = values[0]
        about = self.about(first)
        if self.layout.inspections:
            about |= self.of_inspection(inspection, first)
        ratings: dict[str, Cell] = {}
        answers: dict[tuple[Any, ...], Cell] = {}
        for value in values:
            topic, _version = self.topics[value.topic]
            given = self.found.answers.get(value.pk, [])
            if self.layout.topics_across and topic.lineage != self.layout.topic:
                ratings[topic.lineage] = self.cell(value)
                continue
            answers |= self.answers(value, topic, given)
            about |= {
                Meaning.TOPIC: topic.name,
                Meaning.TOPIC_NUMBER: topic.number,
                Meaning.VALUE: self.cell(value),
                Meaning.NOTE: value.note,
            }
        yield self.row(about, ratings, answers)

    def row(
        self,
        about: dict[Meaning, Cell],
        ratings: dict[str, Cell],
        answers: dict[tuple[Any, ...], Cell],
    ) -> tuple[Cell, ...]:
        return (
            *(about.get(column.meaning, "") for column in self.headings.columns),
            *(ratings.get(topic.lineage, "") for topic in self.headings.topics),
            *(answers.get((one.step.pk, one.unit), "") for one in self.headings.answers),
        )

    def about(self, value: ExportedValue) -> dict[Meaning, Cell]:
        return self.about_place(value.institution) | {
            Meaning.YEAR: period_cell(value.period, value.year),
            Meaning.DATE: value.measured_on or day_of(value.period),
            Meaning.GROUP: value.group,
            Meaning.EDITION: self.topics[value.topic][1].name,
            Meaning.RESPONDENTS: "" if value.respondents is None else value.respondents,
        }

    def about_place(self, institution: int) -> dict[Meaning, Cell]:
        place = self.found.places[institution]
        numbers = {
            meaning: place.numbers.get(kind, "") for meaning, kind in KINDS_OF_NUMBERS.items()
        }
        return {**numbers, Meaning.NAME: place.name}

    def about_inspection(self, inspection: Inspection) -> dict[Meaning, Cell]:
        place = self.about_place(inspection.institution_id)
        return place | self.of_inspection(inspection) | {Meaning.YEAR: inspection.year}

    def of_inspection(
        self, inspection: Inspection | None, value: ExportedValue | None = None
    ) -> dict[Meaning, Cell]:
        if inspection is None:
            day = value.measured_on if value else None
            return {Meaning.KIND: kind_word(RATED[0]), Meaning.OBSERVED_ON: day or ""}
        return {
            Meaning.KIND: kind_word(inspection.kind),
            Meaning.OBSERVED_ON: inspection.observed_on or "",
            Meaning.DISCUSSED_ON: inspection.discussed_on or "",
            Meaning.CLOSED_ON: inspection.closed_on or "",
            Meaning.IS_ENHANCED: YES if inspection.is_enhanced else NO,
            Meaning.HAS_IMMEDIATE_ORDER: YES if inspection.has_immediate_order else NO,
            Meaning.REPORT_URL: inspection.report_url,
        }

    def inspection_of(self, value: ExportedValue) -> Inspection | None:
        """The inspection that ratings of the year come from: of that day, else the first kind."""
        of_year = self.found.inspections.get((value.institution, value.year), [])
        rated = sorted((one for one in of_year if one.kind in RATED), key=_place_among_kinds)
        for inspection in rated:
            dates = (inspection.observed_on, inspection.discussed_on, inspection.closed_on)
            if next(filter(None, dates), None) == value.measured_on:
                return inspection
        return rated[0] if rated else None

    def cell(self, value: ExportedValue) -> Cell:
        if value.is_suppressed:
            return HIDDEN
        if value.step is not None:
            return self.labels[value.step]
        return "" if value.value is None else value.value

    def answers(
        self, value: ExportedValue, topic: KnownTopic, given: list[StoredAnswer]
    ) -> dict[tuple[Any, ...], Cell]:
        """The cells of the answers, by step and unit."""
        if not self.layout.answers:
            return {}
        unit = COUNT if self.layout.answers == "counts" else SHARE
        cells: dict[tuple[Any, ...], Cell] = {}
        for answer in given:
            if answer.is_suppressed:
                cells[answer.step, unit] = HIDDEN
            elif answer.share is not None:
                cells[answer.step, SHARE] = (answer.share * 100).normalize()
            elif answer.number is not None:
                cells[answer.step, COUNT] = answer.number
        if not given and not any(c.meaning is Meaning.VALUE for c in self.headings.columns):
            best = topic.scale.steps[0].pk
            cells[best, SHARE if value.value is not None else unit] = self.cell(value)
        return cells


def period_cell(period: str, year: int) -> Cell:
    """A period as files write it: a year, “Forår 2026” for its first round, “Marts 2026”."""
    if part := part_of(period):
        return PartOfYear(part, year).said
    season = SEASONS.get(period[5:]) if len(period) == 6 else None
    return f"{season} {year}" if season else year


def day_of(period: str) -> Cell:
    """The day that a period is, or "" where it is none."""
    return datetime.date.fromisoformat(period) if len(period) == 10 else ""


def _numbers_needed(places: Iterable[ExportedPlace]) -> Iterator[Meaning]:
    """The local number, and other kinds where an institution has no local one."""
    yield Meaning.NUMBER
    local = KINDS_OF_NUMBERS[Meaning.NUMBER]
    without = [place for place in places if local not in place.numbers]
    for meaning, kind in KINDS_OF_NUMBERS.items():
        if meaning is not Meaning.NUMBER and any(kind in place.numbers for place in without):
            yield meaning


def _place_among_kinds(inspection: Inspection) -> int:
    return RATED.index(Inspection.Kind(inspection.kind))
