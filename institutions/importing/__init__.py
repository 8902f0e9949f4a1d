"""Reading lists of institutions in: all of a file or nothing of it, and safe to repeat.

>>> outcome = read_in(sheet, dry_run=True)   # what it would do
>>> outcome = read_in(sheet)                 # and done, unless it has faults
"""

import datetime

from django.db import transaction
from django.utils import timezone

from accounts.events import Kind, record
from institutions.importing.entries import Fault, read_entries
from institutions.importing.layouts import NotRecognised, recognise
from institutions.importing.outcome import Change, Outcome
from institutions.importing.registering import Misplaced, Registering
from spreadsheets import Sheet

__all__ = ["Change", "Fault", "NotRecognised", "Outcome", "read_in"]


def read_in(
    sheet: Sheet, *, dry_run: bool = False, expected: str = "", today: datetime.date | None = None
) -> Outcome:
    """Read a list of institutions in, and say what came of it.

    A dry run and a file with faults leave everything as it was, and so does a file that would now
    do something else than the `expected` fingerprint said. Raises NotRecognised.
    """
    layout, columns = recognise(sheet.headers)
    found = read_entries(layout, sheet, columns)
    outcome = Outcome(layout, len(sheet.rows), found.left_out)
    with transaction.atomic():
        registering = Registering(found, outcome, today=today or timezone.localdate())
        for entry in found.entries:
            if any(fault.row == entry.row for fault in found.faults):
                continue
            try:
                with transaction.atomic():
                    registering.write(entry)
            except Misplaced as fault:
                found.fault(entry.row, fault.meaning, fault.message)
        outcome.faults = sorted(found.faults, key=lambda fault: (fault.row, fault.address))
        outcome.is_saved = not (
            dry_run or outcome.faults or (expected and expected != outcome.fingerprint)
        )
        if outcome.is_saved:
            record(Kind.IMPORTED, layout=layout.code, rows=len(sheet.rows))
        transaction.set_rollback(not outcome.is_saved)
    return outcome
