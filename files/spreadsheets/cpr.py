"""Cells that seem to hold a civil registration number: a file with one is not kept for a moment.

Every kind of import asks here for the cells of its rows; what no import looks at (headings, other
sheets, comments) is refused as the file is read.
"""

import re
from collections.abc import Container, Iterable, Iterator
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from config.privacy import DASHES, looks_like_cpr
from files.spreadsheets.danish_values import shown
from files.spreadsheets.sheet import Cell, Row, Sheet, Unreadable, cell_address

CPR_IN_A_CELL = gettext_lazy(
    "The cell seems to hold a CPR number. Delete it: such numbers are not kept."
)
PLAIN_NUMBER = re.compile(r"[0-9]*")
#: With its dash, as bytes of UTF-8: in parts that are not read, plain digits are anything.
HYPHENATED = re.compile(
    rb"(?<![0-9])(?:[0-9]{6}|[0-9]{2}(?:[ .-][0-9]{2}){2}) ?(?:%s) ?[0-9]{4}(?![0-9])"
    % b"|".join(dash.encode() for dash in DASHES)
)


def is_cpr(cell: Cell) -> bool:
    """Whether a cell seems to hold one; a number may have lost the zero it began with."""
    text = f"{cell:010d}" if isinstance(cell, int) and cell > 10**7 else shown(cell)
    return len(text) >= 10 and looks_like_cpr(text)


class CprCell(NamedTuple):
    """Where such a cell stands; what stands in it is told nowhere."""

    row: int
    column: str
    address: str
    message: str


def cells_with_cpr(sheet: Sheet, *, numbers: Container[int] = ()) -> Iterator[CprCell]:
    """Every such cell, as the fault it is; the whole file is looked through.

    numbers: columns of institutions' own numbers, where ten plain digits are a P-number.
    """
    for number, index in places_with_cpr(sheet.rows, numbers=numbers):
        address = cell_address(number, index)
        yield CprCell(number, sheet.headers[index], address, str(CPR_IN_A_CELL))


def places_with_cpr(
    rows: Iterable[Row], *, numbers: Container[int] = ()
) -> Iterator[tuple[int, int]]:
    """Row and column (from 0) of every such cell. numbers: as above."""
    harmless: tuple[set[Cell], set[Cell]] = (set(), set())  # most cells repeat
    for row in rows:
        for index, cell in enumerate(row.cells):
            is_number = index in numbers
            if cell in harmless[is_number]:
                continue
            if not is_cpr(cell):
                harmless[False].add(cell)
                harmless[is_number].add(cell)
            elif is_number and PLAIN_NUMBER.fullmatch(shown(cell)):
                harmless[True].add(cell)
            else:
                yield row.number, index


def refuse_unread_cpr(texts: Iterable[str], *, row: int) -> None:
    """Raise `Unreadable` for a heading, or the name of the sheet, that holds one."""
    for index, text in enumerate(texts):
        if looks_like_cpr(text):
            address = cell_address(row, index)
            raise Unreadable(f"{address}: {CPR_IN_A_CELL}", address=address)


def refuse_hidden_cpr(parts: Iterable[bytes], read: Iterable[Iterable[Cell]]) -> None:
    """Raise `Unreadable` where parts of a workbook hold one that no cell of the read sheet does.

    Those that the read sheet holds are told of by their cells.
    """
    found = {text for part in parts for text in _in_the_text_of(part)}
    if not found:
        return
    for cells in read:
        found = {text for text in found if not any(text in str(cell) for cell in cells)}
    if found:
        raise Unreadable(
            _(
                "The file seems to hold a CPR number in a sheet or a comment that is not read."
                " Delete it: such numbers are not kept."
            )
        )


def _in_the_text_of(part: bytes) -> Iterator[str]:
    """The hyphenated ones in the text of an XML part; what its tags hold is no text."""
    for found in HYPHENATED.finditer(part):
        is_text = part.rfind(b">", 0, found.start()) > part.rfind(b"<", 0, found.start())
        if is_text and looks_like_cpr(text := found[0].decode()):
            yield text
