"""Reading lists of institutions in: all of a file or nothing of it, and safe to repeat.

>>> outcome = commit_list(sheet, dry_run=True)   # what it would do
>>> outcome = commit_list(sheet)                 # and done, unless it has errors
"""

import datetime

from accounts.models import User
from files.spreadsheets import Sheet
from imports import engine
from imports.kinds import UndoOutcome
from institutions.importing.diff import PlacesDiff
from institutions.importing.kind import InstitutionListFile
from institutions.importing.undoing import Undoing
from institutions.models import InstitutionImport

__all__ = ["InstitutionListFile", "PlacesDiff", "Undoing", "commit_list", "undo"]


def commit_list(
    sheet: Sheet,
    *,
    dry_run: bool = False,
    expected: str = "",
    today: datetime.date | None = None,
    by: User | None = None,
) -> PlacesDiff:
    """Read a list of institutions in, and say what came of it: see `imports.engine.commit`."""
    kind = InstitutionListFile(by=by, today=today)
    if dry_run:
        return engine.preview(kind, sheet)
    return engine.commit(kind, sheet, expected=expected).diff


def undo(imported: InstitutionImport) -> UndoOutcome:
    """Take the import back, all of it; what was corrected by hand since stays as it is."""
    return engine.undo(InstitutionListFile(), imported)
