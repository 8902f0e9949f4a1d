"""The least an import can cost: read, validate in one pass, write with two statements.

No preview, no comparison, no receipt, no sentence about what is wrong, no way back: a program
that somebody wrote for one file. It does keep every constraint and index of the table.
"""

import csv
import datetime
import io
import re
from collections.abc import Iterator
from decimal import Decimal

from django.db import connection, transaction

from institutions.models import Identifier
from measurements.models import Measurement, Topic

DATE = re.compile(r"(\d\d)-(\d\d)-(\d{4})")
SCORE = re.compile(r"[1-5](,\d)?")

COLUMNS = "topic_id, institution_id, room, period, year, measured_on, value, raw"
TYPES = (
    "topic_id bigint, institution_id bigint, room varchar(100), period varchar(10),"
    " year smallint, measured_on date, value decimal, raw varchar(200)"
)


class Faulty(ValueError):
    """A row that the floor's validation refuses."""


def read(content: bytes) -> list[list[str]]:
    """The records of the file, headings first: the least that reading it can be."""
    text = io.StringIO(content.decode("utf-8-sig"), newline="")
    return list(csv.reader(text, delimiter=";"))


def write_directly(content: bytes) -> None:
    """Read, validate and write the file. Raises `Faulty` and writes nothing when a row is wrong."""
    _headers, *records = read(content)
    rows = list(_validated(records))
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMPORARY TABLE floor ({TYPES})")
        _fill(cursor, "floor", COLUMNS, rows)
        _upsert(cursor)
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
        yield (*key[:3], day.isoformat(), day.year, day.isoformat(), str(value), score)


def _fill(cursor, table: str, columns: str, rows) -> None:
    if connection.vendor == "postgresql":
        lines = ("\t".join(map(str, row)).replace("\\", "\\\\") + "\n" for row in rows)
        cursor.copy_expert(f"COPY {table} ({columns}) FROM STDIN", io.StringIO("".join(lines)))
    else:
        marks = ", ".join(["%s"] * (columns.count(",") + 1))
        cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", rows)  # noqa: S608


def _upsert(cursor) -> None:
    cursor.execute(
        f"""
        INSERT INTO {Measurement._meta.db_table} (
            topic_id, institution_id, "group", period, year, measured_on, value, is_suppressed,
            note, raw)
        SELECT topic_id, institution_id, room, period, year, measured_on, value, false, '', raw
        FROM floor
        WHERE true
        ON CONFLICT (topic_id, institution_id, "group", period) DO UPDATE SET
            year = excluded.year, measured_on = excluded.measured_on, value = excluded.value,
            is_suppressed = excluded.is_suppressed, raw = excluded.raw
        """  # noqa: S608 - table names are our own
    )
