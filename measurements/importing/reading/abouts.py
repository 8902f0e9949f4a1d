"""What a row is about, before it says anything of it."""

import datetime
from collections import defaultdict
from collections.abc import Callable
from operator import itemgetter
from typing import Any, NamedTuple

from django.utils import timezone
from django.utils.translation import gettext as _

from files.spreadsheets import Cell, Row, Sheet
from files.spreadsheets.danish_values import fold, is_missing, shown
from files.spreadsheets.formulas import without_quote
from measurements.importing.content import SeenInspection
from measurements.importing.known import (
    Catalogue,
    KnownInstitution,
    KnownVersion,
    Register,
)
from measurements.importing.places import RowPlaces, note_match
from measurements.importing.reading.telling import Telling
from measurements.importing.values import (
    Values,
    Wrong,
    kind_in,
    year_told,
)
from measurements.importing.versions import edition_called
from measurements.layouts import NUMBERS, Meaning, Recognised
from measurements.models import Inspection

Cells = tuple[Cell, ...]

LONGEST_GROUP = 100
WHOLE = frozenset(
    {
        "",
        "alle",
        "allebørn",
        "helehuset",
        "heleinstitutionen",
        "heleenheden",
        "ialt",
        "samlet",
        "total",
    }
)
DATES = (Meaning.OBSERVED_ON, Meaning.DISCUSSED_ON, Meaning.CLOSED_ON)
#: What says which thing a row is about, before it says anything of it.
ABOUT = (
    *NUMBERS,
    Meaning.NAME,
    Meaning.CLUSTER,
    Meaning.YEAR,
    Meaning.DATE,
    Meaning.GROUP,
    Meaning.AUDIENCE,
    Meaning.KIND,
    Meaning.EDITION,
    *DATES,
)

#: Institution, group, period, year and day.
Where = tuple[int, str, str, int, datetime.date | None]


class About(NamedTuple):
    """What a row is about, before its values. Where a part is unknown, a fault says why."""

    institution: KnownInstitution | None
    unit: str
    group: str
    period: str
    year: int | None
    measured_on: datetime.date | None
    kind: str
    is_light: bool
    is_ordinary: bool
    edition: KnownVersion | None
    report: list["Rating"]  # where all ratings of the same report are gathered
    where: Where | None  # as an observation begins, after its topic


class Rating(NamedTuple):
    """A filled cell under a topic, before its version is known."""

    about: About
    row: Row
    column: int
    topic: str  # folded name; "" when only a number is given
    number: int | None
    note: str | None
    respondents: int | None


def cells_at(indexes: list[int]) -> Callable[[Cells], Cells]:
    """What picks the cells at these indexes out of a row's cells, always as a tuple."""
    if len(indexes) > 1:
        return itemgetter(*indexes)
    return lambda cells: tuple(cells[index] for index in indexes)


