"""Workbooks (.xlsx): the first visible sheet with content, as the user sees it in Excel."""

import datetime
import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from math import isfinite
from typing import Any, NamedTuple

from django.utils.translation import gettext as _
from python_calamine import CalamineSheet, load_workbook

from files.spreadsheets.cpr import refuse_hidden_cpr
from files.spreadsheets.limits import Limits
from files.spreadsheets.package import (
    WORKBOOK,
    WORKBOOK_LINKS,
    WorkbookPackage,
    refuse_as_bomb,
    refuse_as_damaged,
    repacked,
    resolved,
)
from files.spreadsheets.sheet import Cell, Unreadable, cell_address
from files.spreadsheets.survey import SheetExtent, survey, without_empty_cells
from files.spreadsheets.table import (
    CONTROL,
    Record,
    clean,
    is_error_value,
    refuse_error_value,
    refuse_too_many_cells,
    refuse_too_many_columns,
    refuse_too_many_rows,
    tabulate,
)
from files.spreadsheets.unread import (
    coloured_cells,
    continues,
    naming_the_unread,
    refuse_without_result,
)

LINK_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
STRICT_LINK_ID = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
PERCENT_FORMATS = {"9", "10"}  # those built into Excel: 0% and 0.00%
QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
CELL_TEXT_LIMIT = 32_767  # Excel's own, as is the next
FORMAT_LIMIT = 255
SHARED_STRING = re.compile(rb"<(?:\w+:)?si[\s>]")
SHARED_TEXT_LIMIT = 256_000_000
WHOLE_LIMIT = 10**15  # up to here a float holds every whole number, and Excel shows all digits


def read(content: bytes, *, limits: Limits) -> dict[str, Any]:
    """The facts of a workbook, for `Sheet`."""
    limits = replace(
        limits,
        rows=min(limits.rows, limits.xlsx_rows),
        cells=min(limits.cells, limits.xlsx_cells),
    )
    package = WorkbookPackage(content, limits=limits)
    links = links_of(package)
    (name, target, whole, part), others, is_1904 = _only_sheet(package, links)
    styles_name, strings_name = linked(links, "styles"), linked(links, "sharedStrings")
    styles, strings = package.xml(styles_name), package.xml(strings_name)
    package.check_the_rest()
    looks = package.tree(styles_name) if styles else None
    percent_styles = frozenset() if looks is None else percent_styles_of(looks)
    seen = survey(part, percent_styles=percent_styles)
    refuse_too_large(seen, limits=limits)
    refuse_amplification(strings, part)
    sheet = opened(repacked(sheet=part, strings=strings, styles=styles, is_1904=is_1904))
    with naming_the_unread(name, others):
        facts = tabulate(records_of(sheet, seen), limits=limits)
        refuse_without_result(seen.without_result, facts["headers"])
    unread = (strings, *package.parts_besides({target, strings_name, styles_name}))
    refuse_hidden_cpr(unread, (facts["headers"], *(row.cells for row in facts["rows"])))
    coloured = {} if looks is None else coloured_cells(whole, looks)
    return {"encoding": "", "separator": "", "sheet_name": name, "coloured": coloured, **facts}


def links_of(package: WorkbookPackage) -> dict[str, Any]:
    """What the workbook links to inside the file, by the link's id."""
    return {
        link.get("Id", ""): link
        for link in package.tree(WORKBOOK_LINKS)
        if link.get("TargetMode") != "External"
    }


def linked(links: dict[str, Any], kind: str) -> str:
    """The part that the workbook has for styles or for shared texts; "" for none."""
    for link in links.values():
        if link.get("Type", "").endswith("/" + kind):
            return resolved(link.get("Target", ""))
    return ""


class WorksheetPart(NamedTuple):
    """A worksheet: its name, that of its part, its XML, and the same without empty cells."""

    name: str
    target: str
    whole: bytes
    filled: bytes


