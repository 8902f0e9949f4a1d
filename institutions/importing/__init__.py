"""Reading lists of institutions in: all of a file or nothing of it, and safe to repeat.

>>> outcome = read_in(sheet, dry_run=True)   # what it would do
>>> outcome = read_in(sheet)                 # and done, unless it has faults
"""

import datetime

from django.db import transaction
from django.utils import timezone

from files.spreadsheets import Sheet
from files.spreadsheets.columns import not_read
from imports.turns import in_turn
from institutions.importing.entries import Entries, read_entries
from institutions.importing.keeping import keep_receipt, rows_while_still
from institutions.importing.layouts import recognise
from institutions.importing.outcome import Change, Outcome
from institutions.importing.refusing import Lacking, Misplaced
from institutions.importing.registering import Registering
from institutions.importing.undoing import Undoing, undo

__all__ = [
    "Change",
    "Outcome",
    "Undoing",
    "read_in",
    "undo",
]


def read_in(
    sheet: Sheet,
    *,
    dry_run: bool = False,
    expected: str = "",
    today: datetime.date | None = None,
    by=None,
) -> Outcome:
    """Read a list of institutions in, and say what came of it. by: the person who does.

    A dry run and a file with faults leave everything as it was, and so does a file that would now
    do something else than the `expected` fingerprint said. Raises NotRecognised, and Busy.
    """
    layout, columns = recognise(sheet)
    found = read_entries(layout, sheet, columns)
    outcome = Outcome(layout, len(sheet.rows), found.left_out)
    outcome.not_read = not_read(sheet, set(columns.values()))
    with in_turn(), transaction.atomic():
        before = {} if dry_run else rows_while_still()
        _register(found, outcome, today or timezone.localdate())
        is_shown = expected in ("", outcome.fingerprint)
        if not (dry_run or outcome.errors) and is_shown:
            outcome.receipt = keep_receipt(sheet, outcome, before, by=by)
        transaction.set_rollback(not outcome.is_saved)
    return outcome


def _register(found: Entries, outcome: Outcome, today: datetime.date) -> None:
    """Write entry by entry; a faulty one leaves nothing behind."""
    registering = Registering(found, outcome, today=today)
    lacking: set[str] = set()
    for entry in found.entries:
        if any(fault.row == entry.row for fault in found.errors):
            continue
        try:
            with transaction.atomic():
                registering.write(entry)
        except Lacking as fault:
            if fault.message not in lacking:
                found.error(entry.row, fault.meaning, fault.message)
            lacking.add(fault.message)
        except Misplaced as fault:
            found.error(entry.row, fault.meaning, fault.message)
    outcome.errors = sorted(found.errors, key=lambda fault: (fault.row, fault.address))
