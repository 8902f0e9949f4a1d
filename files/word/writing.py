"""Documents of headings, texts and tables, written for those who put them into their own."""

import io
import re
from collections.abc import Iterable, Sequence

import docx
from docx.document import Document as WordDocument
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

#: What a browser is told that such a file is.
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

#: Signs that no XML holds, whoever pasted them.
ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def begin_document(title: str, *, facts: Iterable[tuple[str, str]] = ()) -> WordDocument:
    """A document with its title, and facts below it: term and words, or words alone."""
    document = docx.Document()
    document.core_properties.title = _legal(title)
    document.core_properties.language = "da-DK"
    document.add_heading(_legal(title), level=1)
    for term, text in facts:
        document.add_paragraph(_legal(f"{term}: {text}" if term else text))
    return document


def add_text(document: WordDocument, text: str) -> None:
    """Paragraphs as people write them."""
    for part in text.split("\n\n"):
        if part.strip():
            document.add_paragraph(_legal(part.strip()))


def add_table(
    document: WordDocument, columns: Sequence[str], rows: Iterable[Sequence[str]]
) -> None:
    """A table whose head is said again at the top of each page."""
    table = document.add_table(rows=1, cols=len(columns), style="Table Grid")
    for cell, text in zip(table.rows[0].cells, columns, strict=True):
        cell.paragraphs[0].add_run(_legal(text)).bold = True
    repeated = OxmlElement("w:tblHeader")
    repeated.set(qn("w:val"), "true")
    table.rows[0]._tr.get_or_add_trPr().append(repeated)
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = _legal(text)


def content_of(document: WordDocument) -> bytes:
    """The file."""
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def _legal(text: str) -> str:
    return ILLEGAL.sub("", text)
