"""What is told of a file while it is read: what to correct, and what to know."""

from collections.abc import Callable
from typing import TypeVar

from django.utils.translation import ngettext

from files.spreadsheets import Cell, Row, Sheet, cell_address
from files.spreadsheets.danish_values import shown
from imports.arranging.questions import Choice
from imports.diff import Notice, RowError
from measurements.importing.content import Content
from measurements.importing.suggestions import kinds_of
from measurements.importing.values import Wrong
from measurements.layouts import Recognised

T = TypeVar("T")


class Telling:
    """One pass over one file, as far as it is told of."""

    def __init__(self, sheet: Sheet, recognised: Recognised) -> None:
        self.sheet = sheet
        self.layout = recognised.layout
        self.columns = recognised.columns
        self.content = Content(recognised)
        self.kinds = kinds_of(self.columns)
        self.said: set[str] = set()
        self.empty: list[str] = []

    def understood(
        self, row: Row, index: int, unit: str, understand: Callable[[Cell], T]
    ) -> T | None:
        """What the cell says, or None and a fault."""
        try:
            return understand(row.cells[index])
        except Wrong as wrong:
            self.wrong(row, index, unit, wrong)
            return None

    def wrong(self, row: Row, index: int, unit: str, wrong: Wrong) -> None:
        """A cell that cannot be right, with what may be meant."""
        self.error(row, index, unit, str(wrong), offered=wrong.offered, proposed=wrong.proposed)

    def error(
        self,
        row: Row,
        index: int,
        unit: str,
        sentence: str,
        *,
        found: str | None = None,
        kind: str = "",
        offered: tuple[Choice, ...] = (),
        proposed: str = "",
    ) -> None:
        text = shown(row.cells[index])[:80] if found is None else found
        address = cell_address(row.number, index)
        heading = self.sheet.headers[index]
        kind = kind or self.kinds.get(index, "value")
        self.content.errors.append(
            RowError(row.number, heading, address, sentence, unit, text, kind, offered, proposed)
        )

    def notice(self, sentence: str, row: Row, index: int) -> None:
        if sentence not in self.said:
            self.said.add(sentence)
            self.content.notices.append(Notice(sentence, cell_address(row.number, index)))

    def tell_of_the_file(self) -> None:
        if self.empty:
            sentence = ngettext(
                "An ordinary inspection lacks a rating. What is there already stays.",
                "Ordinary inspections lack %(count)s ratings. What is there already stays.",
                len(self.empty),
            ) % {"count": len(self.empty)}
            self.content.notices.append(Notice(sentence, self.empty[0]))
