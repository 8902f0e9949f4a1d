"""Workbooks that can be printed as they are: every one that we write begins as one of these."""

from typing import Any

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

#: Wide enough for most headings, where nobody says how wide a column is.
WIDTH = 18
HEADINGS = "1:1"


class PrintedWorkbook(Workbook):  # type: ignore[misc]  # openpyxl tells no types
    """A workbook whose sheets are laid out for paper from the moment they are made.

    Landscape A4, as wide as the page and as long as it takes, with the headings on every page and
    its number at the foot. From the start, since a sheet that is written row by row has told how
    it is to be fitted before its first row.
    """

    def __init__(self, *, write_only: bool = False) -> None:
        super().__init__(write_only=write_only)
        for sheet in self.worksheets:
            _lay_out(sheet)

    def create_sheet(self, title: str | None = None, index: int | None = None) -> Any:
        sheet = super().create_sheet(title, index)
        _lay_out(sheet)
        return sheet


def _lay_out(sheet: Any) -> None:
    sheet.page_setup.paperSize = Worksheet.PAPERSIZE_A4
    sheet.page_setup.orientation = Worksheet.ORIENTATION_LANDSCAPE
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.sheet_format.defaultColWidth = WIDTH
    sheet.print_title_rows = HEADINGS
    margins = sheet.page_margins
    margins.left = margins.right = 0.4
    margins.top = margins.bottom = 0.6
    sheet.oddFooter.left.text = "&A"
    sheet.oddFooter.right.text = "&P / &N"
