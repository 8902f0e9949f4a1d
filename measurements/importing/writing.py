"""Carrying out a plan: all of it or nothing, in one transaction, set by set and never row by row.

Rows go into a temporary table the fastest way each database has (COPY on PostgreSQL) and from there
into their places with one statement each.
"""

import datetime
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext as _

from measurements.importing.content import INSPECTION_FIELDS
from measurements.importing.plan import Plan, prepare
from measurements.models import Import, ImportedRow, Inspection, Measurement, Revision
from spreadsheets import Sheet
from spreadsheets.danish_values import shown

#: The number of the lock that keeps imports in PostgreSQL one after the other.
LOCK = 7_110_411

INCOMING = (
    ("topic_id", "bigint"),
    ("institution_id", "bigint"),
    ("room", "varchar(100)"),
    ("period", "varchar(10)"),
    ("year", "smallint"),
    ("measured_on", "date"),
    ("value", "decimal"),
    ("step_id", "bigint"),
    ("respondents", "integer"),
    ("is_suppressed", "bool"),
    ("note", "text"),
    ("raw", "varchar(200)"),
    ("number", "integer"),
    ("before", "text"),
)


class Refused(Exception):
    """A plan that may not be carried out. Its text is one sentence for the user."""


class HasFaults(Refused):
    """The file has faults, and is read in whole or not at all."""


class DataChanged(Refused):
    """Somebody changed the data after the plan was made, so it would do something else."""


def carry_out(plan: Plan, *, by=None) -> Import | None:
    """Write what the plan says, and return the receipt; None when there was nothing to write.

    Raises `HasFaults`, or `DataChanged` when doing it now would not do what the plan says.
    """
    again, batch = read_in(plan.sheet, layout=plan.layout.code, expected=plan.fingerprint, by=by)
    if again.faults:
        raise HasFaults(_("The file has errors. Nothing was saved."))
    return batch


@transaction.atomic
def read_in(
    sheet: Sheet, *, layout: str = "auto", expected: str = "", by=None
) -> tuple[Plan, Import | None]:
    """Prepare a plan and carry it out at once, in one transaction that others wait for.

    Without a receipt nothing was written: the plan has faults, or nothing to do. expected: the
    fingerprint of the plan that somebody agreed to; with another, `DataChanged` is raised.
    """
    wait_for_other_imports()
    plan = prepare(sheet, layout=layout)
    if expected and plan.fingerprint != expected:
        raise DataChanged(
            _("The data were changed after you saw the preview. Look at the file once more.")
        )
    if plan.faults or not plan.has_work:
        return plan, None
    return plan, write(plan, by=by)


def write(plan: Plan, *, by=None) -> Import:
    """Write what the plan says, within the transaction that is open."""
    batch = _receipt(plan, by)
    _write_rows(plan, batch)
    with connection.cursor() as cursor:
        _fill_incoming(cursor, plan)
        _write_measurements(cursor, batch)
        _write_revisions(cursor, batch)
        cursor.execute("DROP TABLE incoming")
    _write_inspections(plan, batch)
    return batch


