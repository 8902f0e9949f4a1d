"""What the cells of a file of measurements may be, column by column, before they are checked."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.translation import gettext as _

from files.spreadsheets import Cell, Row
from files.spreadsheets.danish_values import fold, shown
from files.spreadsheets.grids import Place
from files.spreadsheets.sheet import column_of
from imports.arranging.cell_kinds import has_digits
from imports.arranging.cells import (
    KnownPlace,
    number_told,
    read_dates,
    read_numbers,
    read_places,
)
from imports.arranging.cells.number_texts import PERCENT, way_of
from imports.arranging.cells_told import CellReading, CellsTold
from imports.arranging.column_questions import what_column
from imports.arranging.columns import NOTHING as NOT_READ
from imports.arranging.places_known import bare_topic
from imports.arranging.questions import Choice, FileQuestion
from imports.errors import NotRecognised
from institutions.models import KnownName
from measurements.importing.cell_scales import ordinal_parts
from measurements.importing.cell_steps import StepsTold, read_parts
from measurements.importing.cell_years import years_of_days
from measurements.importing.known import Catalogue, KnownScale, Register
from measurements.layouts import Meaning, Recognised, recognise
from measurements.models import Scale

#: So many rows tell what a file is about.
ENOUGH_ROWS, SOME_ROWS = 1_000, 50
DATES = (Meaning.DATE, Meaning.OBSERVED_ON, Meaning.DISCUSSED_ON, Meaning.CLOSED_ON)


@dataclass(slots=True)
class MeasuredCells:
    """Reads the cells of one file as people write them. layout: the one somebody chose."""

    catalogue: Catalogue
    register: Register
    layout: str = "auto"
    readings: list[CellReading] = field(default_factory=list)
    questions: list[FileQuestion] = field(default_factory=list)

    def __call__(
        self,
        headers: Sequence[str],
        rows: Sequence[Row],
        answers: Mapping[str, str],
        coloured: Mapping[Place, str],
    ) -> CellsTold:
        """What cells are read as, and what is asked; nothing of a file in no layout of ours."""
        columns = _Cells(headers, rows)
        try:
            found = recognise(
                headers,
                layout=self.layout,
                is_topic=self.catalogue.is_topic,
                is_answer=self.catalogue.is_answer,
                layouts=self.catalogue.layouts,
                texts_of=columns.texts,
            )
        except NotRecognised:
            return CellsTold()
        self.readings, self.questions = [], []
        self._places(found, columns, answers)
        for meaning in DATES:
            if (index := found.columns.get(meaning)) is not None:
                read = read_dates(headers[index], columns[index], answers)
                self._take((index,), read.replaced, read.questions)
        self._years(found, columns)
        self._topics(found, columns)
        self._strangers(found, columns)
        told = self._steps(found, columns, answers, coloured)
        for scale, indexes in self._by_scale(found):
            if not scale.is_ordinal:
                self._numbers(scale, indexes, columns, answers)
        for index in self._counts(found):
            self._count(index, columns, answers)
        if found.layout.answers == "shares":
            for index in found.answers:
                self._share(index, columns, answers)
        return CellsTold(
            tuple(self.readings), tuple(self.questions), told.places, told.without_meaning
        )

    def _take(
        self,
        indexes: tuple[int, ...],
        replaced: Mapping[Cell, Cell],
        questions: Iterable[FileQuestion],
    ) -> None:
        if replaced:
            self.readings.append(CellReading(indexes, replaced))
        there = {one.id for one in self.questions}
        self.questions += (one for one in questions if one.id not in there)

    # --- Institutions -----------------------------------------------------------------------------

    def _places(self, found: Recognised, columns: "_Cells", answers: Mapping[str, str]) -> None:
        """A number with a name beside it; and names that nobody has, where no number stands."""
        known = self._known_places() if found.numbers or Meaning.NAME in found.columns else {}
        by_number = {
            value: known[one.pk] for (_kind, value), one in self.register.by_number.items()
        }
        for index in found.numbers:
            self._take((index,), dict(_numbers_in(columns[index], by_number)), ())
        if (name := found.columns.get(Meaning.NAME)) is None:
            return
        texts = [
            shown(row.cells[name])
            for row in columns.rows
            if all(row.cells[number] == "" for number in found.numbers)
        ]
        if texts:
            read = read_places(columns.headers[name], texts, list(known.values()), answers)
            self._take((name,), read.replaced, read.questions)

    def _known_places(self) -> dict[int, KnownPlace]:
        others: dict[int, list[str]] = {}
        for pk, name in KnownName.objects.order_by("pk").values_list("institution", "name"):
            others.setdefault(pk, []).append(name)
        return {
            one.pk: KnownPlace(number, one.name, tuple(others.get(one.pk, ())))
            for one in self.register.institutions.values()
            if (number := self.register.number_of(one))
        }

    # --- When, and what about ---------------------------------------------------------------------

    def _years(self, found: Recognised, columns: "_Cells") -> None:
        """A day where a year is meant says it."""
        if (index := found.columns.get(Meaning.YEAR)) is not None:
            self._take((index,), years_of_days(found, index, columns.rows), ())

    def _topics(self, found: Recognised, columns: "_Cells") -> None:
        """Topics without the number before them, and without how many answered behind them."""
        index = found.columns.get(Meaning.TOPIC)
        if index is None or found.layout.instrument not in self.catalogue:
            return
        known = self.catalogue[found.layout.instrument].lineages
        bare = {cell: bare_topic(shown(cell)) for cell in {*columns[index]}}
        said = {
            cell: text
            for cell, text in bare.items()
            if fold(shown(cell)) not in known and fold(text) in known
        }
        self._take((index,), said, ())

    def _strangers(self, found: Recognised, columns: "_Cells") -> None:
        """Ask about figures that are called as a topic of another instrument: none is lost."""
        instrument = self.catalogue.get(found.layout.instrument)
        if instrument is None or not found.layout.topics_across:
            return
        there = {instrument.lineages.get(fold(text)) for text in found.topics.values()}
        version = instrument.versions[0]
        missing = [one for one in version.by_lineage.values() if one.lineage not in there]
        for index in found.unused:
            heading = columns.headers[index]
            is_known = any(self.catalogue.is_topic(code, fold(heading)) for code in self.catalogue)
            if is_known and any(map(has_digits, columns[index])):
                choices = [Choice(one.name, one.name) for one in missing]
                nothing = Choice(NOT_READ, _("Nothing is read of it"))
                self._take((), {}, (what_column(heading, (*choices, nothing), None, ()),))

    # --- Values -----------------------------------------------------------------------------------

    def _by_scale(self, found: Recognised) -> Iterable[tuple[KnownScale, list[int]]]:
        """Scales with the columns that are answered on each."""
        by_scale: dict[int, tuple[KnownScale, list[int]]] = {}
        instrument = self.catalogue.get(found.layout.instrument)
        if instrument is None:
            return ()
        for index, text in found.topics.items():
            lineage = instrument.lineages.get(fold(text), "")
            known = (one for one in instrument.versions if lineage in one.by_lineage)
            if version := next(known, None):
                scale = version.by_lineage[lineage].scale
                by_scale.setdefault(scale.pk, (scale, []))[1].append(index)
        value = found.columns.get(Meaning.VALUE)
        scales = {topic.scale.pk: topic.scale for topic in instrument.topics}
        alike = {(one.kind, one.lowest, one.highest) for one in scales.values()}
        if value is not None and len(alike) == 1:
            pk, scale = next(iter(scales.items()))
            by_scale.setdefault(pk, (scale, []))[1].append(value)
        return by_scale.values()

    def _steps(
        self,
        found: Recognised,
        columns: "_Cells",
        answers: Mapping[str, str],
        coloured: Mapping[Place, str],
    ) -> StepsTold:
        instrument = self.catalogue.get(found.layout.instrument)
        parts = ordinal_parts(instrument, found, columns.rows) if instrument else []
        told = read_parts(parts, columns.headers, columns.rows, answers, coloured)
        self.readings += told.readings
        self.questions += told.questions
        return told

    def _numbers(
        self,
        scale: KnownScale,
        indexes: list[int],
        columns: "_Cells",
        answers: Mapping[str, str],
    ) -> None:
        for index in indexes:
            read = read_numbers(
                columns.headers[index],
                columns[index],
                lowest=scale.lowest,
                highest=None if scale.highest_is_usual else scale.highest,
                is_percent=scale.kind == Scale.Kind.PERCENT,
                answers=answers,
                unit=scale.unit,
                way=columns.way,
            )
            self._take((index,), read.replaced, read.questions)

    def _counts(self, found: Recognised) -> Iterator[int]:
        if (index := found.columns.get(Meaning.RESPONDENTS)) is not None:
            yield index
        if found.layout.answers == "counts":
            yield from found.answers

    def _count(self, index: int, columns: "_Cells", answers: Mapping[str, str]) -> None:
        read = read_numbers(
            columns.headers[index],
            columns[index],
            lowest=0,
            highest=None,
            is_percent=False,
            answers=answers,
        )
        self._take((index,), read.replaced, read.questions)

    def _share(self, index: int, columns: "_Cells", answers: Mapping[str, str]) -> None:
        """Shares that are written as text: “75,0 pct.”."""
        read = read_numbers(
            columns.headers[index],
            [cell for cell in columns[index] if isinstance(cell, str) and PERCENT.search(cell)],
            lowest=Decimal(),
            highest=Decimal(100),
            is_percent=True,
            answers=answers,
        )
        shares = {  # of two figures in a cell the text says itself whether it is a share
            cell: number if isinstance(number, str) else f"{shown(number)} %"
            for cell, number in read.replaced.items()
        }
        self._take((index,), shares, read.questions)


@dataclass(slots=True)
class _Cells:
    """The cells of a table by their column."""

    headers: Sequence[str]
    rows: Sequence[Row]

    def __getitem__(self, index: int) -> list[Cell]:
        return column_of(self.rows, index)

    @property
    def way(self) -> str:
        """How the file surely writes decimals, by its first rows."""
        return way_of(cell for row in self.rows[:SOME_ROWS] for cell in row.cells)

    def texts(self, index: int) -> set[str]:
        """The different texts of a column, folded, of its first rows."""
        return {fold(shown(row.cells[index])) for row in self.rows[:ENOUGH_ROWS]}


def _numbers_in(
    cells: Iterable[Cell], by_number: Mapping[str, KnownPlace]
) -> Iterator[tuple[Cell, Cell]]:
    """Cells with a number and a name that goes with it → the number."""
    for cell in dict.fromkeys(cells):
        text = shown(cell).strip()
        if text not in by_number and (number := number_told(text, by_number)):
            yield cell, number
