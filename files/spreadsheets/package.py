"""A workbook file (.xlsx): its parts, checked (see `files.package`), and packed again.

Everything is read through one parser, within the limits, and `repacked` writes what is worth
reading into a new, plain zip. The workbook parser never sees the uploaded bytes, so lying sizes,
doubled names and other quarrels between two readers of one zip cannot be played against it.
"""

import io
import posixpath
import zipfile
from collections.abc import Iterator
from typing import NoReturn

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from files.package import Package, PackageLimits, Unreadable
from files.spreadsheets.limits import Limits

WORKBOOK = "xl/workbook.xml"
WORKBOOK_LINKS = "xl/_rels/workbook.xml.rels"
CONTENT_TYPES = "[Content_Types].xml"
FILE_LINKS = "_rels/.rels"


class WorkbookPackage(Package):
    """The checked parts of a workbook file."""

    damaged = _("The file is damaged and cannot be read. Save it again from Excel.")
    too_large = _("The file unpacks to more than is allowed. Save only the sheet needed.")
    has_definitions = _("The file holds definitions that a spreadsheet may not have (DTD).")
    is_protected = _("The file is protected with a password. Remove it and try again.")

    def __init__(self, content: bytes, *, limits: Limits) -> None:
        super().__init__(
            content,
            limits=PackageLimits(
                members=limits.xlsx_members,
                unpacked_bytes=limits.xlsx_unpacked_bytes,
                ratio=limits.xlsx_ratio,
            ),
        )

    def check_kind(self, names: set[str]) -> None:
        if any("vbaproject" in name or "/macrosheets/" in name for name in names):
            raise Unreadable(gettext("The file holds macros. Save it as .xlsx without them."))
        if "xl/workbook.bin" in names or "content.xml" in names:
            raise Unreadable(
                gettext("The file is not .xlsx. Open it in Excel and save it as .xlsx.")
            )
        if not all(part in self for part in (CONTENT_TYPES, WORKBOOK, WORKBOOK_LINKS)):
            raise Unreadable(
                gettext("The file is not a spreadsheet. Save it from Excel as .xlsx or .csv.")
            )

    def parts_besides(self, names: set[str]) -> Iterator[bytes]:
        """Every other part in XML: what a reader of the sheet never sees."""
        return (
            self.xml(name)
            for name in self._members
            if name.lower().endswith(".xml") and name not in names
        )


def resolved(target: str) -> str:
    """The part's name in the zip, from a link in the workbook."""
    return posixpath.normpath(posixpath.join("/xl", target)).lstrip("/")


def repacked(*, sheet: bytes, strings: bytes, styles: bytes, is_1904: bool) -> io.BytesIO:
    """A new workbook of one sheet, stored without compression."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    media = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    parts: dict[str, str | bytes] = {
        CONTENT_TYPES: (
            f'<Types xmlns="{package}/content-types">'
            '<Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/{WORKBOOK}" ContentType="{media}.sheet.main+xml"/></Types>'
        ),
        FILE_LINKS: (
            f'<Relationships xmlns="{package}/relationships">'
            f'<Relationship Id="rId1" Type="{office}/officeDocument" Target="{WORKBOOK}"/>'
            "</Relationships>"
        ),
        WORKBOOK: (
            f'<workbook xmlns="{main}" xmlns:r="{office}">'
            f'<workbookPr date1904="{int(is_1904)}"/>'
            '<sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>'
        ),
        WORKBOOK_LINKS: (
            f'<Relationships xmlns="{package}/relationships">'
            f'<Relationship Id="rId1" Type="{office}/worksheet" Target="worksheets/sheet1.xml"/>'
            f'<Relationship Id="rId2" Type="{office}/styles" Target="styles.xml"/>'
            f'<Relationship Id="rId3" Type="{office}/sharedStrings" Target="sharedStrings.xml"/>'
            "</Relationships>"
        ),
        "xl/worksheets/sheet1.xml": sheet,
        "xl/styles.xml": styles,
        "xl/sharedStrings.xml": strings,
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as new:
        for name, part in parts.items():
            if part:
                new.writestr(name, part)
    file.seek(0)
    return file


def refuse_as_damaged() -> NoReturn:
    raise Unreadable(str(WorkbookPackage.damaged))


def refuse_as_bomb() -> NoReturn:
    raise Unreadable(str(WorkbookPackage.too_large))
