"""A version of the value base out as .csv, or as a workbook with drop-downs and guidance."""

import csv
import io
from collections.abc import Iterator

from django.utils.translation import gettext as _
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from files.spreadsheets.formulas import harmless
from files.spreadsheets.printing import PrintedWorkbook
from files.spreadsheets.sheet import column_letters
from files.spreadsheets.writing import fill, saved
from leadership.value_base.contents import Contents
from leadership.value_base.spreadsheet.columns import (
    AREA,
    BEING_WRITTEN,
    GROUP,
    HEADINGS,
    HIGHEST,
    NUMBER,
    ROLE,
    TEXT,
)

WIDTHS = (28, 34, 24, 6, 90)
HEADING = PatternFill("solid", fgColor="DCE6F0")
#: Rows that the drop-downs reach down to.
ROWS = 2000
LISTS = "Lister"


def rows_of(contents: Contents) -> Iterator[tuple[str, str, str, int | str, str]]:
    """A row for each commitment, and one for each cell that is being written."""
    for group in contents.groups:
        for row in group.roles:
            for cell in row.cells:
                about = (group.group.name, row.role.name, cell.area.name)
                if cell.is_being_written:
                    yield *about, "", BEING_WRITTEN
                for commitment in cell.commitments:
                    yield *about, commitment.number, commitment.text


def as_csv(contents: Contents) -> bytes:
    """As Danish Excel opens it: semicolons, UTF-8 with its mark, and nothing that calculates."""
    target = io.StringIO()
    writer = csv.writer(target, delimiter=";", lineterminator="\r\n")
    writer.writerow(HEADINGS)
    for row in rows_of(contents):
        writer.writerow([harmless(cell) if isinstance(cell, str) else cell for cell in row])
    return target.getvalue().encode("utf-8-sig")


def as_workbook(contents: Contents) -> bytes:
    """The sheet to work in, guidance, and the words that its drop-downs offer (a hidden sheet).

    The first sheet is the one that is read in. Texts are texts, numbers are numbers.
    """
    book = PrintedWorkbook()
    _write_rows(book.active, contents)
    _write_guidance(book.create_sheet(_("Guidance")), contents)
    _offer_words(book, contents)
    return saved(book)


def _write_rows(sheet: Worksheet, contents: Contents) -> None:
    sheet.title = _("Value base")
    sheet.freeze_panes = "A2"
    for index, (heading, width) in enumerate(zip(HEADINGS, WIDTHS, strict=True)):
        sheet.column_dimensions[column_letters(index)].width = width
        cell = sheet.cell(1, index + 1)
        fill(cell, heading)
        cell.font, cell.fill = Font(bold=True), HEADING
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    for number, row in enumerate(rows_of(contents), start=2):
        for index, value in enumerate(row, start=1):
            if value == "":
                continue
            cell = sheet.cell(number, index)
            fill(cell, value)
            cell.alignment = Alignment(wrap_text=True, vertical="top")


def _write_guidance(sheet: Worksheet, contents: Contents) -> None:
    """What to write in each column, and the roles and areas there are."""
    sheet.column_dimensions["A"].width = 34
    sheet.column_dimensions["B"].width = 90
    rows = [
        (_("Value base"), contents.base.name),
        ("", _("A row is one commitment. A row that you delete takes its commitment away.")),
        (
            "",
            _("Only the first sheet is read in, and you see what will change before it is saved."),
        ),
        ("", _("Roles and areas are made in the administration first; then rows can name them.")),
        ("", ""),
        (_("Column"), _("What to write")),
        (GROUP, _("The group that the role belongs to. Choose from the list.")),
        (ROLE, _("The role, within its group. Choose from the list.")),
        (AREA, _("What the commitment is about. Choose from the list.")),
        (NUMBER, _("The place of the commitment under its role and area: 1, 2, 3 …")),
        (
            TEXT,
            _("The commitment. “%(words)s”, without a number, says that none are written yet.")
            % {"words": BEING_WRITTEN},
        ),
        ("", ""),
        (GROUP, ROLE),
        *((rows.group.name, row.role.name) for rows in contents.groups for row in rows.roles),
    ]
    for number, row in enumerate(rows, start=1):
        for index, text in enumerate(row, start=1):
            cell = sheet.cell(number, index)
            fill(cell, text)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
        sheet.cell(number, 1).font = Font(bold=True)


def _offer_words(book: PrintedWorkbook, contents: Contents) -> None:
    """Drop-downs of groups, roles and areas, from a sheet that nobody sees, and whole numbers."""
    words = {
        GROUP: [rows.group.name for rows in contents.groups],
        ROLE: list(dict.fromkeys(row.role.name for row in contents.roles)),
        AREA: [area.name for area in contents.areas],
    }
    lists = book.create_sheet(LISTS)
    lists.sheet_state = "hidden"
    for index, heading in enumerate((GROUP, ROLE, AREA)):
        letters = column_letters(index)
        for number, word in enumerate(words[heading], start=1):
            fill(lists.cell(number, index + 1), word)
        if words[heading]:
            source = f"{LISTS}!${letters}$1:${letters}${len(words[heading])}"
            rule = DataValidation("list", formula1=source)
            _add(book.active, heading, rule, _("Choose from the list."))
    rule = DataValidation("whole", operator="between", formula1="1", formula2=str(HIGHEST))
    _add(book.active, NUMBER, rule, _("Write the number of the commitment: 1, 2, 3 …"))


def _add(sheet: Worksheet, heading: str, rule: DataValidation, sentence: str) -> None:
    rule.allow_blank = rule.showErrorMessage = True
    rule.error = sentence
    letters = column_letters(HEADINGS.index(heading))
    rule.add(f"{letters}2:{letters}{ROWS + 1}")
    sheet.add_data_validation(rule)
