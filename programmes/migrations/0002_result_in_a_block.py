import django.db.models.deletion
from django.db import migrations, models
from django.db.models import OuterRef, Subquery


def from_rows(apps, schema_editor):
    rows = apps.get_model("measurements", "ImportedRow").objects.order_by()
    there = rows.filter(pk=OuterRef("row_id"))
    apps.get_model("programmes", "Result").objects.exclude(row=None).update(
        batch=Subquery(there.values("batch")[:1]), row_number=Subquery(there.values("number")[:1])
    )


def to_rows(apps, schema_editor):
    rows = apps.get_model("measurements", "ImportedRow").objects.order_by()
    there = rows.filter(batch=OuterRef("batch_id"), number=OuterRef("row_number"))
    apps.get_model("programmes", "Result").objects.exclude(batch=None).update(
        row=Subquery(there.values("pk")[:1])
    )


class Migration(migrations.Migration):

    dependencies = [
        ('measurements', '0010_rows_into_blocks'),
        ('programmes', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='result',
            name='batch',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='programme_results', to='measurements.import', verbose_name='import'),
        ),
        migrations.AddField(
            model_name='result',
            name='row_number',
            field=models.PositiveIntegerField(blank=True, editable=False, null=True, verbose_name='row'),
        ),
        migrations.RunPython(from_rows, to_rows),
        migrations.RemoveField(model_name='result', name='row'),
    ]
