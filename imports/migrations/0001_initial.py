import django.db.models.deletion
import django.utils.timezone
import simple_history.models
from django.conf import settings
from django.db import migrations, models

from config.first_migration import FirstMigration


class Migration(FirstMigration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="HistoricalLearnedAnswer",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=40, verbose_name="kind of file")),
                (
                    "sender",
                    models.CharField(
                        editable=False, max_length=64, verbose_name="fingerprint of the headings"
                    ),
                ),
                (
                    "question",
                    models.CharField(editable=False, max_length=700, verbose_name="question"),
                ),
                ("answer", models.CharField(max_length=500, verbose_name="answer")),
                ("asked", models.CharField(max_length=300, verbose_name="what stands in the file")),
                ("label", models.CharField(max_length=300, verbose_name="read as")),
                (
                    "choices",
                    models.JSONField(
                        default=list, editable=False, verbose_name="answers to choose from"
                    ),
                ),
                (
                    "low",
                    models.FloatField(
                        blank=True, editable=False, null=True, verbose_name="lowest number"
                    ),
                ),
                (
                    "high",
                    models.FloatField(
                        blank=True, editable=False, null=True, verbose_name="highest number"
                    ),
                ),
                (
                    "file_name",
                    models.CharField(
                        blank=True, max_length=255, verbose_name="learned from the file"
                    ),
                ),
                (
                    "sha256",
                    models.CharField(
                        editable=False, max_length=64, verbose_name="fingerprint (SHA-256)"
                    ),
                ),
                (
                    "learned_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="answered"
                    ),
                ),
                ("used_count", models.PositiveIntegerField(default=0, verbose_name="times used")),
                ("used_at", models.DateTimeField(blank=True, null=True, verbose_name="last used")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "learned_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="answered by",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical remembered answer about files",
                "verbose_name_plural": "historical remembered answers about files",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="LearnedAnswer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=40, verbose_name="kind of file")),
                (
                    "sender",
                    models.CharField(
                        editable=False, max_length=64, verbose_name="fingerprint of the headings"
                    ),
                ),
                (
                    "question",
                    models.CharField(editable=False, max_length=700, verbose_name="question"),
                ),
                ("answer", models.CharField(max_length=500, verbose_name="answer")),
                ("asked", models.CharField(max_length=300, verbose_name="what stands in the file")),
                ("label", models.CharField(max_length=300, verbose_name="read as")),
                (
                    "choices",
                    models.JSONField(
                        default=list, editable=False, verbose_name="answers to choose from"
                    ),
                ),
                (
                    "low",
                    models.FloatField(
                        blank=True, editable=False, null=True, verbose_name="lowest number"
                    ),
                ),
                (
                    "high",
                    models.FloatField(
                        blank=True, editable=False, null=True, verbose_name="highest number"
                    ),
                ),
                (
                    "file_name",
                    models.CharField(
                        blank=True, max_length=255, verbose_name="learned from the file"
                    ),
                ),
                (
                    "sha256",
                    models.CharField(
                        editable=False, max_length=64, verbose_name="fingerprint (SHA-256)"
                    ),
                ),
                (
                    "learned_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="answered"
                    ),
                ),
                ("used_count", models.PositiveIntegerField(default=0, verbose_name="times used")),
                ("used_at", models.DateTimeField(blank=True, null=True, verbose_name="last used")),
                (
                    "learned_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="learned_answers",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="answered by",
                    ),
                ),
            ],
            options={
                "verbose_name": "remembered answer about files",
                "verbose_name_plural": "remembered answers about files",
                "ordering": ["kind", "asked", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("kind", "sender", "question"),
                        name="learned_answer_once",
                        violation_error_message="This question has an answer that is remembered.",
                    )
                ],
            },
        ),
    ]
