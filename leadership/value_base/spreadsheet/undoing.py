"""Taking a spreadsheet of the value base back: what is in force stays as it is, whatever was read.

A version that came with the file goes, as long as it is as the file left it. In one that was being
prepared already, each commitment returns to what it was, unless somebody has worded it anew since.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from imports.errors import ImportRefused
from imports.kinds import UndoOutcome
from leadership.models import CommitmentCell, ValueBase, ValueBaseImport
from leadership.value_base.contents import Contents
from leadership.value_base.spreadsheet.columns import BEING_WRITTEN
from leadership.value_base.spreadsheet.out import rows_of
from leadership.value_base.spreadsheet.reading import CommitmentChange
from leadership.value_base.spreadsheet.writing import cells_of, fill_cell


def fingerprint_of(base: ValueBase) -> str:
    """Of all that stands in a version."""
    contents = Contents.of(base)
    chapters = [(row.name, row.text, row.references) for row in contents.chapters]
    return hashlib.sha256(json.dumps([*chapters, *rows_of(contents)]).encode()).hexdigest()


def changes_of(receipt: ValueBaseImport) -> list[CommitmentChange]:
    """Every commitment that the file changed."""
    return [
        CommitmentChange(where, number, before, after, row, (place[0], place[1], place[2]))
        for where, number, before, after, row, place in receipt.written
    ]


def obstacles(receipt: ValueBaseImport) -> Sequence[str]:
    """Why it cannot be taken back, in sentences."""
    base = receipt.base
    if base is None:
        return [_("The version of the value base has been deleted.")]
    if base.is_kept:
        return [_("“%(version)s” is in force or in use, and stays as it is.") % {"version": base}]
    if receipt.made and fingerprint_of(base) != receipt.fingerprint:
        sentence = _("“%(version)s” has been worked on since. Delete it if nobody needs it.")
        return [sentence % {"version": base}]
    return []


def take_back(receipt: ValueBaseImport) -> UndoOutcome:
    """Undo what the receipt tells of. Raises `ImportRefused` where something is in the way."""
    if sentences := obstacles(receipt):
        raise ImportRefused(" ".join(sentences))
    base = receipt.base
    if base is None:
        raise ImportRefused(_("The version of the value base has been deleted."))
    changes = changes_of(receipt)
    if receipt.made:
        base.delete()
        receipt.base = None
        return UndoOutcome(deleted=len(changes))
    return _restored(base, changes)


def _restored(base: ValueBase, changes: Iterable[CommitmentChange]) -> UndoOutcome:
    cells = cells_of(base)
    kept = []
    deleted = restored = 0
    for change in changes:
        cell = cells.get(change.place)
        if cell is None or _stands(cell, change.number) != change.after:
            kept.append(f"{change.where}: {change.after or change.before}")
            continue
        _put_back(cell, change)
        if change.before:
            restored += 1
        else:
            deleted += 1
    return UndoOutcome(deleted, restored, tuple(kept))


def _stands(cell: CommitmentCell, number: int | None) -> str:
    if number is None:
        return BEING_WRITTEN if cell.is_being_written else ""
    return next((row.text for row in cell.commitments.all() if row.number == number), "")


def _put_back(cell: CommitmentCell, change: CommitmentChange) -> None:
    held = {row.number: row.text for row in cell.commitments.all()}
    is_being_written = cell.is_being_written
    if change.number is None:
        is_being_written = bool(change.before)
    elif change.before:
        held[change.number] = change.before
    else:
        held.pop(change.number, None)
    fill_cell(cell, held, is_being_written=is_being_written)