class AboutRows(Telling):
    """One pass over one file, as far as it tells what its rows are about."""

    def __init__(
        self, sheet: Sheet, recognised: Recognised, catalogue: Catalogue, register: Register
    ) -> None:
        super().__init__(sheet, recognised)
        self.catalogue = catalogue
        self.instrument = catalogue[self.layout.instrument]
        self.places = RowPlaces(register, self.columns)
        self.values = Values()
        self.today = timezone.localdate()
        self.reports: dict[tuple[Any, ...], list[Rating]] = defaultdict(list)
        self.inspections: dict[tuple[Any, ...], SeenInspection] = {}
        self.abouts: dict[Cells, About] = {}
        self.about_cells = cells_at([self.columns[one] for one in ABOUT if one in self.columns])

    def about(self, row: Row) -> About:
        """What the row is about; understood once for all rows that say the same, unless faulty."""
        cells = self.about_cells(row.cells)
        known = self.abouts.get(cells)
        if known is None:
            faults = len(self.content.errors)
            known = self.understand_about(row)
            if len(self.content.errors) == faults:
                self.abouts[cells] = known
        return known

    def understand_about(self, row: Row) -> About:
        found = self.places.find(row.cells, year=lambda: self.year_of(row))
        if found.fault:
            meaning, text, sentence = found.fault
            self.error(
                row,
                self.columns[meaning],
                found.unit,
                sentence,
                found=text,
                offered=found.offered,
                proposed=found.proposed,
            )
        elif found.notice:
            self.notice(found.notice, row, self.columns[Meaning.NAME])
        institution, unit = found.institution, found.unit
        if institution:
            self.content.institutions[institution.pk] = institution
        if found.is_by_name and institution:
            note_match(self.content, self.places, found, row, self.sheet)
        period, year, day = self.when(row, unit)
        if found.until and year and year > found.until.year:
            sentence = _("The number of %(institution)s has not been used since %(date)s.") % {
                "institution": unit,
                "date": f"{found.until:%d.%m.%Y}",
            }
            self.notice(sentence, row, self.places.numbers[0][1])
        if institution and year:
            self.refuse_after_closing(row, institution, year, day)
        unit = unit or f"#{row.number}"
        group, kind = self.group(row, unit), self.kind(row, unit)
        report = self.reports[institution.pk if institution else unit, group, period, kind]
        is_light, is_ordinary = kind == Inspection.Kind.LIGHT, kind == Inspection.Kind.ORDINARY
        edition = self.edition(row, unit)
        where = (institution.pk, group, period, year, day) if institution and year else None
        return About(
            institution, unit, group, period, year, day,
            kind, is_light, is_ordinary, edition, report, where,
        )  # fmt: skip

    def when(self, row: Row, unit: str) -> tuple[str, int | None, datetime.date | None]:
        """Period, year and day: by the date where the layout has one, else by the year."""
        if Meaning.DATE in self.columns:
            index = self.columns[Meaning.DATE]
            if is_missing(row.cells[index]):
                self.error(row, index, unit, _("The date is missing."))
                return "", None, None
            day = self.understood(row, index, unit, self.values.date)
            if day is None or (day > self.today and self.is_far_ahead(day.year, row, index, unit)):
                return "", None, None
            if day > self.today:
                self.notice(_("The date is in the future."), row, index)
            return day.isoformat(), day.year, day
        if self.layout.lists_reports and self.has_no_year(row):
            return self.when_reported(row, unit)
        index = self.columns[Meaning.YEAR]
        if is_missing(row.cells[index]):
            self.error(row, index, unit, _("The year is missing."))
            return "", None, None
        year = self.understood(row, index, unit, year_told)
        if year is None or self.is_far_ahead(year, row, index, unit):
            return "", None, None
        days = [self.date(row, meaning) for meaning in DATES]
        return str(year), year, next(filter(None, days), None)

    def is_far_ahead(self, year: int, row: Row, index: int, unit: str) -> bool:
        """Whether nothing can have been measured yet in a year; the next one is only told."""
        if year > self.today.year + 1:
            sentence = _("The year %(year)s lies far ahead: nothing can have been measured then.")
            self.error(row, index, unit, sentence % {"year": year})
            return True
        if year > self.today.year:
            self.notice(_("The year is in the future."), row, index)
        return False

    def has_no_year(self, row: Row) -> bool:
        """Whether no cell says the year of the inspection."""
        index = self.columns.get(Meaning.YEAR)
        return index is None or is_missing(row.cells[index])

    def when_reported(self, row: Row, unit: str) -> tuple[str, int | None, datetime.date | None]:
        """Period, year and day of a report in a list: those of its day, which must be there."""
        index = self.columns[Meaning.CLOSED_ON]
        day = self.date(row, Meaning.CLOSED_ON)
        if day is None:
            if is_missing(row.cells[index]):
                self.error(row, index, unit, _("The date is missing."))
            return "", None, None
        if day > self.today:
            self.notice(_("The date is in the future."), row, index)
        return str(day.year), day.year, day

    def year_of(self, row: Row) -> int | None:
        """The year the row is about, if it can be told; faults are for others to find."""
        try:
            if Meaning.DATE in self.columns:
                return self.values.date(row.cells[self.columns[Meaning.DATE]]).year
            if self.layout.lists_reports and self.has_no_year(row):
                return self.values.date(row.cells[self.columns[Meaning.CLOSED_ON]]).year
            return year_told(row.cells[self.columns[Meaning.YEAR]])
        except Wrong:
            return None

    def refuse_after_closing(
        self, row: Row, institution: KnownInstitution, year: int, day: datetime.date | None
    ) -> None:
        closed_on = institution.closed_on
        if closed_on and (year > closed_on.year or (day and day > closed_on)):
            told = (Meaning.DATE, Meaning.YEAR, Meaning.CLOSED_ON)
            meaning = next(one for one in told if one in self.columns)
            sentence = _("%(institution)s closed on %(date)s. Correct the date or the number.") % {
                "institution": institution.name,
                "date": f"{closed_on:%d.%m.%Y}",
            }
            self.error(row, self.columns[meaning], institution.name, sentence)

    def group(self, row: Row, unit: str) -> str:
        # where no room is told, whom it is for tells two of a house apart
        index = self.columns.get(Meaning.GROUP, self.columns.get(Meaning.AUDIENCE))
        if index is None:
            return ""
        text = without_quote(" ".join(shown(row.cells[index]).split()))
        if len(text) > LONGEST_GROUP:
            sentence = _("The name is too long: at most %(limit)s characters.") % {
                "limit": LONGEST_GROUP
            }
            self.error(row, index, unit, sentence, found=f"{text[:40]}…")
            return ""
        return "" if fold(text) in WHOLE else text

    def kind(self, row: Row, unit: str) -> str:
        index = self.columns.get(Meaning.KIND)
        if not self.layout.inspections:
            return ""
        if index is None or is_missing(row.cells[index]):
            return Inspection.Kind.ORDINARY
        return self.understood(row, index, unit, kind_in) or Inspection.Kind.ORDINARY

    def edition(self, row: Row, unit: str) -> KnownVersion | None:
        index = self.columns.get(Meaning.EDITION)
        if index is None or is_missing(row.cells[index]):
            return None
        text = shown(row.cells[index])
        version = edition_called(self.instrument, text)
        if version is None:
            names = ", ".join(one.name for one in self.instrument.versions)
            sentence = _("We do not know the edition “%(text)s”. Write one of these: %(names)s.")
            self.error(row, index, unit, sentence % {"text": text[:80], "names": names})
        return version

    def date(self, row: Row, meaning: Meaning, unit: str | None = None) -> datetime.date | None:
        """A date of an inspection. A fault is told only once: when a unit is given."""
        index = self.columns.get(meaning)
        if index is None or is_missing(row.cells[index]):
            return None
        try:
            return self.values.date(row.cells[index])
        except Wrong as wrong:
            if unit is not None:
                self.error(row, index, unit, str(wrong))
            return None