def wait_for_other_imports() -> None:
    """Let imports happen one after the other, as SQLite's IMMEDIATE transactions do anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def _receipt(plan: Plan, by) -> Import:
    return Import.objects.create(
        file_name=plan.sheet.name[:255],
        sha256=plan.sheet.sha256,
        size=plan.sheet.size,
        layout=plan.layout.code,
        imported_by=by,
        headers=[heading for heading in plan.sheet.headers if heading],
        row_count=len(plan.sheet.rows),
        new_count=plan.new_count,
        changed_count=plan.changed_count,
        unchanged_count=plan.unchanged_count,
        not_rated_count=plan.not_rated_count,
        suppressed_count=plan.suppressed_count,
    )


def _write_rows(plan: Plan, batch: Import) -> None:
    """Every row of the file as it stood there, so that each value can be traced to its row."""
    headers = plan.sheet.headers
    named = [index for index, heading in enumerate(headers) if heading]
    rows = (
        (
            batch.pk,
            row.number,
            json.dumps({headers[index]: shown(row.cells[index]) for index in named}),
        )
        for row in plan.sheet.rows
    )
    with connection.cursor() as cursor:
        fill(cursor, ImportedRow._meta.db_table, ("batch_id", "number", "cells"), rows)


def _fill_incoming(cursor, plan: Plan) -> None:
    columns = ", ".join(f"{name} {kind}" for name, kind in INCOMING)
    cursor.execute(f"CREATE TEMPORARY TABLE incoming ({columns})")
    fill(cursor, "incoming", [name for name, _kind in INCOMING], _incoming(plan))
    if connection.vendor == "postgresql":
        cursor.execute("ANALYZE incoming")


def _incoming(plan: Plan) -> Iterator[Sequence[Any]]:
    for observation in plan.new:
        yield (*observation[:13], None)
    for stored, observation in plan.changed:
        yield (*observation[:13], json.dumps(stored.as_json))


def _write_measurements(cursor, batch: Import) -> None:
    """One upsert: the key decides whether a value is new or replaces another."""
    cursor.execute(
        f"""
        INSERT INTO {Measurement._meta.db_table} (
            topic_id, institution_id, "group", period, year, measured_on, value, step_id,
            respondents, is_suppressed, note, raw, row_id)
        SELECT i.topic_id, i.institution_id, i.room, i.period, i.year, i.measured_on, i.value,
            i.step_id, i.respondents, i.is_suppressed, i.note, i.raw, r.id
        FROM incoming i
        JOIN {ImportedRow._meta.db_table} r ON r.batch_id = %s AND r.number = i.number
        WHERE true
        ON CONFLICT (topic_id, institution_id, "group", period) DO UPDATE SET
            year = excluded.year, measured_on = excluded.measured_on, value = excluded.value,
            step_id = excluded.step_id, respondents = excluded.respondents,
            is_suppressed = excluded.is_suppressed, note = excluded.note, raw = excluded.raw,
            row_id = excluded.row_id
        """,  # noqa: S608 - table names are our own
        [batch.pk],
    )


def _write_revisions(cursor, batch: Import) -> None:
    """What each measurement was before; nothing for those that are new."""
    before = "CAST(i.before AS jsonb)" if connection.vendor == "postgresql" else "i.before"
    cursor.execute(
        f"""
        INSERT INTO {Revision._meta.db_table} (batch_id, measurement_id, before)
        SELECT %s, m.id, {before}
        FROM incoming i
        JOIN {Measurement._meta.db_table} m ON m.topic_id = i.topic_id
            AND m.institution_id = i.institution_id AND m."group" = i.room
            AND m.period = i.period
        """,  # noqa: S608 - table names are our own
        [batch.pk],
    )


def _write_inspections(plan: Plan, batch: Import) -> None:
    seen_all = [*plan.new_inspections, *(seen for _old, seen in plan.changed_inspections)]
    if not seen_all:
        return
    rows = dict(batch.rows.values_list("number", "pk"))
    created = []
    for seen in plan.new_inspections:
        told = {name: getattr(seen, name) for name in INSPECTION_FIELDS}
        created.append(
            Inspection(
                institution_id=seen.institution,
                year=seen.year,
                kind=seen.kind,
                row_id=rows[seen.row],
                **{name: value for name, value in told.items() if value is not None},
            )
        )
    created = Inspection.objects.bulk_create(created, batch_size=1000)
    revisions = [Revision(batch=batch, inspection=one) for one in created]
    updated = []
    for inspection, seen in plan.changed_inspections:
        revisions.append(Revision(batch=batch, inspection=inspection, before=as_json(inspection)))
        for name in INSPECTION_FIELDS:
            if getattr(seen, name) is not None:
                setattr(inspection, name, getattr(seen, name))
        inspection.row_id = rows[seen.row]
        updated.append(inspection)
    Inspection.objects.bulk_update(updated, [*INSPECTION_FIELDS, "row"], batch_size=200)
    Revision.objects.bulk_create(revisions, batch_size=1000)


def as_json(inspection: Inspection) -> dict:
    """What an import may change of an inspection, to be put back some day."""
    values = {name: getattr(inspection, name) for name in INSPECTION_FIELDS}
    for name, value in values.items():
        if isinstance(value, datetime.date):
            values[name] = value.isoformat()
    return values | {"row": inspection.row_id}


# --- Getting many rows into a table ---------------------------------------------------------------


def fill(cursor, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Put rows into a table: COPY on PostgreSQL, one prepared statement elsewhere."""
    names = ", ".join(f'"{name}"' for name in columns)
    if connection.vendor == "postgresql":
        cursor.copy_expert(f'COPY "{table}" ({names}) FROM STDIN', _Stream(rows))
        return
    marks = ", ".join(["%s"] * len(columns))
    statement = f'INSERT INTO "{table}" ({names}) VALUES ({marks})'  # noqa: S608 - our own names
    cursor.executemany(statement, map(_plain, rows))


ESCAPED = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


class _Stream(io.TextIOBase):
    """Rows as the text PostgreSQL's COPY reads, made as it reads."""

    def __init__(self, rows: Iterable[Sequence[Any]]) -> None:
        self.lines = map(_line, rows)
        self.rest = ""

    def readable(self) -> bool:
        return True

    def read(self, size: int | None = -1) -> str:
        parts, length = [self.rest], len(self.rest)
        while size is None or size < 0 or length < size:
            line = next(self.lines, None)
            if line is None:
                break
            parts.append(line)
            length += len(line)
        text = "".join(parts)
        if size is None or size < 0:
            self.rest = ""
            return text
        self.rest = text[size:]
        return text[:size]


def _line(row: Sequence[Any]) -> str:
    return "\t".join(["\\N" if value is None else _escaped(value) for value in row]) + "\n"


def _escaped(value: Any) -> str:
    return value.translate(ESCAPED) if isinstance(value, str) else str(value)


def _plain(row: Sequence[Any]) -> list[Any]:
    """Values as SQLite keeps them: decimals as their text, dates as ISO text."""
    return [str(value) if isinstance(value, Decimal | datetime.date) else value for value in row]
