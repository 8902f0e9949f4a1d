"""Which kind of file this is, told by its first bytes; what is no spreadsheet is refused."""

import re
import unicodedata
from typing import Literal

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from config.privacy import without_cpr
from files.spreadsheets.limits import Limits
from files.spreadsheets.sheet import Unreadable

SheetFormat = Literal["csv", "xlsx", "ods"]

ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # Excel 97-2003, and every workbook with a password
SUFFIXES = {"csv": (".csv", ".txt", ".tsv"), "xlsx": (".xlsx", ".xlsm"), "ods": (".ods",)}
#: What the dialog that chooses a file offers.
OFFERED = ",".join(suffix for suffixes in SUFFIXES.values() for suffix in suffixes)
#: How a file of LibreOffice begins: its first part names what it is.
OPEN_DOCUMENT = b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet"
OTHER_KINDS = (
    b"%PDF",
    b"\x89PNG",
    b"GIF8",
    b"\xff\xd8\xff",
    b"RIFF",
    b"II*\x00",
    b"MM\x00*",
    b"{\\rtf",
    b"\x1f\x8b",
    b"7z\xbc\xaf\x27\x1c",
    b"Rar!",
    b"PK\x05\x06",
    b"PK\x07\x08",
    b"\x7fELF",
)
MARKUP = re.compile(rb"<(?:!doctype|html|head|body|table|meta|style|script|\?xml|svg)", re.I)


def clean_name(name: str) -> str:
    """The file's own name, without folders, numbers of a person and odd characters."""
    name = re.split(r"[/\\]", name)[-1]
    name = "".join(char for char in name if unicodedata.category(char)[0] != "C").strip()
    name = without_cpr(name)
    return name if len(name) <= 200 else name[:180] + name[-20:]


def recognise(content: bytes, *, name: str, limits: Limits) -> SheetFormat:
    """Tell the kind of the file, or raise `Unreadable` with how to save it instead."""
    if not content.strip():
        raise Unreadable(_("The file is empty."))
    kind = _kind(content)
    largest = limits.bytes if kind == "csv" else min(limits.bytes, limits.xlsx_bytes)
    if len(content) > largest:
        raise Unreadable(
            _("The file is %(size)s; it may be at most %(largest)s.")
            % {"size": filesizeformat(len(content)), "largest": filesizeformat(largest)}
        )
    if not name.casefold().endswith(SUFFIXES[kind]):
        raise Unreadable(
            _("The file's name does not fit its content. Save it from Excel as .xlsx or .csv.")
        )
    return kind


def _kind(content: bytes) -> SheetFormat:
    if content.startswith(ZIP):
        return "ods" if OPEN_DOCUMENT in content[:200] else "xlsx"
    if content.startswith(OLE):
        if "EncryptedPackage".encode("utf-16-le") in content:
            raise Unreadable(_("The file is protected with a password. Remove it and try again."))
        raise Unreadable(_("The file is from an old Excel. Save it as .xlsx and try again."))
    if content.startswith(OTHER_KINDS):
        raise Unreadable(_("The file is not a spreadsheet. Save it from Excel as .xlsx or .csv."))
    if MARKUP.match(content[:1024].removeprefix(b"\xef\xbb\xbf").lstrip()):
        raise Unreadable(
            _("The file is a web page and not a spreadsheet. Open it in Excel, save as .xlsx.")
        )
    return "csv"
