"""Rows of figures put into a workbook as text: a sheet of thousands of cells in milliseconds.

openpyxl makes the workbook: its sheets, how they are laid out, their headings and the styles. It
takes ten microseconds to write a cell, whatever is in it; the rows under the headings are written
here, with the styles that it has numbered, and put into its sheets.
"""

import datetime
import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from xml.sax.saxutils import escape

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.utils.datetime import to_excel

from files.spreadsheets.formulas import looks_like_formula
from files.spreadsheets.printing import PrintedWorkbook
from files.spreadsheets.sheet import column_letters
from files.spreadsheets.writing import Written, cell_for, saved

#: Where the rows of a sheet end.
END = b"</sheetData>"
RETURN = {"\r": "&#13;"}  # XML reads it as the end of a line
LONGEST_TEXT = 32_767  # that a cell of Excel takes
#: What each kind of cell looks like: an example of it.
EXAMPLES: tuple[Written, ...] = ("text", "=formula", datetime.date(2026, 1, 1), 1)

Rows = Sequence[Sequence[Written | None]]


def saved_with(book: PrintedWorkbook, rows: Mapping[str, Rows]) -> bytes:
    """The bytes of a workbook, with rows under the first one of each sheet. rows: by its title."""
    titles = [sheet.title for sheet in book.worksheets]
    styles = [cell_for(book.worksheets[0], example).style_id for example in EXAMPLES]
    empty = io.BytesIO(saved(book))
    target = io.BytesIO()
    with zipfile.ZipFile(empty) as there, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as out:
        for part in there.infolist():
            content = there.read(part)
            if found := re.fullmatch(r"xl/worksheets/sheet(\d+)\.xml", part.filename):
                under = rows.get(titles[int(found[1]) - 1], ())
                content = content.replace(END, _as_xml(under, styles).encode() + END)
            out.writestr(part, content)
    return target.getvalue()


def _as_xml(rows: Rows, styles: Sequence[int]) -> str:
    letters = [column_letters(place) for place in range(max(map(len, rows), default=0))]
    return "".join(
        f'<row r="{number}">{"".join(_cells(number, row, letters, styles))}</row>'
        for number, row in enumerate(rows, start=2)
    )


def _cells(
    number: int, row: Sequence[Written | None], letters: Sequence[str], styles: Sequence[int]
) -> Iterator[str]:
    text, quoted, day, plain = styles
    for letter, cell in zip(letters, row, strict=False):
        if cell is None:
            continue
        place = f'r="{letter}{number}"'
        if isinstance(cell, str):
            style = quoted if looks_like_formula(cell) else text
            yield f'<c {place} s="{style}" t="inlineStr">{_text(cell)}</c>'
        elif isinstance(cell, datetime.date):
            yield f'<c {place} s="{day}"><v>{to_excel(cell):g}</v></c>'
        else:
            yield f'<c {place} s="{plain}"><v>{_digits(cell)}</v></c>'


def _text(cell: str) -> str:
    if not cell:
        return ""
    kept = ILLEGAL_CHARACTERS_RE.sub("", cell)[:LONGEST_TEXT]
    return f'<is><t xml:space="preserve">{escape(kept, RETURN)}</t></is>'


def _digits(number: int | float | Decimal) -> str:
    return f"{number:f}" if isinstance(number, Decimal) else repr(number)
