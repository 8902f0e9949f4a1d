"""What rows each were is gone; backwards, the rows are made again from their blocks."""

import json
import zlib

from django.db import migrations
from django.db.models import OuterRef, Subquery

#: Model → the columns that say where it stands: as a key to a row; the import; the row's number.
REFERRING = {
    "Measurement": ("row", "batch", "row_number"),
    "Inspection": ("row", "batch", "row_number"),
    "Revision": ("before_row", "before_batch", "before_row_number"),
}


def into_rows(apps, schema_editor):
    ImportedRow = apps.get_model("measurements", "ImportedRow")
    RowBlock = apps.get_model("measurements", "RowBlock")
    for block in RowBlock.objects.select_related("batch").iterator(chunk_size=10):
        ImportedRow.objects.bulk_create(
            ImportedRow(
                batch=block.batch,
                number=number,
                cells=dict(zip(block.batch.headers, texts, strict=True)),
            )
            for number, *texts in zip(*json.loads(zlib.decompress(block.packed)), strict=True)
        )
    standing = ImportedRow.objects.order_by()
    for name, (key, batch, number) in REFERRING.items():
        there = standing.filter(batch=OuterRef(f"{batch}_id"), number=OuterRef(number))
        referring = apps.get_model("measurements", name).objects.exclude(**{batch: None})
        referring.update(**{key: Subquery(there.values("pk")[:1])})


class Migration(migrations.Migration):
    dependencies = [
        ("measurements", "0010_rows_into_blocks"),
        ("programmes", "0002_result_in_a_block"),
    ]

    operations = [
        migrations.RunPython(migrations.RunPython.noop, into_rows),
        migrations.RemoveField(model_name="measurement", name="row"),
        migrations.RemoveField(model_name="inspection", name="row"),
        migrations.RemoveField(model_name="revision", name="before_row"),
        migrations.DeleteModel(name="ImportedRow"),
    ]
