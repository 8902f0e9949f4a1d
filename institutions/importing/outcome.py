"""What came, or would come, of reading a list of institutions in."""

import hashlib
from dataclasses import dataclass, field
from typing import NamedTuple

from imports.diff import RowError
from institutions.importing.entries import Entry
from institutions.importing.layouts import Layout
from institutions.models import InstitutionImport


class Change(NamedTuple):
    """One thing that becomes another: the name of a place, what of it, from what, to what."""

    row: int
    place: str
    what: str
    before: str
    after: str


@dataclass(slots=True)
class Outcome:
    """What a file does to the places, row by row. With faults nothing has been written.

    new, changed, unchanged count institutions; moved and closed are among the changed. left_out
    counts rows that tell of something else; not_read: which columns are not read. areas and
    clusters are names of new ones. receipt: what is kept of it, once it has been saved.
    """

    layout: Layout
    rows: int
    left_out: int = 0
    not_read: str = ""
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    moved: int = 0
    closed: int = 0
    areas: list[str] = field(default_factory=list)
    clusters: list[str] = field(default_factory=list)
    arrivals: list[str] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    errors: list[RowError] = field(default_factory=list)
    receipt: InstitutionImport | None = None

    def note(self, entry: Entry, what: str, before: str, after: str) -> None:
        """Something of the entry's institution becomes another."""
        self.changes.append(Change(entry.row, entry.name, what, before, after))

    @property
    def is_saved(self) -> bool:
        return self.receipt is not None

    @property
    def has_work(self) -> bool:
        return bool(self.new or self.changed or self.areas or self.clusters)

    @property
    def fingerprint(self) -> str:
        """Differs when the file would do something else: the places have changed since."""
        facts = (self.areas, self.clusters, self.arrivals, self.changes, self.errors)
        return hashlib.sha256(repr(facts).encode()).hexdigest()
