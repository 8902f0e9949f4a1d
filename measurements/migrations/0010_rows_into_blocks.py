"""The rows of imported files, from a row each into packed blocks: decision 0013."""

import json
import zlib
from itertools import islice

from django.db import migrations
from django.db.models import OuterRef, Subquery

TOGETHER = 1000
#: Model → the columns that say where it stands: as a key to a row; the import; the row's number.
REFERRING = {
    "Measurement": ("row", "batch", "row_number"),
    "Inspection": ("row", "batch", "row_number"),
    "Revision": ("before_row", "before_batch", "before_row_number"),
}


def into_blocks(apps, schema_editor):
    ImportedRow = apps.get_model("measurements", "ImportedRow")
    RowBlock = apps.get_model("measurements", "RowBlock")
    for batch in apps.get_model("measurements", "Import").objects.all().iterator():
        rows = ImportedRow.objects.filter(batch=batch).order_by("number")
        headers = _headers(batch, rows)
        if headers != batch.headers:
            batch.headers = headers
            batch.save(update_fields=["headers"])
        told = (
            (row.number, *(row.cells.get(heading, "") for heading in headers))
            for row in rows.iterator()
        )
        for block in iter(lambda: list(islice(told, TOGETHER)), []):
            columns = list(zip(*block, strict=True))
            packed = zlib.compress(json.dumps(columns, ensure_ascii=False).encode(), 1)
            RowBlock.objects.create(
                batch=batch, first=block[0][0], count=len(block), packed=packed
            )
    standing = ImportedRow.objects.order_by()
    for name, (key, batch, number) in REFERRING.items():
        there = standing.filter(pk=OuterRef(f"{key}_id"))
        referring = apps.get_model("measurements", name).objects.filter(**{f"{key}__isnull": False})
        referring.update(
            **{
                batch: Subquery(there.values("batch")[:1]),
                number: Subquery(there.values("number")[:1]),
            }
        )


def _headers(batch, rows):
    """The headings of the import, and those that only its rows know."""
    headers = dict.fromkeys(heading for heading in batch.headers if heading)
    for row in rows.iterator():
        headers.update(dict.fromkeys(row.cells))
    return list(headers)


class Migration(migrations.Migration):
    dependencies = [
        ("measurements", "0009_row_blocks"),
    ]

    operations = [
        migrations.RunPython(into_blocks, migrations.RunPython.noop),
    ]
