import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import config.collation
import config.privacy
import strategy.models.attachments
from config.first_migration import FirstMigration


class Migration(FirstMigration):
    initial = True

    dependencies = [
        ("programmes", "0001_initial"),
        ("indicators", "0001_initial"),
        ("institutions", "0001_initial"),
        ("leadership", "0001_initial"),
        ("measurements", "0001_initial"),
        ("strategy", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="YearTemplate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "code",
                    models.SlugField(max_length=40, unique=True, verbose_name="code"),
                ),
                ("name", models.CharField(max_length=100, verbose_name="name")),
                (
                    "description",
                    models.TextField(blank=True, verbose_name="description"),
                ),
            ],
            options={
                "verbose_name": "template of a year",
                "verbose_name_plural": "templates of a year",
                "ordering": [config.collation.Danish("name")],
            },
        ),
        migrations.CreateModel(
            name="AgendaItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "waits_since",
                    models.DateField(
                        blank=True,
                        editable=False,
                        null=True,
                        verbose_name="waits since",
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("information", "Information"),
                            ("discussion", "Discussion"),
                            ("decision", "Decision"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                (
                    "title",
                    models.CharField(
                        max_length=200,
                        validators=[config.privacy.refuse_cpr],
                        verbose_name="title",
                    ),
                ),
                (
                    "text",
                    models.TextField(
                        blank=True,
                        validators=[config.privacy.refuse_cpr],
                        verbose_name="the matter",
                    ),
                ),
                (
                    "recommendation",
                    models.TextField(
                        blank=True,
                        validators=[config.privacy.refuse_cpr],
                        verbose_name="recommendation",
                    ),
                ),
                (
                    "economy",
                    models.TextField(
                        blank=True,
                        validators=[config.privacy.refuse_cpr],
                        verbose_name="economy",
                    ),
                ),
                (
                    "further",
                    models.TextField(
                        blank=True,
                        validators=[config.privacy.refuse_cpr],
                        verbose_name="what happens then",
                    ),
                ),
                (
                    "case_number",
                    models.CharField(
                        blank=True,
                        max_length=60,
                        validators=[config.privacy.refuse_cpr],
                        verbose_name="case number",
                    ),
                ),
                (
                    "presenter",
                    models.CharField(
                        blank=True,
                        max_length=100,
                        validators=[config.privacy.refuse_cpr],
                        verbose_name="presented by",
                    ),
                ),
                (
                    "guests",
                    models.CharField(
                        blank=True,
                        max_length=200,
                        validators=[config.privacy.refuse_cpr],
                        verbose_name="guests",
                    ),
                ),
                (
                    "duration",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(480),
                        ],
                        verbose_name="minutes",
                    ),
                ),
                (
                    "is_confidential",
                    models.BooleanField(default=False, verbose_name="confidential"),
                ),
                (
                    "closed_at",
                    models.DateTimeField(
                        blank=True,
                        editable=False,
                        null=True,
                        verbose_name="made confidential",
                    ),
                ),
                (
                    "standing",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("minutes", "Approval of the minutes"),
                            ("follow_ups", "Follow-up on earlier decisions"),
                            ("news", "Since the last meeting"),
                        ],
                        editable=False,
                        max_length=20,
                        verbose_name="standing item",
                    ),
                ),
                (
                    "resolution",
                    models.TextField(
                        blank=True,
                        validators=[config.privacy.refuse_cpr],
                        verbose_name="what was decided",
                    ),
                ),
                (
                    "minutes",
                    models.TextField(
                        blank=True,
                        validators=[config.privacy.refuse_cpr],
                        verbose_name="minutes",
                    ),
                ),
                (
                    "development_plans",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Shown only to leadership teams, whose plans they are.",
                        related_name="agenda_items",
                        to="leadership.developmentplan",
                        verbose_name="team development plans",
                    ),
                ),
                (
                    "goals",
                    models.ManyToManyField(
                        blank=True,
                        related_name="agenda_items",
                        to="strategy.goal",
                        verbose_name="goals",
                    ),
                ),
                (
                    "indicators",
                    models.ManyToManyField(
                        blank=True,
                        related_name="agenda_items",
                        to="indicators.indicator",
                        verbose_name="indicators",
                    ),
                ),
                (
                    "inspections",
                    models.ManyToManyField(
                        blank=True,
                        related_name="agenda_items",
                        to="measurements.inspection",
                        verbose_name="inspections",
                    ),
                ),
                (
                    "local_goals",
                    models.ManyToManyField(
                        blank=True,
                        related_name="agenda_items",
                        to="strategy.localgoal",
                        verbose_name="local goals",
                    ),
                ),
                (
                    "waits_at",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="waiting_items",
                        to="institutions.board",
                        verbose_name="board it waits for",
                    ),
                ),
            ],
            options={
                "verbose_name": "agenda item",
                "verbose_name_plural": "agenda items",
                "ordering": ["meeting", "number"],
            },
        ),
        migrations.CreateModel(
            name="FollowUp",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "text",
                    models.CharField(
                        max_length=300,
                        validators=[config.privacy.refuse_cpr],
                        verbose_name="what is to be done",
                    ),
                ),
                (
                    "responsible",
                    models.CharField(
                        max_length=100,
                        validators=[config.privacy.refuse_cpr],
                        verbose_name="responsible",
                    ),
                ),
                (
                    "due_on",
                    models.DateField(blank=True, null=True, verbose_name="by when"),
                ),
                (
                    "done_on",
                    models.DateField(blank=True, null=True, verbose_name="done"),
                ),
                (
                    "done_note",
                    models.CharField(
                        blank=True,
                        max_length=300,
                        validators=[config.privacy.refuse_cpr],
                        verbose_name="what came of it",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="follow_ups",
                        to="meetings.agendaitem",
                        verbose_name="agenda item",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="follow_ups",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "follow-up",
                "verbose_name_plural": "follow-ups",
                "ordering": ["due_on", "pk"],
            },
        ),
        migrations.CreateModel(
            name="HistoricalBoardQuestion",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("question", "A question"), ("remark", "A remark")],
                        default="question",
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                (
                    "text",
                    models.TextField(
                        max_length=2000,
                        validators=[config.privacy.refuse_cpr],
                        verbose_name="question",
                    ),
                ),
                (
                    "asked_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="asked"),
                ),
                (
                    "answer",
                    models.TextField(
                        blank=True,
                        max_length=4000,
                        validators=[config.privacy.refuse_cpr],
                        verbose_name="answer",
                    ),
                ),
                (
                    "answered_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="answered"),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")],
                        max_length=1,
                    ),
                ),
                (
                    "answered_by",
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
                (
                    "asked_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="asked by",
                    ),
                ),
                (
                    "board",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="institutions.board",
                        verbose_name="board",
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
                    "item",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="meetings.agendaitem",
                        verbose_name="agenda item",
                    ),
                ),
                (
                    "local_goal",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="strategy.localgoal",
                        verbose_name="local goal",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical question before a meeting",
                "verbose_name_plural": "historical questions before meetings",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Meeting",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("held_on", models.DateField(verbose_name="date")),
                ("from_at", models.TimeField(verbose_name="from")),
                ("to_at", models.TimeField(blank=True, null=True, verbose_name="to")),
                ("place", models.CharField(max_length=150, verbose_name="place")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("planned", "Planned"),
                            ("called", "Agenda sent"),
                            ("held", "Held"),
                            ("approved", "Minutes approved"),
                        ],
                        default="planned",
                        editable=False,
                        max_length=20,
                        verbose_name="status",
                    ),
                ),
                (
                    "present",
                    models.TextField(
                        blank=True,
                        validators=[config.privacy.refuse_cpr],
                        verbose_name="present",
                    ),
                ),
                (
                    "absent",
                    models.TextField(
                        blank=True,
                        validators=[config.privacy.refuse_cpr],
                        verbose_name="absent",
                    ),
                ),
                (
                    "called_on",
                    models.DateField(
                        blank=True,
                        editable=False,
                        null=True,
                        verbose_name="agenda sent",
                    ),
                ),
                (
                    "approved_on",
                    models.DateField(
                        blank=True,
                        editable=False,
                        null=True,
                        verbose_name="minutes approved",
                    ),
                ),
                (
                    "approved_at",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="meetings.meeting",
                        verbose_name="approved at the meeting",
                    ),
                ),
                (
                    "board",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="meetings",
                        to="institutions.board",
                        verbose_name="board",
                    ),
                ),
                (
                    "closed_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="closed by",
                    ),
                ),
            ],
            options={
                "verbose_name": "meeting",
                "verbose_name_plural": "meetings",
                "ordering": ["-held_on", "-from_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="HistoricalMeeting",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("held_on", models.DateField(verbose_name="date")),
                ("from_at", models.TimeField(verbose_name="from")),
                ("to_at", models.TimeField(blank=True, null=True, verbose_name="to")),
                ("place", models.CharField(max_length=150, verbose_name="place")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("planned", "Planned"),
                            ("called", "Agenda sent"),
                            ("held", "Held"),
                            ("approved", "Minutes approved"),
                        ],
                        default="planned",
                        editable=False,
                        max_length=20,
                        verbose_name="status",
                    ),
                ),
                (
                    "present",
                    models.TextField(
                        blank=True,
                        validators=[config.privacy.refuse_cpr],
                        verbose_name="present",
                    ),
                ),
                (
                    "absent",
                    models.TextField(
                        blank=True,
                        validators=[config.privacy.refuse_cpr],
                        verbose_name="absent",
                    ),
                ),
                (
                    "called_on",
                    models.DateField(
                        blank=True,
                        editable=False,
                        null=True,
                        verbose_name="agenda sent",
                    ),
                ),
                (
                    "approved_on",
                    models.DateField(
                        blank=True,
                        editable=False,
                        null=True,
                        verbose_name="minutes approved",
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")],
                        max_length=1,
                    ),
                ),
                (
                    "board",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="institutions.board",
                        verbose_name="board",
                    ),
                ),
                (
                    "closed_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="closed by",
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
                    "approved_at",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="meetings.meeting",
                        verbose_name="approved at the meeting",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical meeting",
                "verbose_name_plural": "historical meetings",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalAgendaItem",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "waits_since",
                    models.DateField(
                        blank=True,
                        editable=False,
                        null=True,
                        verbose_name="waits since",
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("information", "Information"),
                            ("discussion", "Discussion"),
                            ("decision", "Decision"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                (
                    "title",
                    models.CharField(
                        max_length=200,
                        validators=[config.privacy.refuse_cpr],
                        verbose_name="title",
                    ),
                ),
                (
                    "text",
                    models.TextField(
                        blank=True,
                        validators=[config.privacy.refuse_cpr],
                        verbose_name="the matter",
                    ),
                ),
                (
                    "recommendation",
                    models.TextField(
                        blank=True,
                        validators=[config.privacy.refuse_cpr],
                        verbose_name="recommendation",
                    ),
                ),
                (
                    "economy",
                    models.TextField(
                        blank=True,
                        validators=[config.privacy.refuse_cpr],
                        verbose_name="economy",
                    ),
                ),
                (
                    "further",
                    models.TextField(
                        blank=True,
                        validators=[config.privacy.refuse_cpr],
                        verbose_name="what happens then",
                    ),
                ),
                (
                    "case_number",
                    models.CharField(
                        blank=True,
                        max_length=60,
                        validators=[config.privacy.refuse_cpr],
                        verbose_name="case number",
                    ),
                ),
                (
                    "presenter",
                    models.CharField(
                        blank=True,
                        max_length=100,
                        validators=[config.privacy.refuse_cpr],
                        verbose_name="presented by",
                    ),
                ),
                (
                    "guests",
                    models.CharField(
                        blank=True,
                        max_length=200,
                        validators=[config.privacy.refuse_cpr],
                        verbose_name="guests",
                    ),
                ),
                (
                    "duration",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(480),
                        ],
                        verbose_name="minutes",
                    ),
                ),
                (
                    "is_confidential",
                    models.BooleanField(default=False, verbose_name="confidential"),
                ),
                (
                    "closed_at",
                    models.DateTimeField(
                        blank=True,
                        editable=False,
                        null=True,
                        verbose_name="made confidential",
                    ),
                ),
                (
                    "standing",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("minutes", "Approval of the minutes"),
                            ("follow_ups", "Follow-up on earlier decisions"),
                            ("news", "Since the last meeting"),
                        ],
                        editable=False,
                        max_length=20,
                        verbose_name="standing item",
                    ),
                ),
                (
                    "resolution",
                    models.TextField(
                        blank=True,
                        validators=[config.privacy.refuse_cpr],
                        verbose_name="what was decided",
                    ),
                ),
                (
                    "minutes",
                    models.TextField(
                        blank=True,
                        validators=[config.privacy.refuse_cpr],
                        verbose_name="minutes",
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")],
                        max_length=1,
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
                    "waits_at",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="institutions.board",
                        verbose_name="board it waits for",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="meetings.meeting",
                        verbose_name="meeting",
                    ),
                ),
                (
                    "minutes_of",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="meetings.meeting",
                        verbose_name="minutes of",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical agenda item",
                "verbose_name_plural": "historical agenda items",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.AddField(
            model_name="agendaitem",
            name="meeting",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="items",
                to="meetings.meeting",
                verbose_name="meeting",
            ),
        ),
        migrations.AddField(
            model_name="agendaitem",
            name="minutes_of",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="approving_items",
                to="meetings.meeting",
                verbose_name="minutes of",
            ),
        ),
        migrations.CreateModel(
            name="MeetingDecision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "decision",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="at_meeting",
                        to="strategy.decision",
                        verbose_name="decision",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="decisions",
                        to="meetings.agendaitem",
                        verbose_name="agenda item",
                    ),
                ),
            ],
            options={
                "verbose_name": "decision at a meeting",
                "verbose_name_plural": "decisions at meetings",
                "ordering": ["item", "pk"],
            },
        ),
        migrations.CreateModel(
            name="MeetingPaper",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("agenda", "Agenda"),
                            ("minutes", "Minutes"),
                            ("board_paper", "Board paper"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                (
                    "is_whole",
                    models.BooleanField(verbose_name="with confidential items"),
                ),
                ("facts", models.JSONField(verbose_name="content")),
                ("pdf", models.BinaryField(verbose_name="file")),
                (
                    "file_name",
                    models.CharField(max_length=150, verbose_name="file name"),
                ),
                (
                    "sha256",
                    models.CharField(max_length=64, verbose_name="fingerprint (SHA-256)"),
                ),
                (
                    "made_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="made"),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="made by",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="papers",
                        to="meetings.meeting",
                        verbose_name="meeting",
                    ),
                ),
            ],
            options={
                "verbose_name": "meeting paper",
                "verbose_name_plural": "meeting papers",
                "ordering": ["-made_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="ItemFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "file",
                    models.FileField(
                        max_length=255,
                        upload_to=strategy.models.attachments.stored_path,
                        verbose_name="file",
                    ),
                ),
                ("name", models.CharField(max_length=150, verbose_name="name")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("application/pdf", "PDF"),
                            ("image/png", "PNG picture"),
                            ("image/jpeg", "JPEG picture"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                ("size", models.PositiveIntegerField(verbose_name="size in bytes")),
                ("sha256", models.CharField(max_length=64, verbose_name="fingerprint (SHA-256)")),
                (
                    "added_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="added"),
                ),
                (
                    "added_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="added by",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="files",
                        to="meetings.agendaitem",
                        verbose_name="agenda item",
                    ),
                ),
            ],
            options={
                "verbose_name": "file of an agenda item",
                "verbose_name_plural": "files of agenda items",
                "ordering": ["item", "pk"],
            },
        ),
        migrations.CreateModel(
            name="MinutesAnswer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "mark",
                    models.CharField(editable=False, max_length=16, verbose_name="version"),
                ),
                (
                    "answered_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="answered"
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="answers",
                        to="meetings.meeting",
                        verbose_name="meeting",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="minutes_answers",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "answer to minutes",
                "verbose_name_plural": "answers to minutes",
                "ordering": ["answered_at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="BoardQuestion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("question", "A question"), ("remark", "A remark")],
                        default="question",
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                (
                    "text",
                    models.TextField(
                        max_length=2000,
                        validators=[config.privacy.refuse_cpr],
                        verbose_name="question",
                    ),
                ),
                (
                    "asked_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="asked"),
                ),
                (
                    "answer",
                    models.TextField(
                        blank=True,
                        max_length=4000,
                        validators=[config.privacy.refuse_cpr],
                        verbose_name="answer",
                    ),
                ),
                (
                    "answered_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="answered"),
                ),
                (
                    "answered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="answered by",
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="asked by",
                    ),
                ),
                (
                    "board",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="questions",
                        to="institutions.board",
                        verbose_name="board",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="questions",
                        to="meetings.agendaitem",
                        verbose_name="agenda item",
                    ),
                ),
                (
                    "local_goal",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="questions",
                        to="strategy.localgoal",
                        verbose_name="local goal",
                    ),
                ),
            ],
            options={
                "verbose_name": "question before a meeting",
                "verbose_name_plural": "questions before meetings",
                "ordering": ["asked_at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="YearStep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("from_on", models.DateField(verbose_name="from")),
                ("to_on", models.DateField(verbose_name="to")),
                (
                    "title",
                    models.CharField(max_length=150, verbose_name="what happens"),
                ),
                (
                    "actor",
                    models.CharField(blank=True, max_length=100, verbose_name="who"),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("direction", "Goals and decisions"),
                            ("measuring", "Measuring"),
                            ("parents", "Parents and boards"),
                            ("finance", "Budget and accounts"),
                            ("other", "Other"),
                        ],
                        default="other",
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                (
                    "cluster",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="year_steps",
                        to="institutions.cluster",
                        verbose_name="cluster",
                    ),
                ),
            ],
            options={
                "verbose_name": "step of the year",
                "verbose_name_plural": "steps of the year",
                "ordering": ["from_on", "to_on", "pk"],
            },
        ),
        migrations.CreateModel(
            name="TemplateStep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "from_month",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(12),
                        ],
                        verbose_name="from month",
                    ),
                ),
                (
                    "to_month",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(12),
                        ],
                        verbose_name="to month",
                    ),
                ),
                (
                    "title",
                    models.CharField(max_length=150, verbose_name="what happens"),
                ),
                (
                    "actor",
                    models.CharField(blank=True, max_length=100, verbose_name="who"),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("direction", "Goals and decisions"),
                            ("measuring", "Measuring"),
                            ("parents", "Parents and boards"),
                            ("finance", "Budget and accounts"),
                            ("other", "Other"),
                        ],
                        default="other",
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                (
                    "years",
                    models.CharField(
                        choices=[
                            ("every", "Every year"),
                            ("odd", "Odd years"),
                            ("even", "Even years"),
                        ],
                        default="every",
                        max_length=10,
                        verbose_name="years",
                    ),
                ),
                (
                    "template",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="steps",
                        to="meetings.yeartemplate",
                        verbose_name="template",
                    ),
                ),
            ],
            options={
                "verbose_name": "step of the template",
                "verbose_name_plural": "steps of the template",
                "ordering": ["template", "from_month", "to_month", "pk"],
            },
        ),
        migrations.AddIndex(
            model_name="meeting",
            index=models.Index(fields=["board", "held_on"], name="meetings_me_board_i_73ce24_idx"),
        ),
        migrations.AddConstraint(
            model_name="meeting",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["planned", "called", "held", "approved"])),
                name="meeting_status_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="meeting",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("to_at", None), ("to_at__gt", models.F("from_at")), _connector="OR"
                ),
                name="meeting_ends_after_it_begins",
                violation_error_message="The meeting must end after it begins.",
            ),
        ),
        migrations.AddConstraint(
            model_name="meeting",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("approved_on__isnull", False), ("status", "approved")),
                    models.Q(
                        models.Q(("status", "approved"), _negated=True),
                        ("approved_on", None),
                    ),
                    _connector="OR",
                ),
                name="meeting_approved_on_a_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="meeting",
            constraint=models.UniqueConstraint(
                fields=("board", "held_on", "from_at"),
                name="board_meets_once_at_a_time",
                violation_error_message="The board has a meeting at this time already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="agendaitem",
            constraint=models.UniqueConstraint(
                fields=("meeting", "number"),
                name="agenda_item_number_unique_in_meeting",
                violation_error_message="The agenda has an item with this number already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="agendaitem",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("minutes_of__isnull", False), ("standing", "minutes")),
                    models.Q(
                        models.Q(("standing", "minutes"), _negated=True),
                        ("minutes_of", None),
                    ),
                    _connector="OR",
                ),
                name="agenda_item_of_minutes_names_the_meeting",
                violation_error_message="Say which meeting’s minutes are approved.",
            ),
        ),
        migrations.AddConstraint(
            model_name="agendaitem",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("meeting__isnull", False),
                        ("waits_at", None),
                        ("waits_since", None),
                    ),
                    models.Q(
                        ("meeting", None),
                        ("waits_at__isnull", False),
                        ("waits_since__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="agenda_item_on_an_agenda_or_waiting",
            ),
        ),
        migrations.AddConstraint(
            model_name="minutesanswer",
            constraint=models.UniqueConstraint(
                fields=("meeting", "person"), name="minutes_answered_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="boardquestion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("item", None), ("local_goal__isnull", False)),
                    models.Q(("item__isnull", False), ("local_goal", None)),
                    _connector="OR",
                ),
                name="question_about_one_thing",
            ),
        ),
        migrations.AddConstraint(
            model_name="yearstep",
            constraint=models.CheckConstraint(
                condition=models.Q(("to_on__gte", models.F("from_on"))),
                name="year_step_ends_after_it_begins",
                violation_error_message="The last day cannot come before the first day.",
            ),
        ),
        migrations.AddConstraint(
            model_name="yearstep",
            constraint=models.UniqueConstraint(
                fields=("cluster", "title", "from_on"),
                name="year_step_once",
                violation_error_message="This stands in the year already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="templatestep",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("from_month__gte", 1),
                    ("to_month__gte", models.F("from_month")),
                    ("to_month__lte", 12),
                ),
                name="template_step_ends_after_it_begins",
                violation_error_message="Give months from 1 to 12, the last not before the first.",
            ),
        ),
        migrations.CreateModel(
            name="Dissent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "who",
                    models.CharField(
                        max_length=150,
                        validators=[config.privacy.refuse_cpr],
                        verbose_name="who disagrees",
                    ),
                ),
                (
                    "text",
                    models.TextField(
                        max_length=2000,
                        validators=[config.privacy.refuse_cpr],
                        verbose_name="statement",
                    ),
                ),
                (
                    "noted_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="noted"),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="dissents",
                        to="meetings.agendaitem",
                        verbose_name="agenda item",
                    ),
                ),
                (
                    "noted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="noted by",
                    ),
                ),
            ],
            options={
                "verbose_name": "minority statement",
                "verbose_name_plural": "minority statements",
                "ordering": ["item", "noted_at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="HistoricalDissent",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "who",
                    models.CharField(
                        max_length=150,
                        validators=[config.privacy.refuse_cpr],
                        verbose_name="who disagrees",
                    ),
                ),
                (
                    "text",
                    models.TextField(
                        max_length=2000,
                        validators=[config.privacy.refuse_cpr],
                        verbose_name="statement",
                    ),
                ),
                (
                    "noted_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="noted"),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")],
                        max_length=1,
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
                    "item",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="meetings.agendaitem",
                        verbose_name="agenda item",
                    ),
                ),
                (
                    "noted_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="noted by",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical minority statement",
                "verbose_name_plural": "historical minority statements",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalMinutesRemark",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "about",
                    models.CharField(blank=True, max_length=220, verbose_name="about"),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("correction", "To be corrected"),
                            ("late", "Came late"),
                        ],
                        default="correction",
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                (
                    "text",
                    models.TextField(
                        max_length=20000,
                        validators=[config.privacy.refuse_cpr],
                        verbose_name="remark",
                    ),
                ),
                (
                    "made_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="made"),
                ),
                (
                    "page",
                    models.UUIDField(editable=False, null=True, verbose_name="open form"),
                ),
                (
                    "outcome",
                    models.TextField(
                        blank=True,
                        max_length=1000,
                        validators=[config.privacy.refuse_cpr],
                        verbose_name="what became of it",
                    ),
                ),
                (
                    "settled_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="settled"),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")],
                        max_length=1,
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
                    "item",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="meetings.agendaitem",
                        verbose_name="agenda item",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="made by",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="meetings.meeting",
                        verbose_name="meeting",
                    ),
                ),
                (
                    "settled_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="settled by",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical remark on minutes",
                "verbose_name_plural": "historical remarks on minutes",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="MinutesRemark",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "about",
                    models.CharField(blank=True, max_length=220, verbose_name="about"),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("correction", "To be corrected"),
                            ("late", "Came late"),
                        ],
                        default="correction",
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                (
                    "text",
                    models.TextField(
                        max_length=20000,
                        validators=[config.privacy.refuse_cpr],
                        verbose_name="remark",
                    ),
                ),
                (
                    "made_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="made"),
                ),
                (
                    "page",
                    models.UUIDField(editable=False, null=True, verbose_name="open form"),
                ),
                (
                    "outcome",
                    models.TextField(
                        blank=True,
                        max_length=1000,
                        validators=[config.privacy.refuse_cpr],
                        verbose_name="what became of it",
                    ),
                ),
                (
                    "settled_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="settled"),
                ),
                (
                    "item",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="remarks",
                        to="meetings.agendaitem",
                        verbose_name="agenda item",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="made by",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="remarks",
                        to="meetings.meeting",
                        verbose_name="meeting",
                    ),
                ),
                (
                    "settled_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="settled by",
                    ),
                ),
            ],
            options={
                "verbose_name": "remark on minutes",
                "verbose_name_plural": "remarks on minutes",
                "ordering": ["made_at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Apology",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "substitute",
                    models.CharField(
                        blank=True,
                        max_length=100,
                        validators=[config.privacy.refuse_cpr],
                        verbose_name="who comes instead",
                    ),
                ),
                (
                    "said_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="said"),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="apologies",
                        to="meetings.meeting",
                        verbose_name="meeting",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="apologies",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "apology",
                "verbose_name_plural": "apologies",
                "ordering": ["said_at", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("meeting", "person"), name="apology_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="PutOff",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("information", "Information"),
                            ("discussion", "Discussion"),
                            ("decision", "Decision"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                (
                    "title",
                    models.CharField(
                        max_length=200,
                        validators=[config.privacy.refuse_cpr],
                        verbose_name="title",
                    ),
                ),
                (
                    "is_confidential",
                    models.BooleanField(default=False, verbose_name="confidential"),
                ),
                (
                    "minutes",
                    models.TextField(
                        blank=True,
                        validators=[config.privacy.refuse_cpr],
                        verbose_name="minutes",
                    ),
                ),
                (
                    "put_off_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="put off"),
                ),
                (
                    "item",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="put_off",
                        to="meetings.agendaitem",
                        verbose_name="agenda item",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="put_off",
                        to="meetings.meeting",
                        verbose_name="meeting",
                    ),
                ),
                (
                    "put_off_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="put off by",
                    ),
                ),
            ],
            options={
                "verbose_name": "item put off",
                "verbose_name_plural": "items put off",
                "ordering": ["meeting", "number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("meeting", "number"), name="put_off_under_one_number"
                    ),
                    models.UniqueConstraint(
                        fields=("meeting", "item"), name="put_off_once_from_a_meeting"
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="agendaitem",
            name="programme_memo",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="agenda_items",
                to="programmes.memo",
                verbose_name="memo",
            ),
        ),
        migrations.AddField(
            model_name="historicalagendaitem",
            name="programme_memo",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="programmes.memo",
                verbose_name="memo",
            ),
        ),
        migrations.AddField(
            model_name="yearstep",
            name="invited",
            field=models.CharField(
                blank=True,
                max_length=200,
                validators=[config.privacy.refuse_cpr],
                verbose_name="who is invited",
            ),
        ),
        migrations.AddField(
            model_name="yearstep",
            name="outcome",
            field=models.TextField(
                blank=True, validators=[config.privacy.refuse_cpr], verbose_name="what came of it"
            ),
        ),
        migrations.CreateModel(
            name="Handover",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kle_number",
                    models.CharField(
                        blank=True,
                        max_length=8,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^\\d\\d(\\.\\d\\d(\\.\\d\\d)?)?$",
                                "Write a KLE number like 00.22 or 00.22.00.",
                            )
                        ],
                        verbose_name="KLE number",
                    ),
                ),
                (
                    "case_number",
                    models.CharField(
                        blank=True,
                        max_length=60,
                        validators=[config.privacy.refuse_cpr],
                        verbose_name="case number",
                    ),
                ),
                (
                    "sha256",
                    models.CharField(
                        editable=False, max_length=64, verbose_name="fingerprint (SHA-256)"
                    ),
                ),
                (
                    "made_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="fetched"
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="fetched by",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="handovers",
                        to="meetings.meeting",
                        verbose_name="meeting",
                    ),
                ),
            ],
            options={
                "verbose_name": "hand-over of a meeting",
                "verbose_name_plural": "hand-overs of meetings",
                "ordering": ["-made_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Contribution",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "is_responsible",
                    models.BooleanField(default=False, verbose_name="the group is responsible"),
                ),
                (
                    "board",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="contributions",
                        to="institutions.board",
                        verbose_name="group",
                    ),
                ),
                (
                    "effort",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="contributions",
                        to="strategy.effort",
                        verbose_name="effort",
                    ),
                ),
                (
                    "goal",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="contributions",
                        to="strategy.goal",
                        verbose_name="goal",
                    ),
                ),
                (
                    "local_goal",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="contributions",
                        to="strategy.localgoal",
                        verbose_name="local goal",
                    ),
                ),
                (
                    "statement",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="contributions",
                        to="strategy.statement",
                        verbose_name="statement",
                    ),
                ),
            ],
            options={
                "verbose_name": "contribution of a group",
                "verbose_name_plural": "contributions of groups",
                "ordering": ["board", "-is_responsible", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("effort__isnull", True),
                                ("goal__isnull", True),
                                ("local_goal__isnull", True),
                                ("statement__isnull", False),
                            ),
                            models.Q(
                                ("effort__isnull", True),
                                ("goal__isnull", False),
                                ("local_goal__isnull", True),
                                ("statement__isnull", True),
                            ),
                            models.Q(
                                ("effort__isnull", True),
                                ("goal__isnull", True),
                                ("local_goal__isnull", False),
                                ("statement__isnull", True),
                            ),
                            models.Q(
                                ("effort__isnull", False),
                                ("goal__isnull", True),
                                ("local_goal__isnull", True),
                                ("statement__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="contribution_to_one_thing",
                        violation_error_message="Choose one thing that the group contributes to.",
                    ),
                    models.UniqueConstraint(
                        fields=("board", "statement"),
                        name="contribution_statement_once",
                        violation_error_message="The group contributes to this already.",
                    ),
                    models.UniqueConstraint(
                        fields=("board", "goal"),
                        name="contribution_goal_once",
                        violation_error_message="The group contributes to this already.",
                    ),
                    models.UniqueConstraint(
                        fields=("board", "local_goal"),
                        name="contribution_local_goal_once",
                        violation_error_message="The group contributes to this already.",
                    ),
                    models.UniqueConstraint(
                        fields=("board", "effort"),
                        name="contribution_effort_once",
                        violation_error_message="The group contributes to this already.",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="putoff",
            name="case_number",
            field=models.CharField(
                blank=True,
                max_length=60,
                validators=[config.privacy.refuse_cpr],
                verbose_name="case number",
            ),
        ),
        migrations.AddField(
            model_name="putoff",
            name="duration",
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="minutes"),
        ),
        migrations.AddField(
            model_name="putoff",
            name="economy",
            field=models.TextField(
                blank=True, validators=[config.privacy.refuse_cpr], verbose_name="economy"
            ),
        ),
        migrations.AddField(
            model_name="putoff",
            name="further",
            field=models.TextField(
                blank=True, validators=[config.privacy.refuse_cpr], verbose_name="what happens then"
            ),
        ),
        migrations.AddField(
            model_name="putoff",
            name="guests",
            field=models.CharField(
                blank=True,
                max_length=200,
                validators=[config.privacy.refuse_cpr],
                verbose_name="guests",
            ),
        ),
        migrations.AddField(
            model_name="putoff",
            name="presenter",
            field=models.CharField(
                blank=True,
                max_length=100,
                validators=[config.privacy.refuse_cpr],
                verbose_name="presented by",
            ),
        ),
        migrations.AddField(
            model_name="putoff",
            name="recommendation",
            field=models.TextField(
                blank=True, validators=[config.privacy.refuse_cpr], verbose_name="recommendation"
            ),
        ),
        migrations.AddField(
            model_name="putoff",
            name="text",
            field=models.TextField(
                blank=True, validators=[config.privacy.refuse_cpr], verbose_name="the matter"
            ),
        ),
        migrations.CreateModel(
            name="MeetingApproval",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "approval",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="at_meeting",
                        to="strategy.approval",
                        verbose_name="approval",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="approvals",
                        to="meetings.agendaitem",
                        verbose_name="agenda item",
                    ),
                ),
            ],
            options={
                "verbose_name": "approval at a meeting",
                "verbose_name_plural": "approvals at meetings",
                "ordering": ["item", "pk"],
            },
        ),
    ]
