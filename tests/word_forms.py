"""Word forms for the tests to read, made as people make them: the usual ones and the odd ones."""

import io
import zipfile
from collections.abc import Callable, Iterable

import docx
from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.table import Table

FOUR = (
    "Institutionens navn",
    "Hvilke lokale mål skal der til for at opnå mål {goal}",
    "Beskrivelse af indsatser",
    "Hvordan og hvornår måles effekten",
)
GOALS = {
    1: "Alle børn og unge bringes hver dag i en privilegeret position",
    2: "Alle dagtilbud og skoler udvikler evnen til at løfte alle børn og unge",
    3: "Alle børn og unge sikres reel systematisk og kontinuerlig inddragelse af deres stemme",
    4: "Alle børn skal være en del af sunde børnefællesskaber",
}
SOLSIKKEN = (
    "Solsikken",
    "Børnene vælger ugens fælles aktivitet",
    ["Børnemøder hver onsdag", "Afstemning med billeder"],
    "Observation og børneinterview. Juni 2026.",
)
REGNBUEN = (
    "Regnbuen",
    "Alle børn har en legekammerat",
    ["Legegrupper tirsdag og torsdag"],
    "TOPI og sociogram ved udgangen af 2026",
)


def content_of(document: Document) -> bytes:
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def headers(goal: int | str = 1) -> tuple[str, ...]:
    return tuple(text.format(goal=goal) for text in FOUR)


def write(cell, value: str | list[str]) -> None:
    """Put a text into a cell, or a list of bullets."""
    if isinstance(value, str):
        cell.text = value
        return
    for number, item in enumerate(value):
        paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
        paragraph.style = "List Bullet"
        paragraph.add_run(item)


def grid(document: Document, heads: Iterable[str], *rows: Iterable[str | list[str]]) -> Table:
    """A table with its headings on top, as the municipality sends it out."""
    heads = list(heads)
    table = document.add_table(rows=1, cols=len(heads))
    for cell, text in zip(table.rows[0].cells, heads, strict=True):
        cell.text = text
    for row in rows:
        for cell, value in zip(table.add_row().cells, row, strict=False):
            write(cell, value)
    return table


def upright(document: Document, pairs: Iterable[tuple[str, str | list[str]]]) -> Table:
    """A table with its headings in the first column: the form of one institution."""
    table = document.add_table(rows=0, cols=2)
    for label, value in pairs:
        cells = table.add_row().cells
        cells[0].text = label
        write(cells[1], value)
    return table


def usual(*rows, goal: int = 1) -> bytes:
    document = docx.Document()
    document.add_heading(f"Strategisk mål {goal}: {GOALS[goal]}", 2)
    grid(document, headers(goal), *rows)
    return content_of(document)


def part_replaced(content: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """The file with one of its parts changed."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(file, "w") as new:
        for member in old.infolist():
            part = old.read(member)
            new.writestr(member.filename, change(part) if member.filename == name else part)
    return file.getvalue()


def with_part(content: bytes, name: str, part: bytes, **options) -> bytes:
    """The file with one part more."""
    file = io.BytesIO(content)
    with zipfile.ZipFile(file, "a", **options) as package:
        package.writestr(name, part)
    return file.getvalue()


def in_field(cell, text: str, *, is_prompt: bool = False) -> None:
    """Let a cell hold a content control of Word's, filled in or still showing its prompt."""
    field, properties, content = (OxmlElement(f"w:sdt{end}") for end in ("", "Pr", "Content"))
    if is_prompt:
        properties.append(OxmlElement("w:showingPlcHdr"))
    paragraph = cell.paragraphs[0]._p
    run = cell.paragraphs[0].add_run(text)._r
    content.append(run)
    field.append(properties)
    field.append(content)
    paragraph.append(field)


def deleted(cell, text: str) -> None:
    """A text that a tracked change has taken away."""
    change, run, gone = OxmlElement("w:del"), OxmlElement("w:r"), OxmlElement("w:delText")
    gone.text = text
    run.append(gone)
    change.append(run)
    change.set(qn("w:id"), "1")
    cell.paragraphs[0]._p.append(change)
