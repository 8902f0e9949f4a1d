"""Spreadsheets of LibreOffice (.ods): checked part by part, packed anew, then read."""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from python_calamine import CalamineWorkbook, SheetVisibleEnum, load_workbook

from files.package import Package, PackageLimits, Unreadable
from files.spreadsheets.cpr import refuse_hidden_cpr
from files.spreadsheets.limits import Limits
from files.spreadsheets.survey import SheetExtent
from files.spreadsheets.table import Record, tabulate
from files.spreadsheets.workbook import records_of

CONTENT, STYLES, MIMETYPE, MANIFEST = (
    *("content.xml", "styles.xml", "mimetype"),
    "META-INF/manifest.xml",
)
KIND = "application/vnd.oasis.opendocument.spreadsheet"
REPEATED = re.compile(rb'(\btable:number-(rows|columns)-repeated=")(\d+)"')
SHEET = re.compile(rb"<table:table\b.*?</table:table>", re.DOTALL)
ROW = re.compile(rb"<table:table-row\b([^>]*)>")
UNSEEN = re.compile(rb'\btable:visibility="(?:collapse|filter)"')
TIMES = re.compile(rb'\btable:number-rows-repeated="(\d+)"')
#: LibreOffice fills a sheet up to its last row and column by repeating an empty one.
MOST_REPEATED = {b"rows": 1_000, b"columns": 100}


class OpenDocument(Package):
    """The checked parts of a spreadsheet of LibreOffice."""

    damaged = _("The file is damaged and cannot be read. Save it again from LibreOffice.")
    too_large = _("The file unpacks to more than is allowed. Save only the sheet needed.")
    has_definitions = _("The file holds definitions that a spreadsheet may not have (DTD).")
    is_protected = _("The file is protected with a password. Remove it and try again.")

    def check_kind(self, names: set[str]) -> None:
        if any(name.startswith(("basic/", "scripts/")) for name in names):
            raise Unreadable(gettext("The file holds macros. Save it without them."))
        if CONTENT not in names:
            self.refuse_as_damaged()


@dataclass(frozen=True, slots=True)
class OpenSheet:
    """One sheet: its records, and what of it is not shown."""

    name: str
    records: Iterator[Record]
    is_hidden: bool
    hidden_rows: frozenset[int]


@dataclass(frozen=True, slots=True)
class OpenSheets:
    """Every sheet, and the parts of the file as XML."""

    sheets: tuple[OpenSheet, ...]
    parts: tuple[bytes, ...]


def read(content: bytes, *, limits: Limits) -> OpenSheets:
    """Every sheet of the file. Raises `Unreadable`."""
    package = OpenDocument(
        content,
        limits=PackageLimits(
            members=limits.xlsx_members,
            unpacked_bytes=limits.xlsx_unpacked_bytes,
            ratio=limits.xlsx_ratio,
        ),
    )
    part = _cut(package, package.xml(CONTENT))
    package.check_the_rest()
    book = _opened(package, _repacked(part))
    hidden = [frozenset(_hidden_rows(found[0])) for found in SHEET.finditer(part)]
    sheets = tuple(
        OpenSheet(
            about.name,
            records_of(book.get_sheet_by_name(about.name), SheetExtent()),
            about.visible is not SheetVisibleEnum.Visible,
            hidden[index] if index < len(hidden) else frozenset(),
        )
        for index, about in enumerate(book.sheets_metadata)
    )
    return OpenSheets(sheets, (part, package.xml(STYLES)))


def read_first(content: bytes, *, limits: Limits) -> dict[str, Any]:
    """The facts of the first sheet that is shown, for `Sheet`."""
    found = read(content, limits=limits)
    shown = next((sheet for sheet in found.sheets if not sheet.is_hidden), None)
    if shown is None:
        raise Unreadable(gettext("The file has no visible sheet with content."))
    facts = tabulate(shown.records, limits=limits)
    refuse_hidden_cpr(found.parts, (facts["headers"], *(row.cells for row in facts["rows"])))
    return {"encoding": "", "separator": "", "sheet_name": shown.name, **facts}


def _cut(package: OpenDocument, part: bytes) -> bytes:
    """Without the repetitions that fill a sheet up, which would be laid out in memory."""
    if not part:
        package.refuse_as_damaged()
    repeated = sum(int(count) for _start, _what, count in REPEATED.findall(part) if len(count) < 4)
    if repeated > 1_000_000:
        package.refuse_as_bomb()
    return REPEATED.sub(
        lambda found: (
            found[1] + (b"1" if int(found[3]) > MOST_REPEATED[found[2]] else found[3]) + b'"'
        ),
        part,
    )


def _repacked(part: bytes) -> io.BytesIO:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as new:
        new.writestr(MIMETYPE, KIND)
        new.writestr(CONTENT, part)
        new.writestr(
            MANIFEST,
            "<manifest:manifest "
            'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
            f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{KIND}"/>'
            "</manifest:manifest>",
        )
    file.seek(0)
    return file


def _opened(package: OpenDocument, file: io.BytesIO) -> CalamineWorkbook:
    try:
        return load_workbook(file)
    except (KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    except BaseException:  # a panic in the parser is no Exception
        package.refuse_as_damaged()


def _hidden_rows(sheet: bytes) -> Iterator[int]:
    number = 1
    for tag in ROW.finditer(sheet):
        times = TIMES.search(tag[1])
        count = int(times[1]) if times else 1
        if UNSEEN.search(tag[1]):
            yield from range(number, number + count)
        number += count
