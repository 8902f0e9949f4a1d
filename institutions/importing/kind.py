"""A list of institutions, as it is declared to the engine that reads files in."""

import datetime
from collections.abc import Iterator
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from files.spreadsheets import Sheet
from files.spreadsheets.columns import not_read
from imports.arranging.arranged_sheet import as_in_the_file
from imports.arranging.words import Vocabulary
from imports.diff import RowError, in_order
from imports.errors import ImportRefused
from imports.kinds import ImportChoices, SheetKind, UndoOutcome
from institutions.access import scope_of
from institutions.importing.diff import PlacesDiff
from institutions.importing.entries import InstitutionEntries, read_entries
from institutions.importing.layouts import recognise, refuse_changes
from institutions.importing.refusing import Lacking, Misplaced
from institutions.importing.registering import Registering
from institutions.importing.rows import Fields, Key, compare, hold_still, rows_now
from institutions.importing.undoing import take_back
from institutions.importing.words import words_of_institutions
from institutions.models import InstitutionImport


class InstitutionListFile(SheetKind[PlacesDiff]):
    """A municipality's own list, or the export from Dagtilbudsregisteret."""

    code = "institutions"
    title = gettext_lazy("Institutions")
    compares_by_writing = True
    #: The rows of the places before anything is written.
    before: dict[Key, Fields]

    def __init__(
        self,
        *,
        by: User | None = None,
        choices: ImportChoices | None = None,
        today: datetime.date | None = None,
    ) -> None:
        super().__init__(by=by, choices=choices)
        self.today = today or timezone.localdate()

    def vocabulary(self) -> Vocabulary:
        return words_of_institutions()

    def open(self, content: bytes, name: str) -> Sheet:
        sheet = super().open(content, name)
        refuse_changes(sheet.headers)
        return sheet

    @classmethod
    def for_command(
        cls, about: str, *, by: User | None, choices: ImportChoices
    ) -> "InstitutionListFile":
        if by is not None and not scope_of(by).edits.everything:
            raise ImportRefused(_("%(email)s is no administrator here.") % {"email": by.email})
        return cls(by=by, choices=choices)

    def take_turn(self) -> None:
        """Nobody else writes to the places until the transaction is over."""
        hold_still()
        self.before = rows_now()

    def compare(self, source: Sheet) -> PlacesDiff:
        """Write entry by entry; one with an error leaves nothing behind."""
        layout, columns = recognise(source)
        found = read_entries(layout, source, columns)
        diff = PlacesDiff(layout, source, found.left_out)
        diff.not_read = not_read(source, set(columns.values()))
        self._register(found, diff)
        diff.errors = as_in_the_file(source, in_order(found.errors))
        return diff

    def meanings(self, source: Sheet, diff: PlacesDiff) -> dict[int, str]:
        _layout, columns = recognise(source)
        return {index: meaning.value for meaning, index in columns.items()}

    def _register(self, found: InstitutionEntries, diff: PlacesDiff) -> None:
        registering = Registering(found, diff, today=self.today)
        refused = found.errors.rows
        lacking: set[str] = set()
        for entry in found.entries:
            if entry.row in refused:
                continue
            try:
                registering.write_whole(entry)
            except Misplaced as misplaced:
                if misplaced.message not in lacking:
                    found.error(entry.row, misplaced.meaning, misplaced.message)
                if isinstance(misplaced, Lacking):
                    lacking.add(misplaced.message)

    def write(self, diff: PlacesDiff) -> InstitutionImport:
        """It is written already; keep every row that has become another."""
        written = [row._asdict() for row in compare(self.before, rows_now())]
        diff.receipt = InstitutionImport.about(
            diff.sheet, diff, layout=diff.layout.code, by=self.by, written=written
        )
        return diff.receipt

    def take_back(self, receipt: InstitutionImport) -> UndoOutcome:
        return take_back(receipt)

    def as_contract(self, diff: PlacesDiff, receipt: Any) -> dict[str, Any]:
        return {
            "layout": diff.layout.code,
            "rows": diff.rows,
            "new": diff.new_count,
            "changed": diff.changed_count,
            "unchanged": diff.unchanged_count,
            "moved": diff.moved,
            "closed": diff.closed,
            "left_out_count": diff.left_out,
            "areas": len(diff.areas),
            "clusters": len(diff.clusters),
            "errors": [_as_json(error) for error in diff.errors],
        }

    def told(self, diff: PlacesDiff) -> Iterator[str]:
        for change in diff.changes:
            yield f"{change.subject}: {change.detail}: {change.before or '–'} → {change.after}"


def _as_json(error: RowError) -> dict[str, Any]:
    return {"row": error.row, "column": error.column, "message": error.message}
