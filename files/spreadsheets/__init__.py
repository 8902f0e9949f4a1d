"""The one safe reader of uploaded spreadsheets: bytes in, a `Sheet` or one sentence out.

Nothing here knows what the columns mean, and nothing touches the database. A file is refused
whole (`Unreadable`) rather than half understood: what a leader would see in Excel is what is read.
"""

import hashlib

from config.memory import nothing_to_collect
from files.package import whatever_the_bytes
from files.spreadsheets import delimited, kinds, open_document, workbook
from files.spreadsheets.cpr import refuse_unread_cpr
from files.spreadsheets.limits import Limits
from files.spreadsheets.package import WorkbookPackage
from files.spreadsheets.sheet import Cell, Row, Sheet, Unreadable, cell_address

__all__ = ["Cell", "Limits", "Row", "Sheet", "Unreadable", "cell_address", "read"]

READERS = {"csv": delimited.read, "xlsx": workbook.read, "ods": open_document.read_first}


@nothing_to_collect()
def read(content: bytes, *, name: str, limits: Limits | None = None) -> Sheet:
    """Read an uploaded spreadsheet whole.

    The kind is told by the content, and the file's name must agree with it. Without `limits`
    those of the settings hold. Raises `Unreadable`, and nothing else, whatever the bytes are.
    """
    limits = limits or Limits.from_settings()
    with whatever_the_bytes(WorkbookPackage.damaged):
        name = kinds.clean_name(name)
        kind = kinds.recognise(content, name=name, limits=limits)
        facts = READERS[kind](content, limits=limits)
        refuse_unread_cpr((*facts["headers"], facts["sheet_name"]), row=facts["header_row"])
    digest = hashlib.sha256(content).hexdigest()
    return Sheet(name=name, size=len(content), sha256=digest, kind=kind, **facts)
