"""A sheet that was arranged: which of the file's own cells each of its cells is."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from files.spreadsheets import Sheet, cell_address
from files.spreadsheets.sheet import BLOCK
from files.spreadsheets.survey import column_number
from imports.diff import RowError

ADDRESS = re.compile(r"([A-Z]{1,3})(\d+)")


class Origin(NamedTuple):
    """Where a block of rows comes from. sheet: "" for the first one; columns: ours → the file's.

    is_turned: its rows are the file's columns, and its columns the rows.
    """

    sheet: str
    columns: tuple[int, ...]
    is_turned: bool = False


@dataclass(frozen=True, slots=True)
class ArrangedSheet(Sheet):
    """A sheet with how it was understood. origins: for each block of row numbers.

    numbers: the columns of places' own numbers, where ten plain digits are a P-number.
    """

    origins: tuple[Origin, ...] = ()
    numbers: frozenset[int] = frozenset()

    def address_of(self, number: int, index: int) -> str:
        """The address of a cell in the file: “C14”, or “2026!C14” on another sheet."""
        block, row = divmod(number, BLOCK)
        if not self.origins:
            return cell_address(row, index)
        origin = self.origins[block]
        column = origin.columns[index] if index < len(origin.columns) else index
        if column < 0:
            return f"{origin.sheet}!{row}" if origin.sheet else str(row)
        place = (column + 1, row - 1) if origin.is_turned else (row, column)
        address = cell_address(*place)
        return f"{origin.sheet}!{address}" if origin.sheet else address


def address_in(sheet: Sheet, number: int, index: int) -> str:
    """The address of a cell in the file, however the sheet was made of it."""
    if isinstance(sheet, ArrangedSheet):
        return sheet.address_of(number, index)
    return cell_address(number, index)


def address_told(sheet: Sheet, address: str) -> str:
    """An address that was told of our sheet, as the file has it: “2026!C14” of “C2000014”."""
    match = ADDRESS.fullmatch(address)
    if match is None:
        return address
    return address_in(sheet, int(match[2]), column_number(match[1]) - 1)


def as_in_the_file(sheet: Sheet, told: Sequence[RowError]) -> list[RowError]:
    """Errors by the rows and addresses of the file as it lies."""
    if not isinstance(sheet, ArrangedSheet) or not sheet.origins:
        return [*told]
    addresses: dict[tuple[int, str], str] = {}
    numbers = {one.row for one in told}
    for row in sheet.rows:
        if row.number in numbers:
            for index in range(len(sheet.headers)):
                ours = cell_address(row.number, index)
                addresses[row.number, ours] = sheet.address_of(row.number, index)
    return [
        one._replace(
            row=one.row % BLOCK, address=addresses.get((one.row, one.address), one.address)
        )
        for one in told
    ]


def numbers_of(source: object) -> frozenset[int]:
    """The columns of places' own numbers in a file that was arranged."""
    return source.numbers if isinstance(source, ArrangedSheet) else frozenset()