def _only_sheet(
    package: WorkbookPackage, links: dict[str, Any]
) -> tuple[WorksheetPart, tuple[str, ...], bool]:
    """The first visible worksheet with content; the names of others; whether days count from 1904.

    Raises `Unreadable` where another sheet goes on where this one ends: only one is read.
    """
    workbook = package.tree(WORKBOOK)
    is_1904 = counts_from_1904(workbook)
    sheets = _sheets(package, workbook, links)
    first = next(sheets)
    others = []
    for other in sheets:
        others.append(other.name)
        if continues(first.filled, other.filled):
            raise Unreadable(
                _(
                    "The sheets “%(first)s” and “%(other)s” have the same columns, and only one "
                    "sheet is read. Save each as a file of its own."
                )
                % {"first": first.name, "other": other.name}
            )
    return first, tuple(others), is_1904


HAS_CELLS = re.compile(rb"<(?:\w+:)?c[\s>]")


def counts_from_1904(workbook: Any) -> bool:
    """Whether the days of a workbook are counted from 1904."""
    return any(element.get("date1904") in ("1", "true") for element in _all(workbook, "workbookPr"))


def _sheets(
    package: WorkbookPackage, workbook: Any, links: dict[str, Any]
) -> Iterator[WorksheetPart]:
    """Each visible worksheet with content. Raises `Unreadable` for none."""
    has_content = False
    for sheet, is_hidden in all_worksheets(package, workbook, links):
        if not is_hidden:
            has_content = True
            yield sheet
    if not has_content:
        raise Unreadable(_("The file has no visible sheet with content."))


def all_worksheets(
    package: WorkbookPackage, workbook: Any, links: dict[str, Any]
) -> Iterator[tuple[WorksheetPart, bool]]:
    """Each worksheet with content, and whether it is hidden.

    Raises `Unreadable` for sheets of macros, and where there are only charts.
    """
    kinds, looked_at = set(), set()
    for element in _all(workbook, "sheet"):
        link = links.get(element.get(LINK_ID) or element.get(STRICT_LINK_ID) or "")
        if link is None:
            continue
        kind = link.get("Type", "").rpartition("/")[2]
        if "macrosheet" in kind.lower():
            raise Unreadable(_("The file holds macros. Save it as .xlsx without them."))
        kinds.add(kind)
        target = resolved(link.get("Target", ""))
        if kind != "worksheet" or target in looked_at:
            continue  # a thousand sheets may be one and the same part
        looked_at.add(target)
        whole = package.xml(target)
        filled = without_empty_cells(whole)
        if HAS_CELLS.search(filled):
            name = clean(element.get("name", ""))[:100]
            is_hidden = element.get("state", "visible") != "visible"
            yield WorksheetPart(name, target, whole, filled), is_hidden
    if kinds == {"chartsheet"}:
        raise Unreadable(_("The file holds only a chart. Save the sheet with the numbers."))


def percent_styles_of(styles: Any) -> frozenset[str]:
    """Which cell styles (`s` of a cell) show a number as a percentage."""
    formats = PERCENT_FORMATS | {
        element.get("numFmtId", "")
        for element in _all(styles, "numFmt")
        if "%" in QUOTED.sub("", element.get("formatCode", "")[:FORMAT_LIMIT])
    }
    cell_styles: Any = next(_all(styles, "cellXfs"), ())
    return frozenset(
        str(index)
        for index, style in enumerate(cell_styles)
        if style.get("numFmtId", "0") in formats
    )


def _all(tree: Any, name: str) -> Iterator[Any]:
    """Elements by their local name: strict and ordinary workbooks have different namespaces."""
    return (element for element in tree.iter() if str(element.tag).rpartition("}")[2] == name)


def refuse_too_large(seen: SheetExtent, *, limits: Limits) -> None:
    if seen.last_column > limits.columns:
        refuse_too_many_columns(limits)
    if seen.last_row > limits.rows + 1_000:  # some blank rows and the headings are no matter
        refuse_too_many_rows(limits)
    if seen.last_row * seen.last_column > limits.cells:
        refuse_too_many_cells(limits)


