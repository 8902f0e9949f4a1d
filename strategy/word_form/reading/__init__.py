"""From a Word file to the rows of the form, by its headings and never by positions."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from django.utils.translation import gettext as _

from config.privacy import without_cpr
from files.word import Block, Document, Paragraph, WordCell, WordTable
from imports.errors import NotRecognised
from strategy.word_form.labels import Kind, label_of
from strategy.word_form.reading.cells import short, unique
from strategy.word_form.reading.found import Form, FormRow, Found
from strategy.word_form.reading.grid import GridReader, header_rows
from strategy.word_form.reading.upright import is_stacked, is_upright, read_stacked, read_upright

__all__ = ["Form", "FormRow", "NotTheForm", "read_form"]


class NotTheForm(NotRecognised):
    """A Word file in which nothing of the form is found."""


def read_form(
    document: Document,
    *,
    goals: Mapping[int, Iterable[str]],
    is_place: Callable[[str], bool],
) -> Form:
    """Read a form. goals: number → the names and texts a strategic goal goes by.

    Raises NotTheForm when no table has the form's headings.
    """
    found = Found(goals, is_place)
    _Walk(found).read(document.blocks)
    if not found.has_form:
        raise NotTheForm(
            _(
                "This is not the form: we found no table with the headings “Name of the"
                " institution”, “Which local goals”, “Description of efforts” and “How and when is"
                " the effect measured”."
            )
        )
    if document.has_text_boxes:
        found.notes.append(_("Text in text boxes is not read. Write it in the table instead."))
    if not found.rows and not found.notes:
        found.notes.append(_("The form has not been filled in yet."))
    notes, outside = (
        dict.fromkeys(map(without_cpr, texts)) for texts in (found.notes, found.outside)
    )
    return Form(tuple(found.rows), tuple(notes), tuple(outside))


class _Walk:
    """Goes through a document, and gives each table to who can read it."""

    def __init__(self, found: Found) -> None:
        self._found = found
        self._grids = GridReader(found)

    def read(self, blocks: Iterable[Block]) -> None:
        for block in blocks:
            if isinstance(block, Paragraph):
                for line in block.text.splitlines():
                    is_taken = self._found.take_heading(line, is_heading=bool(block.level))
                    if not is_taken and any(map(str.isalnum, line)):
                        self._found.outside.append(" ".join(line.split()))
            else:
                self._table(block)

    def _table(self, table: WordTable) -> None:
        headers = header_rows(table)
        if not headers and any(cell.tables for row in table.rows for cell in row):
            self._read_frame(table)
            return
        self._found.tables += 1
        if is_upright(table) and (table.width <= 2 or not headers):
            read_upright(self._found, table)
        elif headers or (not is_stacked(table) and self._grids.continues(table)):
            self._grids.read(table)
        elif is_stacked(table):
            read_stacked(self._found, table)
        else:
            self._read_other(table)
        self._found.tell_of_the_rest(table)
        self._found.is_new_heading = False

    def _read_frame(self, table: WordTable) -> None:
        """A table around the form: what stands in it besides, and is no heading, is told of."""
        for cell in unique(cell for row in table.rows for cell in row):
            for block in cell.blocks:
                if isinstance(block, WordTable):
                    self._table(block)
                    continue
                if rest := self._besides_headings(block):
                    self._found.notes.append(
                        _("In the frame around the form, “%(text)s” is not read.")
                        % {"text": short(" ".join(rest))}
                    )

    def _besides_headings(self, block: Paragraph) -> list[str]:
        """The lines of a paragraph that are no headings; those that are, are taken."""
        lines = (line for line in block.text.splitlines() if line.strip())
        take, is_heading = self._found.take_heading, bool(block.level)
        return [line for line in lines if not take(line, is_heading=is_heading)]

    def _says_whose(self, row: Sequence[WordCell]) -> bool:
        """Whether a row names the institution, which is taken from it."""
        cells = [cell for cell in unique(row) if cell.text]
        label = label_of(cells[0].text) if len(cells) == 2 else None
        if label is None or label.kind is not Kind.INSTITUTION:
            return False
        self._found.enter(cells[1].text)
        self._found.read.update(cells)
        return True

    def _read_other(self, table: WordTable) -> None:
        """A table that is not the form's: perhaps it says whose the form is."""
        if any(self._says_whose(row) for row in table.rows):
            return
        cells = [cell for row in table.rows for cell in unique(row) if cell.text]
        headings = [
            cell
            for cell in cells
            if "\n" not in cell.text and self._found.take_heading(cell.text, is_heading=False)
        ]
        self._found.read.update(headings)
        if cells and not headings:
            self._found.read.update(cells)
            self._found.notes.append(
                _("Table %(number)s (“%(text)s”) is not one of the form's, and was skipped.")
                % {"number": self._found.tables, "text": short(cells[0].text)}
            )
