import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('institutions', '0004_board_publishes'),
        ('measurements', '0008_highest_is_usual'),
    ]

    operations = [
        migrations.CreateModel(
            name='RowBlock',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('first', models.PositiveIntegerField(verbose_name='first row')),
                ('count', models.PositiveIntegerField(verbose_name='rows')),
                ('packed', models.BinaryField(verbose_name='cells')),
                ('batch', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='blocks', to='measurements.import', verbose_name='import')),
            ],
            options={
                'verbose_name': 'block of rows',
                'verbose_name_plural': 'blocks of rows',
                'ordering': ['batch', 'first'],
                'constraints': [models.UniqueConstraint(fields=('batch', 'first'), name='row_block_once')],
            },
        ),
        migrations.AddField(
            model_name='inspection',
            name='batch',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='inspections', to='measurements.import', verbose_name='import'),
        ),
        migrations.AddField(
            model_name='inspection',
            name='row_number',
            field=models.PositiveIntegerField(blank=True, editable=False, null=True, verbose_name='row'),
        ),
        migrations.AddField(
            model_name='measurement',
            name='batch',
            field=models.ForeignKey(blank=True, db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='measurements', to='measurements.import', verbose_name='import'),
        ),
        migrations.AddField(
            model_name='measurement',
            name='row_number',
            field=models.PositiveIntegerField(blank=True, editable=False, null=True, verbose_name='row'),
        ),
        migrations.AddField(
            model_name='revision',
            name='before_batch',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='measurements.import', verbose_name='import before'),
        ),
        migrations.AddField(
            model_name='revision',
            name='before_row_number',
            field=models.PositiveIntegerField(blank=True, null=True, verbose_name='row before'),
        ),
        migrations.AddIndex(
            model_name='measurement',
            index=models.Index(fields=['batch', 'row_number'], name='measurement_batch_i_4e9124_idx'),
        ),
    ]
