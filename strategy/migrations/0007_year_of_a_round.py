"""A round says which year its goals are for; those there are say it in their titles."""

import re

import django.core.validators
from django.db import migrations, models


def read_the_titles(apps, schema_editor) -> None:
    for held in apps.get_model("strategy", "GoalRound").objects.all():
        years = set(re.findall(r"\b20[0-9]{2}\b", held.title))
        if len(years) == 1:
            held.for_year = int(years.pop())
            held.save(update_fields=["for_year"])


class Migration(migrations.Migration):
    dependencies = [("strategy", "0006_reports_frozen_when_sent")]

    operations = [
        migrations.AddField(
            "goalround",
            "for_year",
            models.PositiveSmallIntegerField(
                blank=True,
                help_text="The year the goals are for. Left empty, it is that of the deadline,"
                " or the next one when the deadline is in October or later.",
                null=True,
                validators=[
                    django.core.validators.MinValueValidator(2000),
                    django.core.validators.MaxValueValidator(2100),
                ],
                verbose_name="for the year",
            ),
        ),
        migrations.RunPython(read_the_titles, migrations.RunPython.noop, elidable=True),
    ]
