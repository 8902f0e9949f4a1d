"""The status report as a Word document, for those who put it into their own."""

import io
from collections.abc import Sequence
from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from config.counts import in_keywords
from strategy.models import StatusReport
from strategy.pages.report_facts import counts_of


def report_document(report: StatusReport, *, facts: dict[str, Any], approval: str) -> bytes:
    """Headings, texts and tables; the charts are told by the numbers beside them."""
    document = Document()
    document.core_properties.title = report.title
    document.core_properties.language = "da-DK"
    properties = document.part.package.part_related_by(RELATIONSHIP_TYPE.CORE_PROPERTIES)
    keywords = properties.element.get_or_add_keywords()  # of any length, so
    keywords.text = ", ".join(in_keywords(counts_of(facts)))
    document.add_heading(report.title, level=1)
    for term, text in [*facts["head"], ("", approval)]:
        document.add_paragraph(f"{term}: {text}" if term else text)
    _paragraphs(document, facts["summary"])
    for sentence in facts["brief"]:
        document.add_paragraph(sentence, style="List Bullet")
    for goal in facts["goals"]:
        document.add_heading(goal["heading"], level=2)
        _paragraphs(document, goal["narrative"])
        document.add_paragraph(goal["adopted"])
        rows = [(row["cluster"], _counts(row["tally"]), row["covered"]) for row in goal["rows"]]
        _table(document, facts["columns"], rows)
    document.add_heading(facts["indicators_heading"], level=2)
    _table(
        document,
        facts["indicators_columns"],
        [
            (
                row["cluster"],
                row["reached"],
                "\n".join(mark["word"] for mark in row["marks"]),
                row["inspected"],
                *filter(None, [row.get("profiled")]),  # not in what was sent before it was told
            )
            for row in facts["indicators"]
        ],
    )
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def _paragraphs(document: WordDocument, text: str) -> None:
    for part in text.split("\n\n"):
        if part.strip():
            document.add_paragraph(part.strip())


def _counts(tally: dict[str, Any]) -> str:
    words = [mark["word"] for mark in tally["counts"]]
    return ", ".join([*words, *filter(None, [tally["note"]])])


def _table(document: WordDocument, columns: list[str], rows: Sequence[tuple[str, ...]]) -> None:
    table = document.add_table(rows=1, cols=len(columns), style="Table Grid")
    for cell, text in zip(table.rows[0].cells, columns, strict=True):
        cell.paragraphs[0].add_run(text).bold = True
    repeated = OxmlElement("w:tblHeader")  # said again at the top of each page
    repeated.set(qn("w:val"), "true")
    table.rows[0]._tr.get_or_add_trPr().append(repeated)
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
