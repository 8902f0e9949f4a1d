"""From rows of a spreadsheet to observations, in one pass, with every fault found on the way."""

import datetime
from collections import defaultdict
from collections.abc import Callable
from decimal import Decimal
from operator import itemgetter
from typing import NamedTuple, TypeVar

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from measurements.importing.content import Content, Key, Observation, SeenInspection
from measurements.importing.cpr import free_columns, is_cpr
from measurements.importing.faults import Fault, Notice, kinds_of, nearest_topic
from measurements.importing.known import (
    Catalogue,
    KnownInstitution,
    KnownTopic,
    KnownVersion,
    Register,
    fingerprint_of,
)
from measurements.importing.places import Places, note_match
from measurements.importing.values import (
    Memo,
    Values,
    Wrong,
    address_in,
    count_in,
    kind_in,
    plain,
    year_in,
    yes_in,
)
from measurements.importing.versions import Said, choose_version, edition_called
from measurements.importing.watching import Stage, telling
from measurements.layouts import NUMBERS, Meaning, Recognised
from measurements.models import Inspection
from spreadsheets import Cell, Row, Sheet, cell_address
from spreadsheets.danish_values import (
    NotUnderstood,
    danish_decimal,
    fold,
    is_missing,
    is_suppressed,
    shown,
)
from spreadsheets.formulas import without_quote

T = TypeVar("T")
Cells = tuple[Cell, ...]

