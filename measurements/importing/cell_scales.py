"""Which scale a rating is on: that of its topic, in the edition that the row is of.

A file may hold several scales, and years before a scale became another. Rows without a year, and of
years without an edition, are on the newest scale of their topic.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from files.spreadsheets import Cell, Row
from files.spreadsheets.danish_values import NotUnderstood, danish_date, fold, shown
from files.spreadsheets.grids import Place
from imports.arranging.cells import StepWords
from imports.arranging.heading_years import YEAR_IN
from measurements.importing.known import KnownInstrument, KnownScale, KnownVersion
from measurements.importing.versions import edition_called
from measurements.layouts import Meaning, Recognised


@dataclass(slots=True)
class ScalePart:
    """The cells of a file that are on one ordinal scale.

    columns: those that are on it from the first row to the last. cells: column → its rows that are,
    where the topic has been on other scales, too. others: words of these. shared: the columns of
    which other rows are on another scale.
    """

    scale: KnownScale
    columns: list[int] = field(default_factory=list)
    cells: dict[int, list[Row]] = field(default_factory=dict)
    others: set[str] = field(default_factory=set)
    shared: set[int] = field(default_factory=set)

    @property
    def steps(self) -> StepWords:
        words = {folded: step.label for folded, step in self.scale.words.items()}
        return StepWords(tuple(step.label for step in self.scale.steps), words)

    @property
    def single(self) -> set[Place]:
        """Its cells in columns with other scales."""
        return {(row.number, index) for index, held in self.cells.items() for row in held}

    def texts(self, rows: Sequence[Row]) -> list[Cell]:
        """What stands in its cells; a word of another edition's scale says what it says there."""
        whole = [row.cells[index] for index in self.columns for row in rows]
        single = (row.cells[index] for index, held in self.cells.items() for row in held)
        return whole + [cell for cell in single if fold(shown(cell)) not in self.others]

    def headings(self, headers: Sequence[str]) -> list[str]:
        """Its columns as they are asked about: those with other scales, too, name this one."""
        own = [headers[index] for index in self.columns]
        return own + [
            f"{headers[index]} ({self.scale.name})" if index in self.shared else headers[index]
            for index in self.cells
        ]


def ordinal_parts(
    instrument: KnownInstrument, found: Recognised, rows: Sequence[Row]
) -> list[ScalePart]:
    """The ordinal scales of a file, each with its cells."""
    if not any(topic.scale.is_ordinal for topic in instrument.topics):
        return []
    parting = _Parting(instrument, found.columns, rows)
    lineages = instrument.lineages
    for index, text in found.topics.items():
        parting.part(index, [lineages.get(fold(text), "")] * len(rows))
    value, topic = found.columns.get(Meaning.VALUE), found.columns.get(Meaning.TOPIC)
    if value is not None and topic is not None:
        cells = [row.cells[topic] for row in rows]
        by_cell = {cell: lineages.get(fold(shown(cell)), "") for cell in set(cells)}
        parting.part(value, [by_cell[cell] for cell in cells])
    elif value is not None:
        parting.part_of_one(value)
    return _told_apart([*parting.parts.values()])


def _told_apart(parts: list[ScalePart]) -> list[ScalePart]:
    """The parts, with the columns that each has in common with another."""
    held = Counter(index for part in parts for index in part.cells)
    for part in parts:
        part.shared = {index for index in part.cells if held[index] > 1}
    return parts


@dataclass(slots=True)
class _Parting:
    """Takes the columns of a file one by one."""

    instrument: KnownInstrument
    columns: Mapping[Meaning, int]
    rows: Sequence[Row]
    parts: dict[int, ScalePart] = field(default_factory=dict)
    editions: dict[tuple[Cell, ...], KnownVersion | None] = field(default_factory=dict)

    def part(self, index: int, lineages: Sequence[str]) -> None:
        """A column of ratings. lineages: of each row's topic; "" where nobody knows it."""
        scales = {one: [*self._scales_of(one)] for one in dict.fromkeys(lineages) if one}
        possible = {scale.pk: scale for found in scales.values() for scale in found}
        if len(possible) == 1:
            self._whole(index, *possible.values())
            return
        words = {word for scale in possible.values() if scale.is_ordinal for word in scale.words}
        for row, lineage in zip(self.rows, lineages, strict=True):
            if scales.get(lineage):
                self._cell(row, index, self._scale_in(row, lineage) or scales[lineage][0], words)

    def _scale_in(self, row: Row, lineage: str) -> KnownScale | None:
        """The scale of a topic in the edition of a row."""
        version = self._edition(row)
        topic = version.by_lineage.get(lineage) if version else None
        return topic.scale if topic else None

    def _cell(self, row: Row, index: int, scale: KnownScale, words: set[str]) -> None:
        if scale.is_ordinal:
            part = self.parts.setdefault(scale.pk, ScalePart(scale))
            part.cells.setdefault(index, []).append(row)
            part.others |= words - scale.words.keys()

    def part_of_one(self, index: int) -> None:
        """A column of ratings of topics that no column names: where all are on one scale."""
        possible = {topic.scale.pk: topic.scale for topic in self.instrument.topics}
        if len(possible) == 1:
            self._whole(index, *possible.values())

    def _whole(self, index: int, scale: KnownScale) -> None:
        if scale.is_ordinal:
            self.parts.setdefault(scale.pk, ScalePart(scale)).columns.append(index)

    def _scales_of(self, lineage: str) -> Iterator[KnownScale]:
        """The scales that a topic has been on, the newest first."""
        for version in self.instrument.versions:
            if topic := version.by_lineage.get(lineage):
                yield topic.scale

    def _edition(self, row: Row) -> KnownVersion | None:
        """The edition that a row names, or that holds in its year."""
        wanted = (Meaning.EDITION, Meaning.YEAR, Meaning.DATE)
        told = tuple(row.cells[self.columns[one]] if one in self.columns else "" for one in wanted)
        if told not in self.editions:
            named = edition_called(self.instrument, shown(told[0])) if told[0] != "" else None
            year = _year_in(told[1]) or _year_in(told[2])
            holding = (one for one in self.instrument.versions if year and one.holds_in(year))
            self.editions[told] = named or next(holding, None)
        return self.editions[told]


def _year_in(cell: Cell) -> int | None:
    """The year of a cell: a year, “Forår 2026” or a day; None where it tells none."""
    if years := YEAR_IN.findall(shown(cell)):
        return int(years[0]) if len(years) == 1 else None
    try:
        return danish_date(cell).year
    except NotUnderstood:
        return None
