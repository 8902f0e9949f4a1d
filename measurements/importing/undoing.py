"""Taking an import back: what it created goes, what it changed returns to what it was."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.db import connection, models

from imports.kinds import UndoOutcome
from measurements.events import writing_many
from measurements.importing.answers import from_json, replace_answers
from measurements.importing.content import INSPECTION_FIELDS
from measurements.importing.local_goals import take_back as take_back_goals
from measurements.importing.locks import NoReason, kept_reason, locks_of_import
from measurements.importing.tables import delete, replace
from measurements.importing.touched import by_import
from measurements.importing.writing import VALUE_COLUMNS, NeedsReason
from measurements.models import Import, Inspection, Measurement, Revision

#: As the columns are called in a revision.
IN_JSON = {"step_id": "step"}


class Before(NamedTuple):
    """What a measurement or inspection was: its fields, and the import and the row it stood in."""

    before: Any
    before_batch_id: int | None
    before_row_number: int | None


def take_back(batch: Import, *, reason: str = "") -> UndoOutcome:
    """Undo what the import wrote. What a later import changed stays as that one left it.

    The later import then remembers what was before this one, so that the two can be taken back in
    any order. Raises `NeedsReason` when values of a locked round would change and no reason is
    given.
    """
    try:
        batch.undo_reason = kept_reason(reason, locks_of_import(batch))
    except NoReason as missing:
        raise NeedsReason(str(missing)) from missing
    change = by_import(batch)
    with writing_many() as publish:
        deleted, kept = take_back_goals(batch)
        goals = UndoOutcome(deleted, 0, kept)
        done = [_undo(batch, "measurement"), _undo(batch, "inspection"), goals]
        if change:
            publish(change)
    return UndoOutcome(
        sum(one.deleted for one in done),
        sum(one.restored for one in done),
        tuple(name for one in done for name in one.kept),
    )


def _undo(batch: Import, kind: str) -> UndoOutcome:
    model = {"measurement": Measurement, "inspection": Inspection}[kind]
    about = f"{kind}_id"
    # Whatever the import wrote, a later one found standing in one of its rows.
    later = Revision.objects.exclude(**{kind: None}).filter(
        before_batch=batch, batch__undone_at=None
    )
    relations = ["institution"] + (["topic"] if model is Measurement else [])
    kept = model._default_manager.filter(revisions__in=later).select_related(*relations)
    names = tuple(map(str, kept))
    revised = batch.revisions.exclude(**{kind: None}).order_by()
    ours = {pk: Before(*before) for pk, *before in revised.values_list(about, *Before._fields)}
    handed_on = list(later)
    for revision in handed_on:
        # What the import created has nothing before it; what it changed has what was before.
        before = ours.pop(getattr(revision, about), Before(None, None, None))
        revision.before = _with_answers(before, revision)
        revision.before_batch_id, revision.before_row_number = before[1:]
    Revision.objects.bulk_update(
        handed_on, ["before", "before_batch", "before_row_number"], batch_size=500
    )
    changed = {pk: before for pk, before in ours.items() if before.before}
    _restore(model, changed)
    if model is Measurement:
        _restore_answers(changed)
    # What stands in a row of the import still, it created.
    with connection.cursor() as cursor:
        deleted = delete(cursor, model._default_manager.filter(batch=batch))
    return UndoOutcome(deleted, len(changed), names)


def _restore(model: type[models.Model], befores: dict[int, Before]) -> None:
    columns = (
        VALUE_COLUMNS if model is Measurement else (*INSPECTION_FIELDS, "batch_id", "row_number")
    )

    def rows() -> Iterator[tuple[Any, ...]]:
        for pk, (fields, batch, row) in befores.items():
            values = {**fields, "batch_id": batch, "row_number": row}
            yield pk, *(values[IN_JSON.get(name, name)] for name in columns)

    if befores:
        with connection.cursor() as cursor:
            replace(cursor, model, columns, rows())


def _with_answers(before: Before, later: Revision) -> Any:
    """What was before, and the answers of then, also where only the later import changed those."""
    if before.before and later.before and "answers" in later.before:
        return {"answers": later.before["answers"]} | before.before
    return before.before


def _restore_answers(befores: dict[int, Before]) -> None:
    answers = {
        pk: from_json(fields["answers"])
        for pk, (fields, *_where) in befores.items()
        if "answers" in fields
    }
    if answers:
        with connection.cursor() as cursor:
            replace_answers(cursor, answers)
