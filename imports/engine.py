"""From a file to the data and back: compared, written whole or not at all, taken back."""

from collections.abc import Callable
from typing import Any, Generic, NamedTuple

from django.db import transaction
from django.utils import timezone

from accounts.events import Kind, record
from config.memory import nothing_to_collect
from config.storage import rows_with_files
from imports.answered import answers_given
from imports.errors import DataChanged, UndoneAlready
from imports.kinds import Diff, FileKind, Source, UndoOutcome
from imports.models import FileImport
from imports.turns import in_turn


class Committed(NamedTuple, Generic[Diff]):
    """What came of reading a file in. receipt: None where nothing was written.

    unanswered: what somebody has to say first, in sentences.
    """

    diff: Diff
    receipt: Any = None
    unanswered: str = ""


def preview(kind: FileKind[Source, Diff], source: Source) -> Diff:
    """What reading a file in would do. Nothing is left of finding out."""
    if not kind.compares_by_writing:
        return kind.compare(source)
    with in_turn(), transaction.atomic():
        diff = kind.compare(source)
        transaction.set_rollback(True)
    return diff


@nothing_to_collect()
def commit(
    kind: FileKind[Source, Diff],
    source: Source,
    *,
    expected: str = "",
    waits: Callable[[Diff], str] = lambda _diff: "",
) -> Committed[Diff]:
    """Read a file in: all of it, or nothing where it has errors or somebody has not answered.

    It is compared once more, in the transaction it is written in and that others wait for.
    expected: the fingerprint of what somebody agreed to; `DataChanged` is raised for another.
    waits: what else has to be said first, in a sentence, beside what its kind asks for.
    """
    with in_turn(), rows_with_files():
        kind.take_turn()
        diff = kind.compare(source)
        if expected and diff.fingerprint != expected:
            raise DataChanged
        unanswered = (waits(diff) or kind.unanswered(diff)) if diff.is_writable else ""
        receipt = kind.write(diff) if diff.is_writable and not unanswered else None
        if isinstance(receipt, FileImport) and kind.choices.answers:
            receipt.answered = [*answers_given(kind, source, diff)]
            receipt.save(update_fields=["answered"])
        transaction.set_rollback(receipt is None)
    return Committed(diff, receipt, unanswered)


def undo(kind: FileKind[Any, Any], receipt: Any) -> UndoOutcome:
    """Take an import back, all of it; what others have changed since stays.

    Raises `UndoneAlready`, and whatever `ImportRefused` the kind has for what cannot be undone.
    """
    with in_turn(), transaction.atomic():
        kind.take_turn()
        held = type(receipt)._default_manager.select_for_update().get(pk=receipt.pk)
        if held.undone_at:
            raise UndoneAlready
        outcome = kind.take_back(held)
        held.undone_at = timezone.now()
        held.save()
        record(Kind.IMPORT_UNDONE, about=held)
    return outcome
