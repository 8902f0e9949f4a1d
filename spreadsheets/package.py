"""A workbook file (.xlsx) is a zip of XML parts: this opens it with suspicion.

Everything is read through one parser, within the limits, and `repacked` writes what is worth
reading into a new, plain zip. The workbook parser never sees the uploaded bytes, so lying sizes,
doubled names and other quarrels between two readers of one zip cannot be played against it.
"""

import io
import posixpath
import re
import zipfile
from typing import NoReturn
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring
from django.utils.translation import gettext as _

from spreadsheets.limits import Limits
from spreadsheets.sheet import Unreadable

WORKBOOK = "xl/workbook.xml"
WORKBOOK_LINKS = "xl/_rels/workbook.xml.rels"
CONTENT_TYPES = "[Content_Types].xml"
FILE_LINKS = "_rels/.rels"
CENTRAL_ENTRY = b"PK\x01\x02"
ENCRYPTED = 0x1
LARGEST_TREE = 5_000_000
SMALL = 1_000_000  # bytes unpacked; below this, no ratio is dangerous
DECLARATION = re.compile(rb"<!\s*(?:doctype|entity)", re.I)
ENCODING = re.compile(rb"""<\?xml[^>]{0,100}?\bencoding\s*=\s*["']([^"']{0,40})["']""")


class Package:
    """The checked parts of a workbook file."""

    def __init__(self, content: bytes, *, limits: Limits) -> None:
        if content.count(CENTRAL_ENTRY) > limits.xlsx_members + 10:
            refuse_as_bomb()  # before anybody builds a list of a million members
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
        except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
            refuse_as_damaged()
        self._members = {member.filename: member for member in self._zip.infolist()}
        self._check_members(limits=limits)
        self._check_kind()
        self._checked: set[str] = set()

    def __contains__(self, name: str) -> bool:
        return name in self._members

    def xml(self, name: str) -> bytes:
        """One part, whole: UTF-8 without entities or NUL. Empty when there is no such part."""
        member = self._members.get(name)
        if member is None:
            return b""
        try:
            part = self._zip.read(member)  # stops at the declared size, and checks the sum
        except Exception:  # zlib, lzma and zipfile have a dozen ways to fail
            refuse_as_damaged()
        if name not in self._checked:
            if DECLARATION.search(part):
                raise Unreadable(
                    _("The file holds definitions that a spreadsheet may not have (DTD).")
                )
            encoding = ENCODING.match(part.removeprefix(b"\xef\xbb\xbf").lstrip()[:200])
            if b"\0" in part or (encoding and encoding[1].lower() not in (b"utf-8", b"us-ascii")):
                refuse_as_damaged()
            self._checked.add(name)
        return part

    def tree(self, name: str) -> Element:
        """One of the small parts that say how the others hang together."""
        part = self.xml(name)
        if len(part) > LARGEST_TREE:
            refuse_as_bomb()  # as a tree it would take ten times the memory
        try:
            return fromstring(part, forbid_dtd=True)
        except (ParseError, DefusedXmlException, ValueError, LookupError):
            refuse_as_damaged()

    def check_the_rest(self) -> None:
        """Check the XML parts nobody asked for, too; nothing of them is kept."""
        for name in self._members:
            if name.lower().endswith((".xml", ".rels")) and name not in self._checked:
                self.xml(name)

    def _check_members(self, *, limits: Limits) -> None:
        members = self._zip.infolist()
        if len(members) > limits.xlsx_members:
            refuse_as_bomb()
        if len({member.filename.lower() for member in members}) < len(members):
            refuse_as_damaged()
        if sum(member.file_size for member in members) > limits.xlsx_unpacked_bytes:
            refuse_as_bomb()
        for member in members:
            if member.flag_bits & ENCRYPTED:
                raise Unreadable(
                    _("The file is protected with a password. Remove it and try again.")
                )
            if (
                member.file_size > SMALL
                and member.file_size > limits.xlsx_ratio * member.compress_size
            ):
                refuse_as_bomb()

    def _check_kind(self) -> None:
        names = {name.lower() for name in self._members}
        if any("vbaproject" in name or "/macrosheets/" in name for name in names):
            raise Unreadable(_("The file holds macros. Save it as .xlsx without them."))
        if "xl/workbook.bin" in names or "content.xml" in names:
            raise Unreadable(_("The file is not .xlsx. Open it in Excel and save it as .xlsx."))
        if not {CONTENT_TYPES, WORKBOOK, WORKBOOK_LINKS} <= self._members.keys():
            raise Unreadable(
                _("The file is not a spreadsheet. Save it from Excel as .xlsx or .csv.")
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
    raise Unreadable(_("The file is damaged and cannot be read. Save it again from Excel."))


def refuse_as_bomb() -> NoReturn:
    raise Unreadable(_("The file unpacks to more than is allowed. Save only the sheet needed."))
