"""Reading measurements in and taking them back, from a sheet or a plan of it."""

from accounts.models import User
from files.spreadsheets import Sheet
from imports import engine
from imports.errors import HasErrors
from imports.kinds import ImportChoices, UndoOutcome
from measurements.importing.diff import MeasurementsDiff
from measurements.importing.kind import NAMES, REMEMBER, WARNINGS, MeasurementFile
from measurements.models import Import


def commit_sheet(
    sheet: Sheet,
    *,
    layout: str = "auto",
    expected: str = "",
    accept_warnings: bool = True,
    accept_names: bool = False,
    remember_names: bool = False,
    by: User | None = None,
    reason: str = "",
) -> tuple[MeasurementsDiff, Import | None]:
    """Read a sheet in. Without a receipt nothing was written: see `imports.engine.commit`."""
    ticked = {WARNINGS: accept_warnings, NAMES: accept_names, REMEMBER: remember_names}
    accepted = frozenset(name for name, is_ticked in ticked.items() if is_ticked)
    kind = MeasurementFile(by=by, choices=ImportChoices(layout, accepted, reason))
    committed = engine.commit(kind, sheet, expected=expected)
    return committed.diff, committed.receipt


def commit_diff(
    plan: MeasurementsDiff, *, by: User | None = None, reason: str = ""
) -> Import | None:
    """Write what the plan says, and return the receipt; None when there was nothing to write.

    Raises `HasErrors`, `DataChanged` when doing it now would not do what the plan says, or
    `NeedsReason`.
    """
    again, batch = commit_sheet(
        plan.sheet,
        layout=plan.layout.code,
        expected=plan.fingerprint,
        accept_names=True,
        by=by,
        reason=reason,
    )
    if again.errors:
        raise HasErrors
    return batch


def undo(batch: Import, *, reason: str = "") -> UndoOutcome:
    """Take an import back. reason: why values of a locked round change."""
    return engine.undo(MeasurementFile(choices=ImportChoices(reason=reason)), batch)
