"""What reading a list of institutions in does to the places."""

import hashlib
from dataclasses import dataclass, field

from files.spreadsheets import Sheet
from imports.diff import ImportDiff, RowError
from imports.previews import DiffRow
from institutions.importing.entries import Entry
from institutions.importing.layouts import InstitutionLayout
from institutions.models import InstitutionImport


@dataclass(slots=True)
class PlacesDiff(ImportDiff):
    """What a file does to the places, row by row.

    new, changed, unchanged count institutions; moved and closed are among the changed. left_out
    counts rows that tell of something else. areas and clusters are names of new ones; numbered of
    clusters that get their number. receipt: what is kept of it, once it has been saved.
    """

    layout: InstitutionLayout
    sheet: Sheet
    left_out: int = 0
    not_read: str = ""
    new_count: int = 0
    changed_count: int = 0
    unchanged_count: int = 0
    moved: int = 0
    closed: int = 0
    areas: list[str] = field(default_factory=list)
    clusters: list[str] = field(default_factory=list)
    numbered: list[str] = field(default_factory=list)
    arrivals: list[str] = field(default_factory=list)
    changes: list[DiffRow] = field(default_factory=list)
    errors: list[RowError] = field(default_factory=list)
    receipt: InstitutionImport | None = None

    def note(self, entry: Entry, what: str, before: str, after: str) -> None:
        """Something of the entry's institution becomes another."""
        self.changes.append(DiffRow(entry.name, what, before, after, entry.row))

    @property
    def rows(self) -> int:
        return len(self.sheet.rows)

    @property
    def is_saved(self) -> bool:
        return self.receipt is not None

    @property
    def has_work(self) -> bool:
        made = self.areas or self.clusters or self.numbered
        return bool(self.new_count or self.changed_count or made)

    @property
    def fingerprint(self) -> str:
        """Differs when the file would do something else: the places have changed since."""
        made = (self.areas, self.clusters, self.numbered, self.arrivals)
        return hashlib.sha256(repr((made, self.changes, self.errors)).encode()).hexdigest()
