"""A list of institutions to fill in, and one that is filled in to look at: both can be read in."""

import datetime
from collections.abc import Sequence

from django.utils.translation import gettext as _
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation

from files.spreadsheets.printing import PrintedWorkbook
from files.spreadsheets.sheet import column_letters
from files.spreadsheets.writing import DATE_FORMAT, Written, fill, saved
from institutions.importing.layouts import OWN_LIST, InstitutionMeaning
from institutions.models import InstitutionKind, Ownership

HEADING = PatternFill("solid", fgColor="DCE6F0")
WIDE, NARROW = 34, 18
#: Rows that the drop-downs reach down to.
ROWS = 2000
DATES = (InstitutionMeaning.FROM, InstitutionMeaning.TO)

#: A municipality that does not exist: number, name, type, ownership, area, cluster. Danish, as what
#: is written into a file.
EXAMPLE: tuple[tuple[str, ...], ...] = (
    ("9901", "Mælkebøtten", "kindergarten", "municipal", "Område Nord", "Klynge Skoven"),
    ("9902", "Kastanjen", "integrated", "municipal", "Område Nord", "Klynge Skoven"),
    ("9903", "Bøgehuset", "nursery", "municipal", "Område Nord", "Klynge Skoven"),
    ("9904", "Skovmusen", "integrated", "municipal", "Område Nord", "Klynge Skoven"),
    ("9905", "Grankoglen", "kindergarten", "municipal", "Område Nord", "Klynge Skoven"),
    ("9906", "Bakkehuset", "integrated", "municipal", "Område Nord", "Klynge Bakken"),
    ("9907", "Vindmøllen", "kindergarten", "municipal", "Område Nord", "Klynge Bakken"),
    ("9908", "Kornblomsten", "nursery", "municipal", "Område Nord", "Klynge Bakken"),
    ("9909", "Dragen", "kindergarten", "municipal", "Område Nord", "Klynge Bakken"),
    ("9910", "Stranden", "nursery", "municipal", "Område Syd", "Klynge Fjorden"),
    ("9911", "Fiskerhuset", "integrated", "municipal", "Område Syd", "Klynge Fjorden"),
    ("9912", "Muslingen", "kindergarten", "municipal", "Område Syd", "Klynge Fjorden"),
    ("9913", "Tangloppen", "integrated", "municipal", "Område Syd", "Klynge Fjorden"),
    ("9914", "Fyrhuset", "kindergarten", "independent", "Område Syd", "Klynge Fjorden"),
    ("9915", "Engen", "family_daycare", "private", "Område Syd", ""),
)


def blank_list(*, is_filled: bool = False) -> bytes:
    """The workbook with our headings and drop-downs; with the example where that is asked for."""
    book = PrintedWorkbook()
    sheet = book.active
    sheet.title = _("Institutions")
    sheet.freeze_panes = "A2"
    for index, (meaning, headings) in enumerate(OWN_LIST.headings.items(), start=1):
        cell = sheet.cell(1, index)
        fill(cell, headings[0])
        cell.font, cell.fill = Font(bold=True), HEADING
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        column = sheet.column_dimensions[column_letters(index - 1)]
        column.width = WIDE if meaning is InstitutionMeaning.NAME else NARROW
        column.number_format = DATE_FORMAT if meaning in DATES else "@"
    for heading, words in _CHOICES.items():
        letters = column_letters(list(OWN_LIST.headings).index(heading))
        sheet.add_data_validation(_chosen_from([str(word) for _key, word in words], letters))
    for number, row in enumerate(_example() if is_filled else (), start=2):
        for index, value in enumerate(row, start=1):
            if value != "":
                fill(sheet.cell(number, index), value)
    return saved(book)


_CHOICES = {
    InstitutionMeaning.KIND: InstitutionKind.choices,
    InstitutionMeaning.OWNERSHIP: Ownership.choices,
}


def _chosen_from(words: Sequence[str], letters: str) -> DataValidation:
    rule = DataValidation("list", formula1='"' + ",".join(words) + '"', allow_blank=True)
    rule.errorStyle = "warning"  # what the municipality calls it is often understood, too
    rule.add(f"{letters}2:{letters}{ROWS + 1}")
    return rule


def _example() -> list[tuple[Written, ...]]:
    kinds, owners = dict(InstitutionKind.choices), dict(Ownership.choices)
    from_on = datetime.date(2020, 1, 1)
    return [
        (number, "", "", name, str(kinds[kind]), str(owners[owner]), area, cluster, from_on)
        for number, name, kind, owner, area, cluster in EXAMPLE
    ]
