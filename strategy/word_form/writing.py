"""The form in Word, empty or filled in. It is the municipality's own, and Danish in every language.

A heading to each strategic goal, and under it a table with the four columns. What is written here
is what `reading` reads: a form that goes out and comes back unchanged changes nothing.
"""

import io
from collections import defaultdict
from collections.abc import Iterable, Sequence

import docx
from django.utils.translation import gettext as _
from django.utils.translation import override
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.table import Table, _Cell, _Row

from institutions.models import Institution
from strategy.models import Goal, LocalGoal
from strategy.word_form.effect import written
from strategy.word_form.marks import mark_of
from strategy.word_form.outside import form_texts

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
WIDTHS = (Cm(4), Cm(7), Cm(8), Cm(6.5))
EMPTY_ROWS = 3
INK = RGBColor(0x14, 0x23, 0x3C)
SHADE = "F4F6F9"


def form_of(
    goals: Sequence[Goal],
    *,
    place: str = "",
    institutions: Iterable[Institution] = (),
    local_goals: Iterable[LocalGoal] = (),
) -> bytes:
    """The form with these goals and institutions; without institutions it is the empty one.

    local_goals: with their efforts. An institution that has none under a goal gets an empty row.
    """
    written_under: dict[tuple[int, int], list[LocalGoal]] = defaultdict(list)
    for local_goal in local_goals:
        written_under[local_goal.goal_id, local_goal.institution_id or 0].append(local_goal)
    places = list(institutions)
    with override("da"):
        document = _new_document(place)
        for goal in goals:
            document.add_heading(
                _("Strategic goal %(number)s: %(text)s")
                % {"number": goal.number, "text": goal.text},
                level=2,
            )
            table = _table(document, goal)
            for institution in places:
                rows: Sequence[LocalGoal | None] = written_under[goal.pk, institution.pk]
                for row in rows or [None]:
                    _add_row(table, institution, row)
            for _number in range(0 if places else EMPTY_ROWS):
                _add_row(table, None, None)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _new_document(place: str) -> Document:
    document = docx.Document()
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21)
    for side in ("left_margin", "right_margin", "top_margin", "bottom_margin"):
        setattr(section, side, Cm(2))
    for name, size in (("Normal", 10.5), ("Heading 1", 20), ("Heading 2", 14)):
        style = document.styles[name]
        style.font.name, style.font.size = "Calibri", Pt(size)
        style.font.color.rgb = INK
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for script in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
            fonts.attrib.pop(qn(script), None)  # or Word would prefer the theme's
    _speak_danish(document)
    title, guidance = form_texts()
    document.core_properties.title = f"{title}: {place}" if place else title
    document.core_properties.author = ""
    document.core_properties.comments = ""
    document.core_properties.language = "da-DK"
    document.add_heading(title, level=1)
    if place:
        document.add_paragraph(place)
    document.add_paragraph(guidance)
    return document


def _speak_danish(document: Document) -> None:
    """Let Word check the spelling in Danish, and screen readers read it so."""
    for language in document.styles.element.iter(qn("w:lang")):
        for name in ("w:val", "w:eastAsia"):
            language.set(qn(name), "da-DK")


def _table(document: Document, goal: Goal) -> Table:
    table: Table = document.add_table(rows=1, cols=len(WIDTHS), style="Table Grid")
    table.autofit = False
    heads = (
        _("Name of the institution"),
        _("Which local goals are needed to reach goal %(number)s") % {"number": goal.number},
        _("Description of efforts"),
        _("How and when is the effect measured"),
    )
    row = table.rows[0]
    for cell, text in zip(row.cells, heads, strict=True):
        cell.paragraphs[0].add_run(text).bold = True
        shading = OxmlElement("w:shd")
        for name, value in (("w:val", "clear"), ("w:fill", SHADE)):
            shading.set(qn(name), value)
        cell._tc.get_or_add_tcPr().append(shading)
    _set_widths(row)
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # repeated on every page
    caption = OxmlElement("w:tblCaption")
    caption.set(qn("w:val"), _("Local goals under goal %(number)s") % {"number": goal.number})
    table._tbl.tblPr.append(caption)
    return table


def _add_row(table: Table, institution: Institution | None, goal: LocalGoal | None) -> None:
    row = table.add_row()  # type: ignore[no-untyped-call]  # python-docx tells no type of it
    _set_widths(row)
    name, text, efforts, effect = row.cells
    if institution is not None:
        name.text = institution.name
    if goal is not None:
        _mark(name, key=mark_of(goal), number=goal.pk)
        _write_lines(text, goal.text)
        for number, effort in enumerate(goal.efforts.all()):
            paragraph = efforts.paragraphs[0] if number == 0 else efforts.add_paragraph()
            paragraph.style = "List Bullet"
            paragraph.add_run(str(effort))
        _write_lines(effect, written(goal))


def _mark(cell: _Cell, *, key: str, number: int) -> None:
    """Let the row say which local goal it is, where nobody writes and nobody sees it."""
    paragraph = cell.paragraphs[0].paragraph_format.element
    for name in ("w:bookmarkStart", "w:bookmarkEnd"):
        mark = OxmlElement(name)
        mark.set(qn("w:id"), str(number))
        if name == "w:bookmarkStart":
            mark.set(qn("w:name"), key)
        paragraph.append(mark)


def _write_lines(cell: _Cell, text: str) -> None:
    lines = [line for line in text.splitlines() if line.strip()]
    for number, line in enumerate(lines):
        paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
        paragraph.add_run(line)


def _set_widths(row: _Row) -> None:
    for cell, width in zip(row.cells, WIDTHS, strict=True):
        cell.width = width