LONGEST_GROUP = 100
WHOLE = frozenset({"", "alle", "helehuset", "heleinstitutionen", "heleenheden", "samlet"})
DATES = (Meaning.OBSERVED_ON, Meaning.DISCUSSED_ON, Meaning.CLOSED_ON)
#: What says which thing a row is about, before it says anything of it.
ABOUT = (
    *NUMBERS,
    Meaning.NAME,
    Meaning.CLUSTER,
    Meaning.YEAR,
    Meaning.DATE,
    Meaning.GROUP,
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


def cells_at(indexes: list[int]) -> Callable[[Cells], Cells]:
    """What picks the cells at these indexes out of a row's cells, always as a tuple."""
    if len(indexes) > 1:
        return itemgetter(*indexes)
    return lambda cells: tuple(cells[index] for index in indexes)


class Reading:
    """One pass over one file. Cells that repeat are understood once."""

    def __init__(
        self, sheet: Sheet, recognised: Recognised, catalogue: Catalogue, register: Register
    ) -> None:
        self.sheet = sheet
        self.layout = recognised.layout
        self.columns = recognised.columns
        self.topics = [(index, fold(text)) for index, text in recognised.topics.items()]
        self.instrument = catalogue[self.layout.instrument]
        self.places = Places(register, self.columns)
        self.values = Values()
        self.today = timezone.localdate()
        self.content = Content(recognised)
        self.reports: dict[tuple, list[Rating]] = defaultdict(list)
        self.inspections: dict[tuple, SeenInspection] = {}
        self.abouts: dict[Cells, About] = {}
        self.about_cells = cells_at([self.columns[one] for one in ABOUT if one in self.columns])
        self.harmless: set[Cell] = set()
        self.shown, self.folded = Memo(shown), Memo(fold)
        self.missing, self.suppressed = Memo(is_missing), Memo(is_suppressed)
        self.known_topics: set[tuple[str, int | None]] = set()
        self.meant: dict[tuple[int, Cell], Meant] = {}
        self.agreeing: set[tuple[Cell, Cell]] = set()
        # Looked up once and not for every row: an enumeration's hash is computed in Python.
        self.value_at = self.columns.get(Meaning.VALUE, -1)
        self.topic_at = self.columns.get(Meaning.TOPIC, -1)
        self.topic_number = self.columns.get(Meaning.TOPIC_NUMBER)
        self.respondents_at = self.columns.get(Meaning.RESPONDENTS)
        self.percent_at = self.columns.get(Meaning.PERCENT)
        self.note_at = self.columns.get(Meaning.NOTE)
        self.kinds = kinds_of(self.columns)
        self.said: set[str] = set()
        self.empty: list[str] = []

    def read(self) -> Content:
        content = self.content
        free = free_columns(self.sheet, content.recognised)
        free_cells = cells_at(free)
        for row in telling(Stage.READING, self.sheet.rows, content.faults):
            if not self.harmless.issuperset(free_cells(row.cells)):
                self.refuse_cpr(row, free)
            about = self.about(row)
            rated = self.across(row, about) if self.topics else self.along(row, about)
            if not rated:
                content.not_rated.append(row.number)
            if self.layout.inspections:
                self.inspection(row, about)
        self.observe()
        content.inspections = list(self.inspections.values())
        content.faults.sort(key=lambda fault: (fault.row, len(fault.address), fault.address))
        self.tell_of_the_file()
        used = sorted(content.institutions.values(), key=lambda one: one.pk)
        content.facts = fingerprint_of(self.layout.code, self.instrument, used)
        return content

    # --- What a row is about ------------------------------------------------------------------

    def refuse_cpr(self, row: Row, columns: list[int]) -> None:
        harmless = self.harmless
        for index in columns:
            cell = row.cells[index]
            if cell in harmless:
                continue
            if not is_cpr(cell):
                harmless.add(cell)
                continue
            self.content.has_cpr = True
            self.fault(
                row,
                index,
                "",
                _("The cell seems to hold a CPR number. Delete it: such numbers are not kept."),
                found=_("(hidden)"),
                kind="cpr",
            )

    def about(self, row: Row) -> About:
        """What the row is about; understood once for all rows that say the same, unless faulty."""
        cells = self.about_cells(row.cells)
        known = self.abouts.get(cells)
        if known is None:
            faults = len(self.content.faults)
            known = self.understand_about(row)
            if len(self.content.faults) == faults:
                self.abouts[cells] = known
        return known

    def understand_about(self, row: Row) -> About:
        found = self.places.find(row.cells, year=lambda: self.year_of(row))
        if found.fault:
            meaning, text, sentence = found.fault
            self.fault(row, self.columns[meaning], found.unit, sentence, found=text)
        elif found.notice:
            self.notice(found.notice, row, self.columns[Meaning.NAME])
        institution, unit = found.institution, found.unit
        if institution:
            self.content.institutions[institution.pk] = institution
        if found.is_by_name and institution:
            note_match(self.content, self.places, found, row)
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
                self.fault(row, index, unit, _("The date is missing."))
                return "", None, None
            day = self.understood(row, index, unit, self.values.date)
            if day is None:
                return "", None, None
            if day > self.today:
                self.notice(_("The date is in the future."), row, index)
            return day.isoformat(), day.year, day
        index = self.columns[Meaning.YEAR]
        if is_missing(row.cells[index]):
            self.fault(row, index, unit, _("The year is missing."))
            return "", None, None
        year = self.understood(row, index, unit, year_in)
        if year is None:
            return "", None, None
        if year > self.today.year:
            self.notice(_("The year is in the future."), row, index)
        days = [self.date(row, meaning) for meaning in DATES]
        return str(year), year, next(filter(None, days), None)

    def year_of(self, row: Row) -> int | None:
        """The year the row is about, if it can be told; faults are for others to find."""
        try:
            if Meaning.DATE in self.columns:
                return self.values.date(row.cells[self.columns[Meaning.DATE]]).year
            return year_in(row.cells[self.columns[Meaning.YEAR]])
        except Wrong:
            return None

    def refuse_after_closing(
        self, row: Row, institution: KnownInstitution, year: int, day: datetime.date | None
    ) -> None:
        closed_on = institution.closed_on
        if closed_on and (year > closed_on.year or (day and day > closed_on)):
            meaning = Meaning.DATE if Meaning.DATE in self.columns else Meaning.YEAR
            sentence = _("%(institution)s closed on %(date)s. Correct the date or the number.") % {
                "institution": institution.name,
                "date": f"{closed_on:%d.%m.%Y}",
            }
            self.fault(row, self.columns[meaning], institution.name, sentence)

    def group(self, row: Row, unit: str) -> str:
        index = self.columns.get(Meaning.GROUP)
        if index is None:
            return ""
        text = without_quote(" ".join(shown(row.cells[index]).split()))
        if len(text) > LONGEST_GROUP:
            sentence = _("The name is too long: at most %(limit)s characters.") % {
                "limit": LONGEST_GROUP
            }
            self.fault(row, index, unit, sentence, found=f"{text[:40]}…")
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
            self.fault(row, index, unit, sentence % {"text": text[:80], "names": names})
        return version

    # --- Ratings, where they stand ------------------------------------------------------------

    def across(self, row: Row, about: About) -> bool:
        """The ratings of a row that has a column for each topic; whether there were any."""
        rated = False
        for index, name in self.topics:
            cell = row.cells[index]
            if self.missing[cell]:
                if about.is_ordinary:
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
        self.rating(Rating(about, row, index, self.folded[text], number, note, count))
        if self.percent_at is not None:
            self.compare_percent(row, cells[index], cells[self.percent_at])
        return True

    def knows_topic(
        self, row: Row, index: int, about: About, text: str, number: int | None
    ) -> bool:
        if not text and number is None:
            self.fault(row, index, about.unit, _("The topic is missing."))
            return False
        lineage = self.instrument.lineages.get(self.folded[text])
        if text and lineage is None:
            self.fault(row, index, about.unit, nearest_topic(text, self.instrument))
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

    def rating(self, rating: Rating) -> None:
        about = rating.about
        if not about.is_light:
            about.report.append(rating)
            return
        here = cell_address(rating.row.number, rating.column)
        there = cell_address(rating.row.number, self.columns[Meaning.KIND])
        sentence = _(
            "%(institution)s has a light inspection, and a light inspection has no ratings."
            " Delete the text in %(cell)s, or correct the kind of inspection in %(kind_cell)s."
        ) % {"institution": about.unit, "cell": here, "kind_cell": there}
        self.fault(rating.row, rating.column, about.unit, sentence)

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
        words = {"percent": plain(percent), "expected": plain(expected.quantize(Decimal("0.1")))}
        self.notice(sentence % words, row, self.columns[Meaning.PERCENT])

    def inspection(self, row: Row, about: About) -> None:
        seen = SeenInspection(0, 0, about.kind, row.number)  # only looked at, for its faults
        if about.institution and about.year:
            key = (about.institution.pk, about.year, about.kind)
            seen = self.inspections.setdefault(key, SeenInspection(*key, row.number))
        for meaning in DATES:
            setattr(seen, meaning, getattr(seen, meaning) or self.date(row, meaning, about.unit))
        for meaning, understand in (
            (Meaning.IS_ENHANCED, yes_in),
            (Meaning.HAS_IMMEDIATE_ORDER, yes_in),
            (Meaning.REPORT_URL, address_in),
        ):
            index = self.columns.get(meaning)
            if index is not None and not is_missing(row.cells[index]):
                setattr(seen, meaning, self.understood(row, index, about.unit, understand))

    def date(self, row: Row, meaning: Meaning, unit: str | None = None) -> datetime.date | None:
        """A date of an inspection. A fault is told only once: when a unit is given."""
        index = self.columns.get(meaning)
        if index is None or is_missing(row.cells[index]):
            return None
        try:
            return self.values.date(row.cells[index])
        except Wrong as wrong:
            if unit is not None:
                self.fault(row, index, unit, str(wrong))
            return None

    # --- From ratings to observations ---------------------------------------------------------

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
                if topic is None:
                    topic = self.topic_of(rating, version)
                    if topic is None:
                        continue
                    by_name[rating.topic] = self.content.topics[topic.pk] = topic
                observation = self.observation(rating, topic)
                if observation is None:
                    continue
                first = seen.setdefault(observation[:4], observation)
                if first is not observation:
                    self.twice(first, observation, rating, topic)
        self.content.observations = list(seen.values())

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
            self.fault(rating.row, index, rating.about.unit, sentence)
        return topic

    def observation(self, rating: Rating, topic: KnownTopic) -> Observation | None:
        about, row, column, _topic, _number, note, respondents = rating
        meant = self.meant.get((topic.pk, row.cells[column]))
        if meant is None:
            try:
                meant = self.understand_value(topic, row.cells[column])
            except Wrong as wrong:
                self.fault(row, column, about.unit, str(wrong))
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
            "first": first.row,
            "again": again.row,
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
        self.fault(rating.row, rating.column, rating.about.unit, sentence % words, kind="twice")

    # --- What to tell -------------------------------------------------------------------------

    def understood(
        self, row: Row, index: int, unit: str, understand: Callable[[Cell], T]
    ) -> T | None:
        """What the cell says, or None and a fault."""
        try:
            return understand(row.cells[index])
        except Wrong as wrong:
            self.fault(row, index, unit, str(wrong))
            return None

    def fault(
        self,
        row: Row,
        index: int,
        unit: str,
        sentence: str,
        *,
        found: str | None = None,
        kind: str = "",
    ) -> None:
        text = shown(row.cells[index])[:80] if found is None else found
        address = cell_address(row.number, index)
        heading = self.sheet.headers[index]
        kind = kind or self.kinds.get(index, "value")
        self.content.faults.append(Fault(row.number, heading, address, unit, text, sentence, kind))

    def notice(self, sentence: str, row: Row, index: int) -> None:
        if sentence not in self.said:
            self.said.add(sentence)
            self.content.notices.append(Notice(sentence, cell_address(row.number, index)))

    def tell_of_the_file(self) -> None:
        if self.empty:
            sentence = ngettext(
                "An ordinary inspection lacks a rating. What is there already stays.",
                "Ordinary inspections lack %(count)s ratings. What is there already stays.",
                len(self.empty),
            ) % {"count": len(self.empty)}
            self.content.notices.append(Notice(sentence, self.empty[0]))
