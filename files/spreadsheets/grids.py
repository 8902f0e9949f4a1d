"""A spreadsheet as it lies, before anybody says what of it is a table: every sheet, all it shows.

`read_book` keeps the limits and refusals of `read`; it takes no row for headings and leaves
nothing out. What is hidden, merged, coloured or not calculated is told beside the cells.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.translation import gettext as _

from config.memory import nothing_to_collect
from config.privacy import looks_like_cpr
from files.package import whatever_the_bytes
from files.spreadsheets import delimited, kinds, open_document, workbook
from files.spreadsheets.cpr import refuse_hidden_cpr
from files.spreadsheets.kinds import SheetFormat
from files.spreadsheets.limits import Limits
from files.spreadsheets.package import WORKBOOK, WorkbookPackage, repacked
from files.spreadsheets.sheet import CELLS_OF, Cell, Row, Unreadable, row_of
from files.spreadsheets.survey import column_number, survey
from files.spreadsheets.table import (
    Record,
    may_hold_errors,
    refuse_too_many_cells,
    refuse_too_many_rows,
)
from files.spreadsheets.unread import coloured_cells

Place = tuple[int, int]
"""A cell: the row's number as the spreadsheet shows it, and the column from 0."""

ROW = re.compile(rb"<(?:\w+:)?row\b[^>]*>")
COLUMN = re.compile(rb"<(?:\w+:)?col\b[^>]*>")
MERGED = re.compile(rb'<(?:\w+:)?mergeCell\b[^>]*\bref="([A-Z]{1,3})(\d+):([A-Z]{1,3})(\d+)"')
HIDDEN = re.compile(rb'\bhidden="(?:1|true)"')
NUMBER = re.compile(rb'\br="(\d+)"')
FROM_TO = re.compile(rb'\b(min|max)="(\d+)"')
#: A workbook with more sheets than that is no table somebody filled in.
MOST_SHEETS = 60


@dataclass(frozen=True, slots=True)
class Merge:
    """Cells that are shown as one: from and to, both included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet: its records with content, each as long as it is filled.

    hidden_rows, hidden_columns: what Excel does not show, filtered or folded away. coloured: cells
    without content that say something by their colour. without_result: formulas nobody calculated.
    labels: what stands over it, where it is one of several tables of its sheet. is_turned: its rows
    are the columns of the file.
    """

    name: str
    records: list[Row]
    is_hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    merges: tuple[Merge, ...] = ()
    coloured: Mapping[Place, str] = field(default_factory=dict)
    without_result: tuple[Place, ...] = ()
    labels: tuple[str, ...] = ()
    is_turned: bool = False


@dataclass(frozen=True, slots=True)
class Book:
    """A file with all its sheets. unread: parts of a workbook that no sheet shows, as XML."""

    name: str
    size: int
    sha256: str
    kind: SheetFormat
    grids: tuple[Grid, ...]
    encoding: str = ""
    separator: str = ""
    unread: tuple[bytes, ...] = ()

    def refuse_cpr_outside(self, read: Iterable[Iterable[Cell]]) -> None:
        """Raise `Unreadable` where the file holds a CPR number in what is not among these cells."""
        refuse_hidden_cpr(self.unread, read)


@nothing_to_collect()
def read_book(content: bytes, *, name: str, limits: Limits | None = None) -> Book:
    """Read every sheet of a file. Raises `Unreadable`, and nothing else, whatever the bytes are."""
    limits = limits or Limits.from_settings()
    with whatever_the_bytes(WorkbookPackage.damaged):
        name = kinds.clean_name(name)
        kind = kinds.recognise(content, name=name, limits=limits)
        facts = READERS[kind](content, limits)
    digest = hashlib.sha256(content).hexdigest()
    return Book(name=name, size=len(content), sha256=digest, kind=kind, **facts)


def _read_text(content: bytes, limits: Limits) -> dict[str, Any]:
    text, encoding, separator = delimited.opened(content, limits=limits)
    records = _filled(delimited.records_of(text, separator=separator, limits=limits), limits)
    if may_hold_errors(text):
        delimited.refuse_error_values(records)
    if not records:
        raise Unreadable(_("The file is empty."))
    return {"grids": (Grid("", records),), "encoding": encoding, "separator": separator}


