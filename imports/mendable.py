"""Cells that can be corrected on a page: where they are, and what stands there."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from files.spreadsheets import Sheet
from files.spreadsheets.danish_values import shown
from files.spreadsheets.sheet import BLOCK
from imports.arranging.arranged_sheet import address_in
from imports.arranging.questions import FileQuestion
from imports.diff import CPR, RowError

#: So many corrected cells are shown with what stands in the file.
SHOWN_CORRECTED = 200


def mendable_in(source: Any, errors: Iterable[RowError]) -> dict[str, str]:
    """Address → what stands there, of cells that are wrong and can be corrected on the page.

    An error about a column that is not there names another cell, which is as it should be.
    """
    if not isinstance(source, Sheet):
        return {}
    wanted = {error.row: error for error in errors}
    cells = {
        address_in(source, row.number, index): shown(cell).strip()
        for row in source.rows
        if row.number % BLOCK in wanted
        for index, cell in enumerate(row.cells)
    }
    return {
        error.address: error.found
        for error in errors
        if error.kind != CPR and cells.get(error.address) == error.found.strip()
    }


def corrected_in(source: Any) -> list[tuple[str, str, str]]:
    """Address, what is read there, and what stands in the file."""
    if not isinstance(source, Sheet):
        return []
    told = source.mended()
    return [
        (
            address_in(source, row, index),
            told[row][source.headers[index]],
            shown(source.originals[row, index]),
        )
        for row, index in sorted(source.originals)[:SHOWN_CORRECTED]
    ]


def with_cells(
    questions: Iterable[FileQuestion], source: Any, diff: Any
) -> tuple[FileQuestion, ...]:
    """The questions about texts, with the cells they stand in where nobody has said it."""
    at: dict[str, list[str]] = {}
    for error in diff.errors:
        if error.found and error.kind != CPR:
            at.setdefault(error.found, []).append(error.address)
    for address, _read, stands in corrected_in(source):
        at.setdefault(stands, []).append(address)
    return tuple(
        replace(one, cells=tuple(cell for text in one.samples for cell in at.get(text, ())))
        if one.kind == "cell" and not one.cells
        else one
        for one in questions
    )
