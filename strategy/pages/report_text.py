"""The status report as a Word document, for those who put it into their own."""

from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE

from config.counts import in_keywords
from files.word.writing import add_table, add_text, begin_document, content_of
from strategy.models import StatusReport
from strategy.pages.report_facts import counts_of


def report_document(report: StatusReport, *, facts: dict[str, Any], approval: str) -> bytes:
    """Headings, texts and tables; the charts are told by the numbers beside them."""
    document = begin_document(report.title, facts=[*facts["head"], ("", approval)])
    properties = document.part.package.part_related_by(RELATIONSHIP_TYPE.CORE_PROPERTIES)
    keywords = properties.element.get_or_add_keywords()  # of any length, so
    keywords.text = ", ".join(in_keywords(counts_of(facts)))
    add_text(document, facts["summary"])
    for sentence in facts["brief"]:
        document.add_paragraph(sentence, style="List Bullet")
    for goal in facts["goals"]:
        document.add_heading(goal["heading"], level=2)
        add_text(document, goal["narrative"])
        document.add_paragraph(goal["adopted"])
        rows = [(row["cluster"], _counts(row["tally"]), row["covered"]) for row in goal["rows"]]
        add_table(document, facts["columns"], rows)
    document.add_heading(facts["indicators_heading"], level=2)
    add_table(
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
    return content_of(document)


def _counts(tally: dict[str, Any]) -> str:
    words = [mark["word"] for mark in tally["counts"]]
    return ", ".join([*words, *filter(None, [tally["note"]])])
