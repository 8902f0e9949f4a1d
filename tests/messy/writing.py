"""Making files: workbooks, delimited texts, and the sheets of LibreOffice."""

import csv
import io
import zipfile
from collections.abc import Callable, Iterable, Sequence
from typing import Any
from xml.sax.saxutils import escape

import openpyxl

Rows = Iterable[Sequence[Any]]
Shape = Callable[[Any], None]


def xlsx(rows: Rows, *, shape: Shape | None = None, title: str = "Ark1", more: Any = ()) -> bytes:
    """A workbook. shape changes the first sheet; more: (title, rows) or (title, rows, shape)."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, cells, *change in ((title, rows, *([shape] if shape else [])), *more):
        sheet = book.create_sheet(name)
        for row in cells:
            sheet.append(list(row))
        for one in change:
            one(sheet)
    target = io.BytesIO()
    book.save(target)
    book.close()
    return target.getvalue()


def text(rows: Rows, *, separator: str = ";", encoding: str = "utf-8", end: str = "\r\n") -> bytes:
    """A delimited text."""
    target = io.StringIO()
    csv.writer(target, delimiter=separator, lineterminator=end).writerows(rows)
    return target.getvalue().encode(encoding)


TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
MANIFEST = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
ODS = "application/vnd.oasis.opendocument.spreadsheet"


def ods(rows: Rows, *, title: str = "Ark1") -> bytes:
    """A spreadsheet of LibreOffice, part by part."""
    body = "".join(f"<table:table-row>{''.join(map(_cell, row))}</table:table-row>" for row in rows)
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="{OFFICE}"'
        f' xmlns:table="{TABLE}" xmlns:text="{TEXT}" office:version="1.2"><office:body>'
        f'<office:spreadsheet><table:table table:name="{title}">{body}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    manifest = (
        f'<?xml version="1.0" encoding="UTF-8"?><manifest:manifest xmlns:manifest="{MANIFEST}"'
        f' manifest:version="1.2"><manifest:file-entry manifest:full-path="/"'
        f' manifest:media-type="{ODS}"/><manifest:file-entry manifest:full-path="content.xml"'
        ' manifest:media-type="text/xml"/></manifest:manifest>'
    )
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", ODS, zipfile.ZIP_STORED)
        package.writestr("content.xml", content)
        package.writestr("META-INF/manifest.xml", manifest)
    return target.getvalue()


def _cell(value: Any) -> str:
    if value in ("", None):
        return "<table:table-cell/>"
    if isinstance(value, int | float):
        return (
            f'<table:table-cell office:value-type="float" office:value="{value}">'
            f"<text:p>{str(value).replace('.', ',')}</text:p></table:table-cell>"
        )
    return (
        '<table:table-cell office:value-type="string">'
        f"<text:p>{escape(str(value))}</text:p></table:table-cell>"
    )
