"""The least an import can cost: read, validate in one pass, write with two statements.

No preview, no comparison, no receipt, no sentence about what is wrong, no way back: a program
that somebody wrote for one file. It does keep every constraint and index of the table, and with
`traced` every row of the file as it stood there, which ours does, too.
"""

import csv
import datetime
import io
import json
import re
from collections.abc import Iterator
from decimal import Decimal

from django.db import connection, transaction

from institutions.models import Identifier
from measurements.models import Import, ImportedRow, Measurement, Topic

DATE = re.compile(r"(\d\d)-(\d\d)-(\d{4})")
SCORE = re.compile(r"[1-5](,\d)?")

COLUMNS = "topic_id, institution_id, room, period, year, measured_on, value, raw, number"
TYPES = (
    "topic_id bigint, institution_id bigint, room varchar(100), period varchar(10),"
    " year smallint, measured_on date, value decimal, raw varchar(200), number integer"
)


class Faulty(ValueError):
    """A row that the floor's validation refuses."""


def read(content: bytes) -> list[list[str]]:
    """The records of the file, headings first: the least that reading it can be."""
    text = io.StringIO(content.decode("utf-8-sig"), newline="")
    return list(csv.reader(text, delimiter=";"))


def write_directly(content: bytes, *, traced: bool = False) -> None:
    """Read, validate and write the file. Raises `Faulty` and writes nothing when a row is wrong."""
    headers, *records = read(content)
    rows = list(_validated(records))
    with transaction.atomic(), connection.cursor() as cursor:
        batch = None
        if traced:
            batch = Import.objects.create(file_name="floor.csv", sha256="0", size=len(content))
            _keep_rows(cursor, batch, headers, records)
        cursor.execute(f"CREATE TEMPORARY TABLE floor ({TYPES})")
        _fill(cursor, "floor", COLUMNS, rows)
        _upsert(cursor, batch)
        cursor.execute("DROP TABLE floor")


def _validated(records: list[list[str]]) -> Iterator[tuple]:
    institutions = dict(
        Identifier.objects.filter(kind=Identifier.Kind.LOCAL).values_list("value", "institution")
    )
    topics = dict(Topic.objects.filter(version__code="kids-2020").values_list("name", "pk"))
    days: dict[str, datetime.date] = {}
    scores: dict[str, Decimal] = {}
    seen = set()
    for number, (institution, day_text, room, _edition, topic, score) in enumerate(records, 2):
        if institution not in institutions or topic not in topics:
            raise Faulty(number)
        day = days.get(day_text)
        if day is None:
            match = DATE.fullmatch(day_text)
            if match is None:
                raise Faulty(number)
            day = days[day_text] = datetime.date(int(match[3]), int(match[2]), int(match[1]))
        value = scores.get(score)
        if value is None:
            if SCORE.fullmatch(score) is None:
                raise Faulty(number)
            value = scores[score] = Decimal(score.replace(",", "."))
        key = (topics[topic], institutions[institution], room, day)
        if key in seen:
            raise Faulty(number)
        seen.add(key)
        yield (*key[:3], day.isoformat(), day.year, day.isoformat(), str(value), score, number)


def _fill(cursor, table: str, columns: str, rows) -> None:
    if connection.vendor == "postgresql":
        lines = ("\t".join(map(str, row)).replace("\\", "\\\\") + "\n" for row in rows)
        cursor.copy_expert(f"COPY {table} ({columns}) FROM STDIN", io.StringIO("".join(lines)))
    else:
        marks = ", ".join(["%s"] * (columns.count(",") + 1))
        cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", rows)  # noqa: S608


def _keep_rows(cursor, batch: Import, headers: list[str], records: list[list[str]]) -> None:
    """By way of a bare table on SQLite, where that is the fastest."""
    columns, table = "batch_id, number, cells", ImportedRow._meta.db_table
    rows = (
        (batch.pk, number, json.dumps(dict(zip(headers, record, strict=True))))
        for number, record in enumerate(records, start=2)
    )
    if connection.vendor == "postgresql":
        _fill(cursor, table, columns, rows)
        return
    cursor.execute("CREATE TEMPORARY TABLE kept (batch_id bigint, number integer, cells text)")
    _fill(cursor, "kept", columns, rows)
    cursor.execute(f"INSERT INTO {table} ({columns}) SELECT {columns} FROM kept")  # noqa: S608
    cursor.execute("DROP TABLE kept")


def _upsert(cursor, batch: Import | None) -> None:
    row, joined, parameters = "NULL", "", []
    if batch is not None:
        row = "r.id"
        joined = f"JOIN {ImportedRow._meta.db_table} r ON r.batch_id = %s AND r.number = f.number"
        parameters = [batch.pk]
    cursor.execute(
        f"""
        INSERT INTO {Measurement._meta.db_table} (
            topic_id, institution_id, "group", period, year, measured_on, value, is_suppressed,
            note, raw, row_id)
        SELECT f.topic_id, f.institution_id, f.room, f.period, f.year, f.measured_on, f.value,
            false, '', f.raw, {row}
        FROM floor f {joined}
        WHERE true
        ON CONFLICT (topic_id, institution_id, "group", period) DO UPDATE SET
            year = excluded.year, measured_on = excluded.measured_on, value = excluded.value,
            is_suppressed = excluded.is_suppressed, raw = excluded.raw, row_id = excluded.row_id
        """,  # noqa: S608 - table names are our own
        parameters,
    )
