"""The workbook that a layout is filled in with: headings, drop-downs, help, and what is there now.

The first sheet is the one that is read; the others are for people and for Excel.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from django.utils.translation import gettext as _
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from files.spreadsheets.printing import PrintedWorkbook
from files.spreadsheets.sheet import column_letters
from files.spreadsheets.writing import DATE_FORMAT, fill, saved
from institutions.models import Institution
from measurements.exporting.headings import COUNT, Headings
from measurements.exporting.help_texts import about_answers, about_column, about_scale, rules
from measurements.exporting.stored import ExportedPlace, places
from measurements.exporting.tables import NO, YES, LayoutTable, kind_word
from measurements.importing.known import Catalogue, KnownScale, KnownVersion
from measurements.importing.places import KINDS as KINDS_OF_NUMBERS
from measurements.importing.values import YEARS
from measurements.layouts import NUMBERS, Layout, Meaning
from measurements.models import Inspection

#: Rows that the drop-downs reach down to.
ROWS = 5000
DATES = (Meaning.DATE, Meaning.OBSERVED_ON, Meaning.DISCUSSED_ON, Meaning.CLOSED_ON)
TEXTS = (*NUMBERS, Meaning.NAME, Meaning.GROUP, Meaning.TOPIC, Meaning.KIND, Meaning.EDITION)
HEADING = PatternFill("solid", fgColor="DCE6F0")
LISTS = "Lister"
SHEET_NAME_LIMIT = 31


def template(
    table: LayoutTable, *, catalogue: Catalogue | None = None, institutions: Iterable[int] = ()
) -> bytes:
    """The table to be filled in or corrected. institutions: those listed with their numbers."""
    return _Template(table, catalogue or Catalogue.load(), places(institutions)).workbook()


def template_version(headings: Headings) -> str:
    """What the version cell says: the same as long as the headings are."""
    digest = hashlib.sha256("\n".join(headings.texts).encode()).hexdigest()
    return digest[:8]


class _Template:
    def __init__(
        self, table: LayoutTable, catalogue: Catalogue, listed: dict[int, ExportedPlace]
    ) -> None:
        self.table = table
        self.layout: Layout = table.layout
        self.headings = table.headings
        self.catalogue = catalogue
        self.listed = listed
        self.book = PrintedWorkbook()
        self.data: Worksheet = self.book.active
        self.lists: Worksheet | None = None
        self.sources: dict[tuple[str, ...], str] = {}

    def workbook(self) -> bytes:
        self.data.title = str(_("Fill in here"))[:SHEET_NAME_LIMIT]
        self.write_rows()
        for index, column in enumerate(self.headings.columns):
            self.shape_column(index, column.meaning)
        first = len(self.headings.columns)
        for index, topic in enumerate(self.headings.topics, start=first):
            self.shape_rating(index, topic.scale)
        first += len(self.headings.topics)
        for index, answer in enumerate(self.headings.answers, start=first):
            limit = None if answer.unit == COUNT else 100
            self.allow_number(index, 0, limit, whole=answer.unit == COUNT)
        self.write_help()
        if self.listed:
            self.write_institutions()
        return saved(self.book)

    # --- The sheet to fill in -----------------------------------------------------------------

    def write_rows(self) -> None:
        self.data.freeze_panes = "A2"
        self.data.row_dimensions[1].height = 48
        for index, text in enumerate(self.headings.texts, start=1):
            cell = self.data.cell(1, index)
            fill(cell, text)
            cell.font = Font(bold=True)
            cell.fill = HEADING
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            self.data.column_dimensions[column_letters(index - 1)].width = 20
        for number, row in enumerate(self.table.rows, start=2):
            for index, value in enumerate(row, start=1):
                if value != "":
                    fill(self.data.cell(number, index), value)

    def shape_column(self, index: int, meaning: Meaning) -> None:
        if meaning in TEXTS:
            self.data.column_dimensions[column_letters(index)].number_format = "@"
        elif meaning in DATES:
            self.data.column_dimensions[column_letters(index)].number_format = DATE_FORMAT
            sentence = _("Write a date, as 31-12-2026.")
            rule = DataValidation("date", operator="greaterThan", formula1="36525")
            self.add(index, rule, sentence)
        elif meaning is Meaning.YEAR and not self.layout.rounds:
            self.allow_number(index, YEARS.start, YEARS.stop - 1, whole=True)
        elif meaning is Meaning.RESPONDENTS:
            self.allow_number(index, 0, None, whole=True)
        self.shape_choice(index, meaning)

    def shape_choice(self, index: int, meaning: Meaning) -> None:
        versions = self.versions
        if meaning is Meaning.KIND and self.layout.inspections:
            self.allow_list(index, [kind_word(kind) for kind in Inspection.Kind])
        elif meaning in (Meaning.IS_ENHANCED, Meaning.HAS_IMMEDIATE_ORDER):
            self.allow_list(index, [YES, NO])
        elif meaning is Meaning.EDITION:
            self.allow_list(index, [version.name for version in versions])
        elif meaning is Meaning.TOPIC and versions:
            self.allow_list(index, [topic.name for topic in versions[0].by_lineage.values()])
        elif meaning is Meaning.VALUE and versions:
            self.shape_rating(index, versions[0].scale)

    @property
    def versions(self) -> Sequence[KnownVersion]:
        """The versions of the instrument, newest first; none for local goals."""
        instrument = self.catalogue.get(self.layout.instrument)
        return instrument.versions if instrument else []

    def shape_rating(self, index: int, scale: KnownScale) -> None:
        if scale.is_ordinal:
            self.allow_list(index, [step.label for step in scale.steps])
        else:
            self.allow_number(index, scale.lowest, scale.highest)

    def allow_list(self, index: int, words: Sequence[str]) -> None:
        source = self.source(tuple(words))
        rule = DataValidation("list", formula1=source, allow_blank=True)
        # A warning only: older words, * and .. are understood as well.
        rule.errorStyle = "warning"
        self.add(index, rule, _("Choose from the list."))

    def allow_number(
        self,
        index: int,
        lowest: Decimal | int | None,
        highest: Decimal | int | None,
        *,
        whole: bool = False,
    ) -> None:
        kind = "whole" if whole else "decimal"
        if lowest is None or highest is None:
            least = lowest if lowest is not None else -(10**9)
            rule = DataValidation(kind, operator="greaterThanOrEqual", formula1=str(least))
        else:
            rule = DataValidation(
                kind, operator="between", formula1=str(lowest), formula2=str(highest)
            )
        rule.errorStyle = "warning"
        self.add(index, rule, _("Write a number. * is a figure that the source hides."))

    def add(self, index: int, rule: DataValidation, sentence: str) -> None:
        rule.allow_blank = True
        rule.showErrorMessage = True
        rule.error = sentence
        letters = column_letters(index)
        rule.add(f"{letters}2:{letters}{ROWS + 1}")
        self.data.add_data_validation(rule)

    def source(self, words: tuple[str, ...]) -> str:
        """Where the words stand, in a sheet that nobody sees: texts in a rule are too short."""
        if self.lists is None:
            self.lists = self.book.create_sheet(LISTS)
            self.lists.sheet_state = "hidden"
        if words not in self.sources:
            column = len(self.sources)
            letters = column_letters(column)
            for number, word in enumerate(words, start=1):
                fill(self.lists.cell(number, column + 1), word)
            self.sources[words] = f"{LISTS}!${letters}$1:${letters}${len(words)}"
        return self.sources[words]

    # --- The sheets to read -------------------------------------------------------------------

    def write_help(self) -> None:
        sheet = self.book.create_sheet(str(_("Guidance"))[:SHEET_NAME_LIMIT], 1)
        sheet.column_dimensions["A"].width = 34
        sheet.column_dimensions["B"].width = 90
        rows = [
            (_("Template"), str(self.layout.title)),
            (_("Version"), template_version(self.headings)),
            ("", ""),
            *(("", rule) for rule in rules()),
            ("", ""),
            (_("Column"), _("What to write")),
            *self.about_columns(),
        ]
        for number, (term, text) in enumerate(rows, start=1):
            for index, value in enumerate((term, text), start=1):
                cell = sheet.cell(number, index)
                fill(cell, str(value))
                cell.alignment = Alignment(wrap_text=True, vertical="top")
            sheet.cell(number, 1).font = Font(bold=True)

    def about_columns(self) -> Iterator[tuple[str, str]]:
        for column in self.headings.columns:
            text = about_column(column, self.layout)
            if column.required or column.meaning is Meaning.NUMBER:
                text += " " + _("Always needed.")
            if column.meaning is Meaning.VALUE and self.versions:
                text += " " + about_scale(self.versions[0].scale)
            yield column.heading, text
        for topic in self.headings.topics:
            yield topic.name, about_scale(topic.scale)
        for answer in self.headings.answers:
            yield answer.heading, about_answers(answer)

    def write_institutions(self) -> None:
        """The institutions with the numbers that the first column asks for."""
        sheet = self.book.create_sheet(str(Institution._meta.verbose_name_plural).capitalize(), 2)
        sheet.freeze_panes = "A2"
        meanings = [one for one in self.headings.columns if one.meaning in NUMBERS]
        named = [one for one in self.headings.columns if one.meaning is Meaning.NAME]
        for index, column in enumerate((*meanings, *named), start=1):
            fill(sheet.cell(1, index), column.heading)
            sheet.cell(1, index).font = Font(bold=True)
            sheet.column_dimensions[column_letters(index - 1)].width = 26
        for number, place in enumerate(self.listed.values(), start=2):
            numbers = [place.numbers.get(KINDS_OF_NUMBERS[one.meaning], "") for one in meanings]
            for index, text in enumerate((*numbers, place.name), start=1):
                fill(sheet.cell(number, index), text)