def _read_workbook(content: bytes, limits: Limits) -> dict[str, Any]:
    limits = replace(
        limits,
        rows=min(limits.rows, limits.xlsx_rows),
        cells=min(limits.cells, limits.xlsx_cells),
    )
    package = WorkbookPackage(content, limits=limits)
    links = workbook.links_of(package)
    tree = package.tree(WORKBOOK)
    styles_name = workbook.linked(links, "styles")
    styles, strings = (
        package.xml(styles_name),
        package.xml(workbook.linked(links, "sharedStrings")),
    )
    package.check_the_rest()
    looks = package.tree(styles_name) if styles else None
    percent = frozenset() if looks is None else workbook.percent_styles_of(looks)
    days = {"is_1904": workbook.counts_from_1904(tree)}
    grids: list[Grid] = []
    parts = set()
    for sheet, is_hidden in workbook.all_worksheets(package, tree, links):
        parts.add(sheet.target)
        with _naming(sheet.name if grids else ""):
            seen = survey(sheet.filled, percent_styles=percent)
        workbook.refuse_too_large(seen, limits=limits)
        workbook.refuse_amplification(strings, sheet.filled)
        packed = repacked(sheet=sheet.filled, strings=strings, styles=styles, **days)
        with _naming(sheet.name if grids else ""):
            records = _filled(workbook.records_of(workbook.opened(packed), seen), limits)
        grids.append(
            Grid(
                sheet.name,
                records,
                is_hidden,
                coloured={} if looks is None else coloured_cells(sheet.whole, looks),
                without_result=tuple(seen.without_result),
                **_shape(sheet.whole),
            )
        )
        if len(grids) > MOST_SHEETS:
            raise Unreadable(_("The file has more than %(most)s sheets.") % {"most": MOST_SHEETS})
    if not any(grid.records for grid in grids):
        raise Unreadable(_("The file has no visible sheet with content."))
    unread = (
        strings,
        *package.parts_besides({styles_name, workbook.linked(links, "sharedStrings")}),
    )
    return {"grids": tuple(grids), "unread": unread}


@contextmanager
def _naming(sheet: str) -> Iterator[None]:
    """Have the address of a refused cell name its sheet, where it is not the first one."""
    try:
        yield
    except Unreadable as refusal:
        if not sheet or not refusal.address or looks_like_cpr(sheet):
            raise
        told = f"{sheet}!{refusal.address}"
        message = refusal.message.replace(refusal.address, told, 1)
        raise Unreadable(message, address=told) from refusal


def _read_open_document(content: bytes, limits: Limits) -> dict[str, Any]:
    limits = replace(
        limits,
        rows=min(limits.rows, limits.xlsx_rows),
        cells=min(limits.cells, limits.xlsx_cells),
    )
    found = open_document.read(content, limits=limits)
    grids = tuple(
        Grid(sheet.name, _filled(sheet.records, limits), sheet.is_hidden, sheet.hidden_rows)
        for sheet in found.sheets
    )
    if not any(grid.records for grid in grids):
        raise Unreadable(_("The file has no visible sheet with content."))
    return {"grids": grids, "unread": found.parts}


READERS = {"csv": _read_text, "xlsx": _read_workbook, "ods": _read_open_document}


def _filled(records: Iterable[Record], limits: Limits) -> list[Row]:
    """The records with content, without empty cells at their ends."""
    found = [
        row_of((number, tuple(cells)))
        for number, cells in records
        if cells and (cells[-1] != "" or _trimmed(cells))
    ]
    if len(found) > limits.rows + 1_000:
        refuse_too_many_rows(limits)
    if sum(map(len, map(CELLS_OF, found))) > limits.cells:
        refuse_too_many_cells(limits)
    return found


def _trimmed(cells: list[Cell]) -> list[Cell]:
    """The cells, from now on without empty ones at their end."""
    while cells and cells[-1] == "":
        cells.pop()
    return cells


def _shape(part: bytes) -> dict[str, Any]:
    """What is hidden and what is merged, from a sheet's XML."""
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    if HIDDEN.search(part):
        tags = (tag[0] for tag in ROW.finditer(part))
        numbers = (NUMBER.search(tag) for tag in tags if HIDDEN.search(tag))
        hidden_rows = frozenset(int(number[1]) for number in numbers if number)
        hidden_columns = frozenset(_hidden_columns(part))
    merges = tuple(
        Merge(
            int(top),
            column_number(left.decode()) - 1,
            int(bottom),
            column_number(right.decode()) - 1,
        )
        for left, top, right, bottom in MERGED.findall(part)
    )
    return {"hidden_rows": hidden_rows, "hidden_columns": hidden_columns, "merges": merges}


def _hidden_columns(part: bytes) -> Iterator[int]:
    for tag in COLUMN.finditer(part):
        if HIDDEN.search(tag[0]):
            ends = {name: int(number) for name, number in FROM_TO.findall(tag[0])}
            yield from range(ends.get(b"min", 1) - 1, min(ends.get(b"max", 0), 1_000))
