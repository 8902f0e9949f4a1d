"""A status report keeps what it says when it is sent, and the day of its figures.

What is approved has kept its figures since its approval. What is with the committee keeps them when
it is next read: its figures are worked out by the pages, which a migration cannot call.
"""

from django.db import migrations, models
from django.db.models import F, Q


def tell_the_day(apps, schema_editor) -> None:
    reports = apps.get_model("strategy", "StatusReport").objects
    reports.filter(stage="approved").update(figures_on=F("approved_on"))


def let_go(apps, schema_editor) -> None:
    """Before, only what was approved had kept what it says."""
    reports = apps.get_model("strategy", "StatusReport").objects
    reports.filter(stage="sent").update(content=None, sha256="")


class Migration(migrations.Migration):
    dependencies = [("strategy", "0005_efforts_with_their_goals")]

    operations = [
        migrations.AddField(
            "statusreport",
            "figures_on",
            models.DateField(editable=False, null=True, verbose_name="figures as of"),
        ),
        migrations.RunPython(tell_the_day, let_go, elidable=True),
        migrations.AddConstraint(
            "statusreport",
            models.CheckConstraint(
                name="status_report_draft_without_content",
                condition=~Q(stage="draft") | Q(content__isnull=True),
                violation_error_message="A draft has the figures of the day, and keeps none.",
            ),
        ),
        migrations.AddConstraint(
            "statusreport",
            models.CheckConstraint(
                name="status_report_figures_of_a_day",
                condition=Q(content__isnull=True, figures_on__isnull=True)
                | Q(content__isnull=False, figures_on__isnull=False),
                violation_error_message="The figures of a report are those of a day.",
            ),
        ),
    ]
