"""The receipt of a list of institutions: what it wrote, kept with the import."""

from files.spreadsheets import Sheet
from institutions.importing.outcome import Outcome
from institutions.importing.rows import Fields, Key, compare, hold_still, rows_now
from institutions.models import InstitutionImport


def rows_while_still() -> dict[Key, Fields]:
    """The rows before anything is written; nobody else writes until the transaction is over."""
    hold_still()
    return rows_now()


def keep_receipt(
    sheet: Sheet, outcome: Outcome, before: dict[Key, Fields], *, by=None
) -> InstitutionImport:
    """Keep who read what in, and every row that has become another since `before`."""
    return InstitutionImport.objects.create(
        file_name=sheet.name[:255],
        sha256=sheet.sha256,
        size=sheet.size,
        layout=outcome.layout.code,
        imported_by=by,
        row_count=outcome.rows,
        new_count=outcome.new,
        changed_count=outcome.changed,
        unchanged_count=outcome.unchanged,
        written=[written._asdict() for written in compare(before, rows_now())],
    )
