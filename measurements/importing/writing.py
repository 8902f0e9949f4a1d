"""Carrying out a plan: all of it or nothing, in one transaction, set by set and never row by row.

The plan tells new values from changed ones, and nobody else imports meanwhile: new ones go straight
into their table, changed ones by way of a temporary table. What an import created needs no record
of its own, since each value knows its import and row; what it changed is kept as it was before.
"""

import datetime
import json
from collections.abc import Sequence
from operator import attrgetter
from typing import Any

from django.db import connection
from django.db.backends.utils import CursorWrapper

from accounts.models import User
from imports.errors import ImportRefused
from imports.progress import ImportStage, with_progress
from measurements.events import writing_many
from measurements.importing.answers import write_answers
from measurements.importing.content import INSPECTION_FIELDS, Observation
from measurements.importing.diff import MeasurementsDiff
from measurements.importing.local_goals import write_local_goals
from measurements.importing.tables import fill, fill_columns, replace
from measurements.importing.touched import by_plan
from measurements.importing.values import AnsweredOnce
from measurements.models import Import, Inspection, Measurement, Revision

#: What a measurement is about.
KEY_COLUMNS = ("topic_id", "institution_id", "group", "period")
#: What is said of a measurement, and may change.
VALUE_COLUMNS = (
    "year",
    "measured_on",
    "value",
    "step_id",
    "respondents",
    "is_suppressed",
    "note",
    "raw",
    "batch_id",
    "row_number",
)


class NeedsReason(ImportRefused):
    """The plan changes a round that is locked, and nobody has said why."""


def write(plan: MeasurementsDiff, *, by: User | None = None, reason: str = "") -> Import:
    """Write what the plan says, within the transaction that is open."""
    with writing_many() as publish:
        batch = _write(plan, by, reason)
        if change := by_plan(plan):
            publish(change)
    return batch


def _write(plan: MeasurementsDiff, by: User | None, reason: str) -> Import:
    batch = _receipt(plan, by, reason)
    _keep_rows(plan, batch)
    with connection.cursor() as cursor:
        _write_new(cursor, plan, batch)
        _write_changed(cursor, plan, batch)
        _write_revisions(cursor, plan, batch)
        write_answers(cursor, batch, plan.answers)
    _write_inspections(plan, batch)
    write_local_goals(batch, plan.new_local_goals, by=by)
    return batch


def _receipt(plan: MeasurementsDiff, by: User | None, reason: str) -> Import:
    return Import.about(
        plan.sheet,
        plan,
        layout=plan.layout.code,
        by=by,
        headers=[heading for heading in plan.sheet.headers if heading],
        not_rated_count=plan.not_rated_count,
        suppressed_count=plan.suppressed_count,
        reason=reason,
    )


def _keep_rows(plan: MeasurementsDiff, batch: Import) -> None:
    """Every row of the file as it stood there, so that each value can be traced to its row."""
    batch.rows.keep(plan.sheet.texts_of(with_progress(ImportStage.WRITING, plan.sheet.rows)))


def _write_new(cursor: CursorWrapper, plan: MeasurementsDiff, batch: Import) -> None:
    """Straight into the table, which would refuse a value that came since they were compared."""
    fill_columns(cursor, Measurement, _columns(plan.new, batch))


def _write_changed(cursor: CursorWrapper, plan: MeasurementsDiff, batch: Import) -> None:
    if plan.changed:
        there = (stored.pk for stored, _changed in plan.changed)
        told = _columns([changed for _stored, changed in plan.changed], batch)
        values = zip(there, *(told[name] for name in VALUE_COLUMNS), strict=True)
        replace(cursor, Measurement, VALUE_COLUMNS, values)


def _columns(observations: Sequence[Observation], batch: Import) -> dict[str, Sequence[Any]]:
    """What they say, by column of KEY_COLUMNS and VALUE_COLUMNS, as both databases read it."""
    said = {
        name: [*map(attrgetter(name.removesuffix("_id")), observations)]
        for name in (*KEY_COLUMNS, *VALUE_COLUMNS)
        if name not in ("batch_id", "row_number")
    }
    days = AnsweredOnce(lambda day: day and day.isoformat())
    numbers = AnsweredOnce(lambda value: None if value is None else str(value))
    return said | {
        "measured_on": [days[day] for day in said["measured_on"]],
        "value": [numbers[value] for value in said["value"]],
        # A bool is a number to both databases, and the SQLite module is slow to see it.
        "is_suppressed": [*map(int, said["is_suppressed"])],
        "note": [note or "" for note in said["note"]],
        "batch_id": [batch.pk] * len(observations),
        "row_number": [one.row for one in observations],
    }


def _write_revisions(cursor: CursorWrapper, plan: MeasurementsDiff, batch: Import) -> None:
    """What each changed measurement was before."""
    fill(
        cursor,
        Revision,
        ("batch_id", "measurement_id", "before", "before_batch_id", "before_row_number"),
        (
            (batch.pk, stored.pk, json.dumps(plan.before(stored)), stored.batch, stored.row)
            for stored, _changed in plan.changed
        ),
    )


def _write_inspections(plan: MeasurementsDiff, batch: Import) -> None:
    seen_all = [*plan.new_inspections, *(seen for _old, seen in plan.changed_inspections)]
    if not seen_all:
        return
    created = []
    for seen in plan.new_inspections:
        told = {name: getattr(seen, name) for name in INSPECTION_FIELDS}
        created.append(
            Inspection(
                institution_id=seen.institution,
                year=seen.year,
                kind=seen.kind,
                batch=batch,
                row_number=seen.row,
                **{name: value for name, value in told.items() if value is not None},
            )
        )
    Inspection.objects.bulk_create(created, batch_size=1000)
    revisions, updated = [], []
    for inspection, seen in plan.changed_inspections:
        revisions.append(
            Revision(
                batch=batch,
                inspection=inspection,
                before=as_json(inspection),
                before_batch_id=inspection.batch_id,
                before_row_number=inspection.row_number,
            )
        )
        for name in INSPECTION_FIELDS:
            if getattr(seen, name) is not None:
                setattr(inspection, name, getattr(seen, name))
        inspection.batch, inspection.row_number = batch, seen.row
        updated.append(inspection)
    Inspection.objects.bulk_update(
        updated, [*INSPECTION_FIELDS, "batch", "row_number"], batch_size=200
    )
    Revision.objects.bulk_create(revisions, batch_size=1000)


def as_json(inspection: Inspection) -> dict[str, Any]:
    """What an import may change of an inspection, to be put back some day."""
    values = {name: getattr(inspection, name) for name in INSPECTION_FIELDS}
    for name, value in values.items():
        if isinstance(value, datetime.date):
            values[name] = value.isoformat()
    return values
