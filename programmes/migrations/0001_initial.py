import uuid

import django.db.models.deletion
import django.utils.timezone
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import config.collation
import config.privacy
from config.first_migration import FirstMigration


class Migration(FirstMigration):
    initial = True

    dependencies = [
        ("strategy", "0001_initial"),
        ("indicators", "0001_initial"),
        ("institutions", "0001_initial"),
        ("measurements", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Room",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=100, unique=True, verbose_name="name")),
                ("seats", models.PositiveSmallIntegerField(verbose_name="seats")),
            ],
            options={
                "verbose_name": "room",
                "verbose_name_plural": "rooms",
                "ordering": [config.collation.Danish("name")],
            },
        ),
        migrations.CreateModel(
            name="Consultant",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=150, unique=True, verbose_name="name")),
                (
                    "most_courses",
                    models.PositiveSmallIntegerField(
                        default=4, verbose_name="courses at a time, at most"
                    ),
                ),
                (
                    "user",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="consultant",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "consultant",
                "verbose_name_plural": "consultants",
                "ordering": [config.collation.Danish("name")],
            },
        ),
        migrations.CreateModel(
            name="HistoricalProgramme",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("slug", models.SlugField(max_length=100, verbose_name="address")),
                ("name", models.CharField(max_length=150, verbose_name="name")),
                ("purpose", models.TextField(blank=True, verbose_name="purpose")),
                ("from_year", models.PositiveSmallIntegerField(verbose_name="from year")),
                ("to_year", models.PositiveSmallIntegerField(verbose_name="to year")),
                (
                    "months",
                    models.PositiveSmallIntegerField(default=6, verbose_name="months of a course"),
                ),
                (
                    "consultants_needed",
                    models.PositiveSmallIntegerField(
                        default=2, verbose_name="consultants per course"
                    ),
                ),
                ("source", models.TextField(blank=True, verbose_name="source")),
                ("status_on", models.DateField(blank=True, null=True, verbose_name="status as of")),
                ("is_draft", models.BooleanField(default=False, verbose_name="draft")),
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
            ],
            options={
                "verbose_name": "historical programme",
                "verbose_name_plural": "historical programmes",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Programme",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.SlugField(max_length=100, unique=True, verbose_name="address")),
                ("name", models.CharField(max_length=150, verbose_name="name")),
                ("purpose", models.TextField(blank=True, verbose_name="purpose")),
                ("from_year", models.PositiveSmallIntegerField(verbose_name="from year")),
                ("to_year", models.PositiveSmallIntegerField(verbose_name="to year")),
                (
                    "months",
                    models.PositiveSmallIntegerField(default=6, verbose_name="months of a course"),
                ),
                (
                    "consultants_needed",
                    models.PositiveSmallIntegerField(
                        default=2, verbose_name="consultants per course"
                    ),
                ),
                ("source", models.TextField(blank=True, verbose_name="source")),
                ("status_on", models.DateField(blank=True, null=True, verbose_name="status as of")),
                ("is_draft", models.BooleanField(default=False, verbose_name="draft")),
            ],
            options={
                "verbose_name": "programme",
                "verbose_name_plural": "programmes",
                "ordering": ["-from_year", config.collation.Danish("name")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("to_year__gte", models.F("from_year"))),
                        name="programme_ends_after_it_begins",
                        violation_error_message="The last year cannot come before the first.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Course",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                ("name", models.CharField(max_length=150, verbose_name="name")),
                ("starts_on", models.DateField(verbose_name="starts")),
                (
                    "participants",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="participants"
                    ),
                ),
                (
                    "cluster",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="courses",
                        to="institutions.cluster",
                        verbose_name="cluster",
                    ),
                ),
                (
                    "consultants",
                    models.ManyToManyField(
                        blank=True,
                        related_name="courses",
                        to="programmes.consultant",
                        verbose_name="consultants",
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="courses",
                        to="institutions.group",
                        verbose_name="group",
                    ),
                ),
                (
                    "institution",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="courses",
                        to="institutions.institution",
                        verbose_name="institution",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="courses",
                        to="programmes.programme",
                        verbose_name="programme",
                    ),
                ),
                (
                    "room",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="courses",
                        to="programmes.room",
                        verbose_name="room",
                    ),
                ),
            ],
            options={
                "verbose_name": "course",
                "verbose_name_plural": "courses",
                "ordering": ["programme", "starts_on", "number"],
            },
        ),
        migrations.CreateModel(
            name="ProgrammeStage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                ("name", models.CharField(max_length=100, verbose_name="name")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("preparation", "Preparation"),
                            ("workshop", "Workshop"),
                            ("sparring", "Sparring"),
                            ("visit", "Follow-up visit"),
                            ("evaluation", "Evaluation"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                ("days_after_start", models.SmallIntegerField(verbose_name="days after the start")),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="stages",
                        to="programmes.programme",
                        verbose_name="programme",
                    ),
                ),
            ],
            options={
                "verbose_name": "stage of a programme",
                "verbose_name_plural": "stages of a programme",
                "ordering": ["programme", "number"],
            },
        ),
        migrations.CreateModel(
            name="EvaluationPoint",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                ("name", models.CharField(max_length=100, verbose_name="name")),
                (
                    "synonyms",
                    models.JSONField(
                        blank=True,
                        default=list,
                        help_text="Other ways to write it in a file, as a list.",
                        verbose_name="synonyms",
                    ),
                ),
                (
                    "audience",
                    models.CharField(
                        choices=[("leaders", "Leaders and resource persons"), ("staff", "Staff")],
                        max_length=20,
                        verbose_name="who is asked",
                    ),
                ),
                ("focus", models.CharField(blank=True, max_length=200, verbose_name="about what")),
                (
                    "open_question",
                    models.CharField(blank=True, max_length=300, verbose_name="open question"),
                ),
                ("note", models.TextField(blank=True, verbose_name="note")),
                (
                    "retired_codes",
                    models.JSONField(
                        blank=True,
                        default=list,
                        editable=False,
                        verbose_name="codes of questions that have gone",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="points",
                        to="programmes.programme",
                        verbose_name="programme",
                    ),
                ),
                (
                    "stage",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="points",
                        to="programmes.programmestage",
                        verbose_name="stage",
                    ),
                ),
            ],
            options={
                "verbose_name": "point of evaluation",
                "verbose_name_plural": "points of evaluation",
                "ordering": ["programme", "number"],
            },
        ),
        migrations.CreateModel(
            name="Question",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                ("code", models.CharField(max_length=20, verbose_name="code")),
                (
                    "text",
                    models.TextField(validators=[config.privacy.refuse_cpr], verbose_name="text"),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("degree", "Degree on a scale"),
                            ("options", "One of several answers"),
                            ("share", "Share of those asked"),
                            ("mean", "Mean on a scale of numbers"),
                            ("count", "Number of answers"),
                        ],
                        default="degree",
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                ("lineage", models.SlugField(blank=True, verbose_name="the same across points")),
                ("is_key", models.BooleanField(default=False, verbose_name="shown first")),
                (
                    "point",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="questions",
                        to="programmes.evaluationpoint",
                        verbose_name="point",
                    ),
                ),
                (
                    "scale",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="measurements.scale",
                        verbose_name="scale",
                    ),
                ),
                (
                    "topic",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="measurements.topic",
                        verbose_name="counts as a measurement of",
                    ),
                ),
            ],
            options={
                "verbose_name": "question",
                "verbose_name_plural": "questions",
                "ordering": ["point__programme", "point__number", "number"],
            },
        ),
        migrations.CreateModel(
            name="Result",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "respondents",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="answers"),
                ),
                (
                    "completed",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="answered everything"
                    ),
                ),
                (
                    "respondents_word",
                    models.CharField(
                        blank=True, max_length=40, verbose_name="what the answers are called"
                    ),
                ),
                (
                    "mean",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=4, null=True, verbose_name="mean"
                    ),
                ),
                (
                    "note",
                    models.TextField(
                        blank=True, validators=[config.privacy.refuse_cpr], verbose_name="note"
                    ),
                ),
                (
                    "is_published",
                    models.BooleanField(default=False, verbose_name="published in the source"),
                ),
                (
                    "row_number",
                    models.PositiveIntegerField(
                        blank=True, editable=False, null=True, verbose_name="row"
                    ),
                ),
                (
                    "entered_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="entered"),
                ),
                (
                    "measured_on",
                    models.DateField(
                        default=django.utils.timezone.localdate, verbose_name="measured"
                    ),
                ),
                (
                    "batch",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="programme_results",
                        to="measurements.import",
                        verbose_name="import",
                    ),
                ),
                (
                    "course",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="results",
                        to="programmes.course",
                        verbose_name="course",
                    ),
                ),
                (
                    "entered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="entered by",
                    ),
                ),
                (
                    "institution",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="programme_results",
                        to="institutions.institution",
                        verbose_name="institution",
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="results",
                        to="programmes.question",
                        verbose_name="question",
                    ),
                ),
            ],
            options={
                "verbose_name": "result",
                "verbose_name_plural": "results",
                "ordering": ["question", "entered_at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Part",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                ("label", models.CharField(max_length=150, verbose_name="answer")),
                (
                    "low",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="from rank"
                    ),
                ),
                (
                    "high",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="to rank"),
                ),
                (
                    "percent",
                    models.DecimalField(
                        blank=True,
                        decimal_places=1,
                        max_digits=4,
                        null=True,
                        verbose_name="per cent",
                    ),
                ),
                ("count", models.PositiveIntegerField(blank=True, null=True, verbose_name="count")),
                ("words", models.CharField(blank=True, max_length=100, verbose_name="in words")),
                (
                    "result",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="parts",
                        to="programmes.result",
                        verbose_name="result",
                    ),
                ),
            ],
            options={
                "verbose_name": "part of the answers",
                "verbose_name_plural": "parts of the answers",
                "ordering": ["result", "number"],
            },
        ),
        migrations.CreateModel(
            name="HistoricalCourse",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                ("name", models.CharField(max_length=150, verbose_name="name")),
                ("starts_on", models.DateField(verbose_name="starts")),
                (
                    "participants",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="participants"
                    ),
                ),
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
                    "cluster",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="institutions.cluster",
                        verbose_name="cluster",
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="institutions.group",
                        verbose_name="group",
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
                    "institution",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="institutions.institution",
                        verbose_name="institution",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="programmes.programme",
                        verbose_name="programme",
                    ),
                ),
                (
                    "room",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="programmes.room",
                        verbose_name="room",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical course",
                "verbose_name_plural": "historical courses",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Stage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("planned_on", models.DateField(verbose_name="planned for")),
                ("done_on", models.DateField(blank=True, null=True, verbose_name="held on")),
                (
                    "course",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="stages",
                        to="programmes.course",
                        verbose_name="course",
                    ),
                ),
                (
                    "kind",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="held",
                        to="programmes.programmestage",
                        verbose_name="stage",
                    ),
                ),
            ],
            options={
                "verbose_name": "stage of a course",
                "verbose_name_plural": "stages of a course",
                "ordering": ["course", "kind__number"],
            },
        ),
        migrations.CreateModel(
            name="Shift",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("from_on", models.DateField(verbose_name="from")),
                ("to_on", models.DateField(verbose_name="to")),
                (
                    "reason",
                    models.TextField(validators=[config.privacy.refuse_cpr], verbose_name="reason"),
                ),
                (
                    "made_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="moved"),
                ),
                (
                    "course",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="shifts",
                        to="programmes.course",
                        verbose_name="course",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="moved by",
                    ),
                ),
                (
                    "stage",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="shifts",
                        to="programmes.stage",
                        verbose_name="stage",
                    ),
                ),
            ],
            options={
                "verbose_name": "move of a course",
                "verbose_name_plural": "moves of courses",
                "ordering": ["-made_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="StatusNote",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                ("year", models.PositiveSmallIntegerField(verbose_name="year")),
                ("text", models.TextField(verbose_name="text")),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="status_notes",
                        to="programmes.programme",
                        verbose_name="programme",
                    ),
                ),
            ],
            options={
                "verbose_name": "status of a year's courses",
                "verbose_name_plural": "status of the years' courses",
                "ordering": ["programme", "number"],
            },
        ),
        migrations.CreateModel(
            name="Survey",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("closes_on", models.DateField(verbose_name="last day to answer")),
                (
                    "closed_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="closed"
                    ),
                ),
                (
                    "made_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="made"
                    ),
                ),
                (
                    "course",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="surveys",
                        to="programmes.course",
                        verbose_name="course",
                    ),
                ),
                (
                    "institution",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="programme_surveys",
                        to="institutions.institution",
                        verbose_name="institution",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="made by",
                    ),
                ),
                (
                    "point",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="surveys",
                        to="programmes.evaluationpoint",
                        verbose_name="point",
                    ),
                ),
            ],
            options={
                "verbose_name": "survey",
                "verbose_name_plural": "surveys",
                "ordering": ["-made_at", "-pk"],
            },
        ),
        migrations.AddField(
            model_name="result",
            name="survey",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="results",
                to="programmes.survey",
                verbose_name="survey",
            ),
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("digest", models.CharField(max_length=64, unique=True, verbose_name="digest")),
                ("is_used", models.BooleanField(default=False, verbose_name="used")),
                (
                    "survey",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="invitations",
                        to="programmes.survey",
                        verbose_name="survey",
                    ),
                ),
            ],
            options={
                "verbose_name": "link to a survey",
                "verbose_name_plural": "links to a survey",
                "ordering": ["survey", "id"],
            },
        ),
        migrations.CreateModel(
            name="Theme",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                (
                    "name",
                    models.CharField(
                        max_length=200, validators=[config.privacy.refuse_cpr], verbose_name="name"
                    ),
                ),
                (
                    "printed_count",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="comments told by the source"
                    ),
                ),
                (
                    "point",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="themes",
                        to="programmes.evaluationpoint",
                        verbose_name="point",
                    ),
                ),
            ],
            options={
                "verbose_name": "theme",
                "verbose_name_plural": "themes",
                "ordering": ["point", "number"],
            },
        ),
        migrations.CreateModel(
            name="Comment",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "text",
                    models.TextField(validators=[config.privacy.refuse_cpr], verbose_name="text"),
                ),
                (
                    "quote",
                    models.TextField(
                        blank=True,
                        validators=[config.privacy.refuse_cpr],
                        verbose_name="quote for publication",
                    ),
                ),
                (
                    "point",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="comments",
                        to="programmes.evaluationpoint",
                        verbose_name="point",
                    ),
                ),
                (
                    "survey",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="comments",
                        to="programmes.survey",
                        verbose_name="survey",
                    ),
                ),
                (
                    "theme",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="comments",
                        to="programmes.theme",
                        verbose_name="theme",
                    ),
                ),
            ],
            options={
                "verbose_name": "comment",
                "verbose_name_plural": "comments",
                "ordering": ["point", "id"],
            },
        ),
        migrations.CreateModel(
            name="TheoryStep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("activity", "Activities"),
                            ("step", "Steps on the way"),
                            ("short", "Results in the short run"),
                            ("long", "Results in the long run"),
                            ("effect", "Effect for the children"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                (
                    "text",
                    models.TextField(validators=[config.privacy.refuse_cpr], verbose_name="text"),
                ),
                (
                    "note",
                    models.CharField(blank=True, max_length=200, verbose_name="how it is followed"),
                ),
                (
                    "indicators",
                    models.ManyToManyField(
                        blank=True,
                        related_name="theory",
                        to="indicators.indicator",
                        verbose_name="indicators that tell",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="theory",
                        to="programmes.programme",
                        verbose_name="programme",
                    ),
                ),
                (
                    "questions",
                    models.ManyToManyField(
                        blank=True,
                        related_name="theory",
                        to="programmes.question",
                        verbose_name="questions that tell",
                    ),
                ),
            ],
            options={
                "verbose_name": "link of the theory of change",
                "verbose_name_plural": "theory of change",
                "ordering": ["programme", "number"],
            },
        ),
        migrations.AddConstraint(
            model_name="programmestage",
            constraint=models.UniqueConstraint(
                fields=("programme", "number"),
                name="programme_stage_number_once",
                violation_error_message="The programme has a stage of this number already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="evaluationpoint",
            constraint=models.UniqueConstraint(
                fields=("programme", "number"),
                name="evaluation_point_number_once",
                violation_error_message="The programme has a point of this number already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="evaluationpoint",
            constraint=models.UniqueConstraint(
                fields=("programme", "name"),
                name="evaluation_point_name_once",
                violation_error_message="The programme has a point of this name already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="question",
            constraint=models.UniqueConstraint(
                fields=("point", "code"),
                name="question_code_once",
                violation_error_message="The point has a question of this code already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="question",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "degree"), _negated=True),
                    ("scale__isnull", False),
                    _connector="OR",
                ),
                name="question_of_degree_has_a_scale",
                violation_error_message="Choose the scale that is answered on.",
            ),
        ),
        migrations.AddConstraint(
            model_name="part",
            constraint=models.UniqueConstraint(
                fields=("result", "number"), name="part_number_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="part",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("percent", None),
                    models.Q(("percent__gte", 0), ("percent__lte", 100)),
                    _connector="OR",
                ),
                name="part_percent_of_a_hundred",
                violation_error_message="A share lies between 0 and 100 per cent.",
            ),
        ),
        migrations.AddConstraint(
            model_name="part",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("high", None), ("low", None)),
                    models.Q(
                        ("high__gte", models.F("low")),
                        ("high__isnull", False),
                        ("low__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="part_ranks_together",
            ),
        ),
        migrations.AddConstraint(
            model_name="course",
            constraint=models.UniqueConstraint(
                fields=("programme", "number"),
                name="course_number_once",
                violation_error_message="The programme has a course of this number already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="course",
            constraint=models.CheckConstraint(
                condition=models.Q(("cluster", None), ("institution", None), _connector="OR"),
                name="course_of_one_place",
                violation_error_message="Choose a cluster or an institution, not both.",
            ),
        ),
        migrations.AddConstraint(
            model_name="course",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("group", None), ("institution__isnull", False), _connector="OR"
                ),
                name="course_group_in_an_institution",
                violation_error_message="Choose the institution of the group as well.",
            ),
        ),
        migrations.AddConstraint(
            model_name="stage",
            constraint=models.UniqueConstraint(
                fields=("course", "kind"),
                name="stage_once_in_a_course",
                violation_error_message="The course has this stage already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="statusnote",
            constraint=models.UniqueConstraint(
                fields=("programme", "number"), name="status_note_number_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="result",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("completed", None),
                    ("respondents", None),
                    ("completed__lte", models.F("respondents")),
                    _connector="OR",
                ),
                name="result_completed_among_the_answers",
                violation_error_message="More cannot have answered everything than answered.",
            ),
        ),
        migrations.AddConstraint(
            model_name="result",
            constraint=models.UniqueConstraint(
                condition=models.Q(("survey__isnull", False)),
                fields=("survey", "question"),
                name="result_once_in_a_survey",
            ),
        ),
        migrations.AddIndex(
            model_name="invitation",
            index=models.Index(
                condition=models.Q(("is_used", False)),
                fields=["survey"],
                name="invitation_not_used",
            ),
        ),
        migrations.AddConstraint(
            model_name="theme",
            constraint=models.UniqueConstraint(
                fields=("point", "name"),
                name="theme_once_at_a_point",
                violation_error_message="The point has this theme already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="comment",
            constraint=models.CheckConstraint(
                condition=models.Q(("quote", ""), ("theme__isnull", False), _connector="OR"),
                name="comment_quoted_under_a_theme",
                violation_error_message="Choose a theme for what is to be published.",
            ),
        ),
        migrations.AddConstraint(
            model_name="theorystep",
            constraint=models.UniqueConstraint(
                fields=("programme", "kind", "number"),
                name="theory_step_number_once",
                violation_error_message="There is a link of this kind and number already.",
            ),
        ),
        migrations.CreateModel(
            name="Anchor",
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
                    "note",
                    models.CharField(
                        blank=True,
                        max_length=300,
                        validators=[config.privacy.refuse_cpr],
                        verbose_name="what is carried on",
                    ),
                ),
            ],
            options={
                "verbose_name": "anchoring of a programme",
                "verbose_name_plural": "anchorings of programmes",
                "ordering": ["programme", "pk"],
            },
        ),
        migrations.CreateModel(
            name="AttentionPoint",
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
                            ("leadership", "Of leadership"),
                            ("organisation", "Of organisation"),
                            ("professional", "Professional"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                (
                    "text",
                    models.TextField(
                        validators=[config.privacy.refuse_cpr],
                        verbose_name="what to keep an eye on",
                    ),
                ),
                (
                    "responsible",
                    models.CharField(
                        blank=True,
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
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Open"),
                            ("under_way", "Being worked on"),
                            ("done", "Taken care of"),
                        ],
                        default="open",
                        max_length=20,
                        verbose_name="state",
                    ),
                ),
                (
                    "note",
                    models.CharField(
                        blank=True,
                        max_length=300,
                        validators=[config.privacy.refuse_cpr],
                        verbose_name="how it goes",
                    ),
                ),
                (
                    "answered_on",
                    models.DateField(
                        blank=True, editable=False, null=True, verbose_name="told on"
                    ),
                ),
            ],
            options={
                "verbose_name": "attention point",
                "verbose_name_plural": "attention points",
                "ordering": ["programme", "kind", "pk"],
            },
        ),
        migrations.CreateModel(
            name="HistoricalAttentionPoint",
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
                        choices=[
                            ("leadership", "Of leadership"),
                            ("organisation", "Of organisation"),
                            ("professional", "Professional"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                (
                    "text",
                    models.TextField(
                        validators=[config.privacy.refuse_cpr],
                        verbose_name="what to keep an eye on",
                    ),
                ),
                (
                    "responsible",
                    models.CharField(
                        blank=True,
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
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Open"),
                            ("under_way", "Being worked on"),
                            ("done", "Taken care of"),
                        ],
                        default="open",
                        max_length=20,
                        verbose_name="state",
                    ),
                ),
                (
                    "note",
                    models.CharField(
                        blank=True,
                        max_length=300,
                        validators=[config.privacy.refuse_cpr],
                        verbose_name="how it goes",
                    ),
                ),
                (
                    "answered_on",
                    models.DateField(
                        blank=True, editable=False, null=True, verbose_name="told on"
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
            ],
            options={
                "verbose_name": "historical attention point",
                "verbose_name_plural": "historical attention points",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalMemo",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
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
                    "receiver",
                    models.CharField(
                        blank=True,
                        max_length=150,
                        validators=[config.privacy.refuse_cpr],
                        verbose_name="to whom",
                    ),
                ),
                (
                    "why",
                    models.TextField(
                        validators=[config.privacy.refuse_cpr],
                        verbose_name="why it is put forward",
                    ),
                ),
                (
                    "recommendation",
                    models.TextField(
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
                    "process",
                    models.TextField(
                        blank=True,
                        validators=[config.privacy.refuse_cpr],
                        verbose_name="further process and communication",
                    ),
                ),
                (
                    "annexes",
                    models.TextField(
                        blank=True,
                        validators=[config.privacy.refuse_cpr],
                        verbose_name="annexes",
                    ),
                ),
                (
                    "encloses_report",
                    models.BooleanField(
                        default=True, verbose_name="the programme’s report is an annex"
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
                    "contact",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="who knows more"
                    ),
                ),
                (
                    "written_on",
                    models.DateField(
                        default=django.utils.timezone.localdate, verbose_name="date"
                    ),
                ),
                ("is_draft", models.BooleanField(default=True, verbose_name="draft")),
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
            ],
            options={
                "verbose_name": "historical memo",
                "verbose_name_plural": "historical memos",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Memo",
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
                    "title",
                    models.CharField(
                        max_length=200,
                        validators=[config.privacy.refuse_cpr],
                        verbose_name="title",
                    ),
                ),
                (
                    "receiver",
                    models.CharField(
                        blank=True,
                        max_length=150,
                        validators=[config.privacy.refuse_cpr],
                        verbose_name="to whom",
                    ),
                ),
                (
                    "why",
                    models.TextField(
                        validators=[config.privacy.refuse_cpr],
                        verbose_name="why it is put forward",
                    ),
                ),
                (
                    "recommendation",
                    models.TextField(
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
                    "process",
                    models.TextField(
                        blank=True,
                        validators=[config.privacy.refuse_cpr],
                        verbose_name="further process and communication",
                    ),
                ),
                (
                    "annexes",
                    models.TextField(
                        blank=True,
                        validators=[config.privacy.refuse_cpr],
                        verbose_name="annexes",
                    ),
                ),
                (
                    "encloses_report",
                    models.BooleanField(
                        default=True, verbose_name="the programme’s report is an annex"
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
                    "contact",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="who knows more"
                    ),
                ),
                (
                    "written_on",
                    models.DateField(
                        default=django.utils.timezone.localdate, verbose_name="date"
                    ),
                ),
                ("is_draft", models.BooleanField(default=True, verbose_name="draft")),
            ],
            options={
                "verbose_name": "memo",
                "verbose_name_plural": "memos",
                "ordering": ["-written_on", "-pk"],
            },
        ),
        migrations.AddField(
            model_name="evaluationpoint",
            name="not_sent_on",
            field=models.DateField(blank=True, null=True, verbose_name="given up on"),
        ),
        migrations.AddField(
            model_name="evaluationpoint",
            name="not_sent_why",
            field=models.CharField(
                blank=True,
                max_length=300,
                validators=[config.privacy.refuse_cpr],
                verbose_name="why it was not sent out",
            ),
        ),
        migrations.AddConstraint(
            model_name="evaluationpoint",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("not_sent_on", None), ("not_sent_why", "")),
                    models.Q(
                        ("not_sent_on__isnull", False),
                        models.Q(("not_sent_why", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="evaluation_point_given_up_for_a_reason",
                violation_error_message="Say when and why it is not sent out.",
            ),
        ),
        migrations.AddField(
            model_name="anchor",
            name="local_goal",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="programme_anchors",
                to="strategy.localgoal",
                verbose_name="local goal",
            ),
        ),
        migrations.AddField(
            model_name="anchor",
            name="point",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="anchors",
                to="programmes.evaluationpoint",
                verbose_name="evaluation",
            ),
        ),
        migrations.AddField(
            model_name="anchor",
            name="programme",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="anchors",
                to="programmes.programme",
                verbose_name="programme",
            ),
        ),
        migrations.AddField(
            model_name="attentionpoint",
            name="owner",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="attention_points",
                to=settings.AUTH_USER_MODEL,
                verbose_name="owner",
            ),
        ),
        migrations.AddField(
            model_name="attentionpoint",
            name="programme",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="attention",
                to="programmes.programme",
                verbose_name="programme",
            ),
        ),
        migrations.AddField(
            model_name="historicalattentionpoint",
            name="history_user",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="historicalattentionpoint",
            name="owner",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="owner",
            ),
        ),
        migrations.AddField(
            model_name="historicalattentionpoint",
            name="programme",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="programmes.programme",
                verbose_name="programme",
            ),
        ),
        migrations.AddField(
            model_name="historicalmemo",
            name="history_user",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="historicalmemo",
            name="programme",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="programmes.programme",
                verbose_name="programme",
            ),
        ),
        migrations.AddField(
            model_name="memo",
            name="programme",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="memos",
                to="programmes.programme",
                verbose_name="programme",
            ),
        ),
        migrations.AddConstraint(
            model_name="anchor",
            constraint=models.UniqueConstraint(
                fields=("programme", "local_goal"),
                name="programme_anchored_once",
                violation_error_message="The local goal is tied to this programme already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="attentionpoint",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["open", "under_way", "done"])),
                name="attention_point_state_known",
            ),
        ),
    ]
