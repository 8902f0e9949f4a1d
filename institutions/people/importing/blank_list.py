"""A list of people to fill in: our headings, and the roles to choose from."""

from django.utils.translation import gettext as _
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation

from files.spreadsheets.printing import PrintedWorkbook
from files.spreadsheets.sheet import column_letters
from files.spreadsheets.writing import DATE_FORMAT, fill, saved
from institutions.people.importing.words import ANSWERS, HEADINGS, PersonMeaning

COLUMNS = (
    PersonMeaning.NAME,
    PersonMeaning.EMAIL,
    PersonMeaning.ROLE,
    PersonMeaning.NUMBER,
    PersonMeaning.PLACE,
    PersonMeaning.BOARD,
    PersonMeaning.FROM,
    PersonMeaning.TO,
)
DATES = (PersonMeaning.FROM, PersonMeaning.TO)
HEADING = PatternFill("solid", fgColor="DCE6F0")
WIDE, NARROW = 30, 18
#: Rows that the drop-down reaches down to.
ROWS = 2000


def blank_people() -> bytes:
    """The workbook, with nobody in it."""
    book = PrintedWorkbook()
    sheet = book.active
    sheet.title = _("People")
    sheet.freeze_panes = "A2"
    for index, meaning in enumerate(COLUMNS, start=1):
        cell = sheet.cell(1, index)
        fill(cell, HEADINGS[meaning][0])
        cell.font, cell.fill = Font(bold=True), HEADING
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        column = sheet.column_dimensions[column_letters(index - 1)]
        column.width = NARROW if meaning in (*DATES, PersonMeaning.NUMBER) else WIDE
        column.number_format = DATE_FORMAT if meaning in DATES else "@"
    rule = DataValidation("list", formula1='"' + ",".join(ANSWERS) + '"', allow_blank=True)
    rule.errorStyle = "warning"  # the municipality's own words are often understood, too
    letters = column_letters(COLUMNS.index(PersonMeaning.ROLE))
    rule.add(f"{letters}2:{letters}{ROWS + 1}")
    sheet.add_data_validation(rule)
    return saved(book)