def refuse_amplification(strings: bytes, part: bytes) -> None:
    """One long text shared by a million cells is small in the file and immense outside it."""
    if not strings:
        return
    lengths = [len(text) for text in SHARED_STRING.split(strings)[1:]]
    uses = part.count(b"<v") + part.count(b":v")
    if max(lengths, default=0) * uses <= SHARED_TEXT_LIMIT:
        return
    indexes = map(int, re.findall(rb"<(?:\w+:)?v[^<>]*>\s*([0-9]{1,9})", part))
    total = sum(lengths[index] for index in indexes if index < len(lengths))
    if total > SHARED_TEXT_LIMIT:
        refuse_as_bomb()


def opened(file: Any) -> CalamineSheet:
    try:
        return load_workbook(file).get_sheet_by_index(0)
    except (KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    except BaseException:  # a panic in the parser is no Exception
        refuse_as_damaged()


def records_of(sheet: CalamineSheet, seen: SheetExtent) -> Iterator[Record]:
    if sheet.start is None:
        return
    without_result: dict[int, list[int]] = {}
    for row, column in seen.without_result:
        without_result.setdefault(row, []).append(column)
    # With the empty area: positions in the list are then positions in the spreadsheet.
    for number, values in enumerate(sheet.to_python(skip_empty_area=False), start=1):
        try:
            cells = [_cell(value) for value in values]
        except _Improper:
            _refuse_improper(number, values)
            raise
        for index in without_result.pop(number, ()):
            cells[index] = "="  # content, though nobody has calculated it
        if seen.percentages:
            cells = [_as_meant(cell, (number, i), seen) for i, cell in enumerate(cells)]
        yield number, cells


def _as_meant(cell: Cell, place: tuple[int, int], seen: SheetExtent) -> Cell:
    """A number that is shown as a percentage is one. place: the row's number, the column."""
    if place in seen.percentages and isinstance(cell, int | float):
        return _percentage(cell)
    return cell


class _Improper(Exception):
    """A cell that cannot be passed on."""


def _text(value: str) -> str:
    if is_error_value(value):
        raise _Improper
    if len(value) > CELL_TEXT_LIMIT:
        raise _Improper
    if value.isprintable():
        return value.strip()
    if CONTROL.search(value):
        raise _Improper
    return clean(value)


def _number(value: float) -> int | float:
    if value.is_integer() and -WHOLE_LIMIT < value < WHOLE_LIMIT:
        return int(value)
    if not isfinite(value):
        raise _Improper
    return value


def _cell(value: Any) -> Cell:
    kind = type(value)
    if kind is str:
        return _text(value)
    if kind is float:
        return _number(value)
    if kind is bool:
        return "SAND" if value else "FALSK"
    if isinstance(value, datetime.datetime) and value.time() == datetime.time.min:
        return value.date()
    if isinstance(value, int | datetime.date):
        return value
    if kind is datetime.timedelta:
        minutes = int(value.total_seconds()) // 60
        return f"{minutes // 60}:{minutes % 60:02d}"
    return str(value)  # a time of day


def _refuse_improper(number: int, values: list[Any]) -> None:
    for index, value in enumerate(values):
        try:
            _cell(value)
        except _Improper:
            address = cell_address(number, index)
            if isinstance(value, str) and is_error_value(value):
                refuse_error_value(address, value)
            raise Unreadable(
                _("%(cell)s: the cell holds neither text nor a number. Correct it, and try again.")
                % {"cell": address},
                address=address,
            ) from None


def _percentage(value: float) -> str:
    """0.825 as the spreadsheet shows it: "82,5 %"."""
    number = Decimal(format(value * 100, ".15g")).normalize()
    return f"{number:f} %".replace(".", ",")
