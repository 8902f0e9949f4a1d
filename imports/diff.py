"""What reading a file in would do: shown to somebody, and agreed to, before it is done."""

from collections.abc import Sequence
from typing import NamedTuple

from imports.arranging.questions import Choice


class RowError(NamedTuple):
    """One cell to be mended: where it stands, and a message that says what to do.

    The message and `found`, what stands there, never repeat a text that looks like a civil
    registration number. unit: whom the row is about. kind: of error, so that those of a kind can
    be looked at together. A warning is told in the same way, and keeps nothing from being read in.
    offered: what may be meant, best first; proposed: the one of them that agrees with the row.
    """

    row: int
    column: str
    address: str
    message: str
    unit: str = ""
    found: str = ""
    kind: str = "value"
    offered: tuple[Choice, ...] = ()
    proposed: str = ""


class Notice(NamedTuple):
    """Something to know, that keeps nothing from being read in."""

    message: str
    address: str = ""


class ImportDiff:
    """A file understood and compared with the data. Nothing is written by making one.

    errors: what is to be mended first; with errors nothing of the file is read in. warnings: what
    somebody has to look at first. not_read: the sentence about what nothing is read of.
    fingerprint: as long as it is the same, reading the file in does what the diff says.
    """

    __slots__ = ()

    @property
    def errors(self) -> Sequence[RowError]:
        return ()

    @property
    def warnings(self) -> Sequence[RowError]:
        return ()

    @property
    def not_read(self) -> str:
        return ""

    @property
    def new_count(self) -> int:
        raise NotImplementedError

    @property
    def changed_count(self) -> int:
        raise NotImplementedError

    @property
    def unchanged_count(self) -> int:
        raise NotImplementedError

    @property
    def fingerprint(self) -> str:
        raise NotImplementedError

    @property
    def is_clean(self) -> bool:
        return not self.errors

    @property
    def has_work(self) -> bool:
        """Whether reading the file in would change anything."""
        return bool(self.new_count or self.changed_count)

    @property
    def is_writable(self) -> bool:
        """Whether there is something to read in, and nothing that keeps it from being so."""
        return self.is_clean and self.has_work

    @property
    def has_cpr(self) -> bool:
        """Whether a cell seems to hold a CPR number: such a file is not kept for a moment."""
        return any(error.kind == CPR for error in self.errors)


#: The kind of error that a cell with a civil registration number is.
CPR = "cpr"


def in_order(errors: Sequence[RowError]) -> list[RowError]:
    """As a reader goes through the file: row by row, A before B before AA."""
    return sorted(errors, key=lambda one: (one.row, len(one.address), one.address))
