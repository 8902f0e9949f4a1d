import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import config.days
import config.privacy
import institutions.belonging
import leadership.models.chapters
from config.first_migration import FirstMigration


class Migration(FirstMigration):
    initial = True

    dependencies = [
        ("indicators", "0001_initial"),
        ("institutions", "0001_initial"),
        ("measurements", "0001_initial"),
        ("strategy", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="CommitmentCell",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "is_being_written",
                    models.BooleanField(default=False, verbose_name="being written"),
                ),
            ],
            options={
                "verbose_name": "cell of the value base",
                "verbose_name_plural": "cells of the value base",
                "ordering": ["role", "area__number"],
            },
        ),
        migrations.CreateModel(
            name="CoreGroup",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                ("name", models.CharField(max_length=150, verbose_name="name")),
                ("question", models.CharField(max_length=60, verbose_name="question")),
                ("introduction", models.TextField(blank=True, verbose_name="introduction")),
                ("lead_in", models.CharField(blank=True, max_length=100, verbose_name="lead-in")),
            ],
            options={
                "verbose_name": "group of core areas",
                "verbose_name_plural": "groups of core areas",
                "ordering": ["profile", "number"],
            },
        ),
        migrations.CreateModel(
            name="DevelopmentPlan",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "year",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(2000),
                            django.core.validators.MaxValueValidator(2100),
                        ],
                        verbose_name="year",
                    ),
                ),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("proposed", "Waits for the head of area"),
                            ("agreed", "Agreed"),
                            ("closed", "Closed"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=20,
                        verbose_name="stage",
                    ),
                ),
                (
                    "version",
                    models.PositiveIntegerField(default=1, editable=False, verbose_name="version"),
                ),
                (
                    "chosen_on",
                    models.DateField(
                        default=django.utils.timezone.localdate,
                        editable=False,
                        verbose_name="begun",
                    ),
                ),
            ],
            options={
                "verbose_name": "team development plan",
                "verbose_name_plural": "team development plans",
                "ordering": ["-year"],
            },
        ),
        migrations.CreateModel(
            name="JobGroup",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                ("name", models.CharField(max_length=100, verbose_name="name")),
                ("title", models.CharField(blank=True, max_length=150, verbose_name="title")),
            ],
            options={
                "verbose_name": "group of roles",
                "verbose_name_plural": "groups of roles",
                "ordering": ["base", "number"],
            },
        ),
        migrations.CreateModel(
            name="MappingRound",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "year",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(2000),
                            django.core.validators.MaxValueValidator(2100),
                        ],
                        verbose_name="year",
                    ),
                ),
                (
                    "opened_on",
                    models.DateField(
                        default=django.utils.timezone.localdate,
                        editable=False,
                        verbose_name="opened",
                    ),
                ),
                ("closes_on", models.DateField(verbose_name="last day to answer")),
                ("closed_on", models.DateField(editable=False, null=True, verbose_name="closed")),
                (
                    "answered",
                    models.PositiveSmallIntegerField(
                        editable=False, null=True, verbose_name="answered"
                    ),
                ),
                (
                    "invited",
                    models.PositiveSmallIntegerField(
                        editable=False, null=True, verbose_name="leaders"
                    ),
                ),
            ],
            options={
                "verbose_name": "competence mapping",
                "verbose_name_plural": "competence mappings",
                "ordering": ["-year"],
            },
        ),
        migrations.CreateModel(
            name="ValueArea",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                ("name", models.CharField(max_length=100, verbose_name="name")),
            ],
            options={
                "verbose_name": "area of the value base",
                "verbose_name_plural": "areas of the value base",
                "ordering": ["base", "number"],
            },
        ),
        migrations.CreateModel(
            name="ValueBase",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=150, verbose_name="name")),
                ("source", models.CharField(blank=True, max_length=150, verbose_name="source")),
                ("introduction", models.TextField(blank=True, verbose_name="introduction")),
                (
                    "from_on",
                    models.DateField(
                        blank=True,
                        help_text="Empty while it is being prepared: only administrators see it then.",
                        null=True,
                        unique=True,
                        verbose_name="in force from",
                    ),
                ),
            ],
            options={
                "verbose_name": "value base",
                "verbose_name_plural": "value bases",
                "ordering": [
                    models.OrderBy(models.F("from_on"), descending=True, nulls_first=True),
                    "-pk",
                ],
            },
        ),
        migrations.CreateModel(
            name="Commitment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                ("text", models.TextField(verbose_name="commitment")),
                (
                    "cell",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="commitments",
                        to="leadership.commitmentcell",
                        verbose_name="cell of the value base",
                    ),
                ),
            ],
            options={
                "verbose_name": "commitment",
                "verbose_name_plural": "commitments",
                "ordering": [
                    "cell__role__group__number",
                    "cell__role__number",
                    "cell__area__number",
                    "number",
                ],
            },
        ),
        migrations.CreateModel(
            name="CoreArea",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                (
                    "other_name",
                    models.CharField(blank=True, max_length=200, verbose_name="other name"),
                ),
                ("text", models.TextField(blank=True, verbose_name="text")),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="areas",
                        to="leadership.coregroup",
                        verbose_name="group of core areas",
                    ),
                ),
            ],
            options={
                "verbose_name": "core area",
                "verbose_name_plural": "core areas",
                "ordering": ["group__profile", "group__number", "number"],
            },
        ),
        migrations.CreateModel(
            name="CorePoint",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                ("text", models.TextField(verbose_name="text")),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="points",
                        to="leadership.corearea",
                        verbose_name="core area",
                    ),
                ),
            ],
            options={
                "verbose_name": "point",
                "verbose_name_plural": "points",
                "ordering": ["area", "number"],
            },
        ),
        migrations.CreateModel(
            name="Agreement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("content", models.JSONField(default=dict, verbose_name="text")),
                ("team_signed_at", models.DateTimeField(verbose_name="signed for the team")),
                (
                    "head_signed_at",
                    models.DateTimeField(null=True, verbose_name="signed by the head of area on"),
                ),
                ("ended_at", models.DateTimeField(null=True, verbose_name="ended")),
                (
                    "ended_with",
                    models.CharField(blank=True, max_length=20, verbose_name="ended with"),
                ),
                (
                    "comment",
                    models.TextField(
                        blank=True, validators=[config.privacy.refuse_cpr], verbose_name="why"
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="ended by",
                    ),
                ),
                (
                    "head_signed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="signed by the head of area",
                    ),
                ),
                (
                    "team_signed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="signed for the team by",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="agreements",
                        to="leadership.developmentplan",
                        verbose_name="team development plan",
                    ),
                ),
            ],
            options={
                "verbose_name": "agreement",
                "verbose_name_plural": "agreements",
                "ordering": ["-team_signed_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="FocusArea",
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
                        max_length=100, validators=[config.privacy.refuse_cpr], verbose_name="name"
                    ),
                ),
                (
                    "text",
                    models.TextField(
                        blank=True,
                        validators=[config.privacy.refuse_cpr],
                        verbose_name="what we will do",
                    ),
                ),
                (
                    "area",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="focuses",
                        to="leadership.corearea",
                        verbose_name="core area",
                    ),
                ),
                (
                    "commitments",
                    models.ManyToManyField(
                        blank=True,
                        related_name="focuses",
                        to="leadership.commitment",
                        verbose_name="commitments",
                    ),
                ),
                (
                    "goals",
                    models.ManyToManyField(
                        blank=True,
                        related_name="+",
                        to="strategy.goal",
                        verbose_name="strategic goals",
                    ),
                ),
                (
                    "indicators",
                    models.ManyToManyField(
                        blank=True,
                        related_name="+",
                        to="indicators.indicator",
                        verbose_name="indicators",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="focuses",
                        to="leadership.developmentplan",
                        verbose_name="team development plan",
                    ),
                ),
            ],
            options={
                "verbose_name": "area of effort",
                "verbose_name_plural": "areas of effort",
                "ordering": ["plan", "number", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Action",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "text",
                    models.CharField(
                        max_length=250,
                        validators=[config.privacy.refuse_cpr],
                        verbose_name="what we do",
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
                ("due_on", models.DateField(blank=True, null=True, verbose_name="deadline")),
                (
                    "progress",
                    models.CharField(
                        choices=[
                            ("waiting", "Not started"),
                            ("started", "Under way"),
                            ("onway", "On the way"),
                            ("reached", "Achieved"),
                            ("missed", "Not achieved"),
                        ],
                        default="waiting",
                        max_length=20,
                        verbose_name="progress",
                    ),
                ),
                (
                    "note",
                    models.CharField(
                        blank=True,
                        max_length=250,
                        validators=[config.privacy.refuse_cpr],
                        verbose_name="how it goes",
                    ),
                ),
                (
                    "focus",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="actions",
                        to="leadership.focusarea",
                        verbose_name="area of effort",
                    ),
                ),
            ],
            options={
                "verbose_name": "action",
                "verbose_name_plural": "actions",
                "ordering": ["focus", "due_on", "pk"],
            },
        ),
        migrations.CreateModel(
            name="HistoricalBasedOn",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
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
                    "commitment",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="leadership.commitment",
                        verbose_name="commitment",
                    ),
                ),
                (
                    "effort",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="Empty: the goal as a whole.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="strategy.effort",
                        verbose_name="effort",
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
                "verbose_name": "historical what a goal builds on",
                "verbose_name_plural": "historical what goals build on",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalCommitment",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                ("text", models.TextField(verbose_name="commitment")),
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
                    "cell",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="leadership.commitmentcell",
                        verbose_name="cell of the value base",
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
                "verbose_name": "historical commitment",
                "verbose_name_plural": "historical commitments",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalCoreArea",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                (
                    "other_name",
                    models.CharField(blank=True, max_length=200, verbose_name="other name"),
                ),
                ("text", models.TextField(blank=True, verbose_name="text")),
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
                    "group",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="leadership.coregroup",
                        verbose_name="group of core areas",
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
                "verbose_name": "historical core area",
                "verbose_name_plural": "historical core areas",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalProfile",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("code", models.SlugField(verbose_name="code")),
                ("name", models.CharField(max_length=150, verbose_name="name")),
                ("title", models.CharField(max_length=150, verbose_name="title")),
                (
                    "purpose",
                    models.TextField(
                        help_text="What the leadership is to lead to.", verbose_name="purpose"
                    ),
                ),
                (
                    "focus_points",
                    models.JSONField(blank=True, default=list, verbose_name="focus areas"),
                ),
                (
                    "process",
                    models.JSONField(
                        blank=True, default=list, verbose_name="how teams work with it"
                    ),
                ),
                (
                    "is_in_use",
                    models.BooleanField(
                        default=True,
                        help_text="Teams can begin a mapping on it.",
                        verbose_name="in use",
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
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "scale",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="Ordered steps, on which a team rates each core area.",
                        limit_choices_to={"kind": "ordinal"},
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="measurements.scale",
                        verbose_name="scale",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical leadership profile",
                "verbose_name_plural": "historical leadership profiles",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalTeam",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "takes_part",
                    models.BooleanField(
                        default=True,
                        help_text="Independent teams choose themselves whether to.",
                        verbose_name="works with the profile",
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
            ],
            options={
                "verbose_name": "historical leadership team",
                "verbose_name_plural": "historical leadership teams",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalValueBase",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=150, verbose_name="name")),
                ("source", models.CharField(blank=True, max_length=150, verbose_name="source")),
                ("introduction", models.TextField(blank=True, verbose_name="introduction")),
                (
                    "from_on",
                    models.DateField(
                        blank=True,
                        db_index=True,
                        help_text="Empty while it is being prepared: only administrators see it then.",
                        null=True,
                        verbose_name="in force from",
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
                "verbose_name": "historical value base",
                "verbose_name_plural": "historical value bases",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="JobRole",
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
                    "is_everybody",
                    models.BooleanField(default=False, verbose_name="all of the group"),
                ),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="roles",
                        to="leadership.jobgroup",
                        verbose_name="group of roles",
                    ),
                ),
            ],
            options={
                "verbose_name": "role",
                "verbose_name_plural": "roles",
                "ordering": ["group__base", "group__number", "number"],
            },
        ),
        migrations.AddField(
            model_name="commitmentcell",
            name="role",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="cells",
                to="leadership.jobrole",
                verbose_name="role",
            ),
        ),
        migrations.CreateModel(
            name="JointPicture",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "now_low",
                    models.DecimalField(decimal_places=1, max_digits=4, verbose_name="now, from"),
                ),
                (
                    "now_high",
                    models.DecimalField(decimal_places=1, max_digits=4, verbose_name="now, to"),
                ),
                (
                    "now_spread",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("close", "the answers lie close"),
                            ("apart", "the answers lie apart"),
                        ],
                        max_length=10,
                        verbose_name="spread now",
                    ),
                ),
                (
                    "wanted_low",
                    models.DecimalField(
                        decimal_places=1, max_digits=4, verbose_name="wanted, from"
                    ),
                ),
                (
                    "wanted_high",
                    models.DecimalField(decimal_places=1, max_digits=4, verbose_name="wanted, to"),
                ),
                (
                    "wanted_spread",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("close", "the answers lie close"),
                            ("apart", "the answers lie apart"),
                        ],
                        max_length=10,
                        verbose_name="spread wanted",
                    ),
                ),
                (
                    "agreed_now",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="agreed, now"
                    ),
                ),
                (
                    "agreed_wanted",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="agreed, wanted"
                    ),
                ),
                (
                    "note",
                    models.TextField(
                        blank=True,
                        validators=[config.privacy.refuse_cpr],
                        verbose_name="the team's note",
                    ),
                ),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pictures",
                        to="leadership.corearea",
                        verbose_name="core area",
                    ),
                ),
                (
                    "mapping",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="pictures",
                        to="leadership.mappinground",
                        verbose_name="competence mapping",
                    ),
                ),
            ],
            options={
                "verbose_name": "joint picture",
                "verbose_name_plural": "joint pictures",
                "ordering": ["mapping", "area__group__number", "area__number"],
            },
        ),
        migrations.AddField(
            model_name="developmentplan",
            name="mapping",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="plans",
                to="leadership.mappinground",
                verbose_name="competence mapping",
            ),
        ),
        migrations.CreateModel(
            name="Answer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "comment",
                    models.TextField(
                        blank=True, validators=[config.privacy.refuse_cpr], verbose_name="comment"
                    ),
                ),
                (
                    "now",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="measurements.scalestep",
                        verbose_name="now",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
                (
                    "wanted",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="measurements.scalestep",
                        verbose_name="wanted",
                    ),
                ),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="leadership.corearea",
                        verbose_name="core area",
                    ),
                ),
                (
                    "mapping",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="answers",
                        to="leadership.mappinground",
                        verbose_name="competence mapping",
                    ),
                ),
            ],
            options={
                "verbose_name": "answer",
                "verbose_name_plural": "answers",
            },
        ),
        migrations.CreateModel(
            name="PlanFollowUp",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("planned_on", models.DateField(verbose_name="planned for")),
                (
                    "is_review",
                    models.BooleanField(default=False, verbose_name="review of the year"),
                ),
                ("held_on", models.DateField(blank=True, null=True, verbose_name="held")),
                (
                    "narrative",
                    models.TextField(
                        blank=True,
                        validators=[config.privacy.refuse_cpr],
                        verbose_name="what we saw",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="follow_ups",
                        to="leadership.developmentplan",
                        verbose_name="team development plan",
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="written by",
                    ),
                ),
            ],
            options={
                "verbose_name": "follow-up",
                "verbose_name_plural": "follow-ups",
                "ordering": ["plan", "planned_on", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Profile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.SlugField(unique=True, verbose_name="code")),
                ("name", models.CharField(max_length=150, verbose_name="name")),
                ("title", models.CharField(max_length=150, verbose_name="title")),
                (
                    "purpose",
                    models.TextField(
                        help_text="What the leadership is to lead to.", verbose_name="purpose"
                    ),
                ),
                (
                    "focus_points",
                    models.JSONField(blank=True, default=list, verbose_name="focus areas"),
                ),
                (
                    "process",
                    models.JSONField(
                        blank=True, default=list, verbose_name="how teams work with it"
                    ),
                ),
                (
                    "is_in_use",
                    models.BooleanField(
                        default=True,
                        help_text="Teams can begin a mapping on it.",
                        verbose_name="in use",
                    ),
                ),
                (
                    "scale",
                    models.ForeignKey(
                        help_text="Ordered steps, on which a team rates each core area.",
                        limit_choices_to={"kind": "ordinal"},
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="profiles",
                        to="measurements.scale",
                        verbose_name="scale",
                    ),
                ),
            ],
            options={
                "verbose_name": "leadership profile",
                "verbose_name_plural": "leadership profiles",
                "ordering": ["pk"],
            },
        ),
        migrations.AddField(
            model_name="mappinground",
            name="profile",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="rounds",
                to="leadership.profile",
                verbose_name="leadership profile",
            ),
        ),
        migrations.AddField(
            model_name="coregroup",
            name="profile",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="groups",
                to="leadership.profile",
                verbose_name="leadership profile",
            ),
        ),
        migrations.CreateModel(
            name="ProfileRole",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                ("name", models.CharField(max_length=150, verbose_name="name")),
                ("text", models.TextField(verbose_name="text")),
                (
                    "profile",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="roles",
                        to="leadership.profile",
                        verbose_name="leadership profile",
                    ),
                ),
            ],
            options={
                "verbose_name": "role in the team",
                "verbose_name_plural": "roles in the team",
                "ordering": ["profile", "number"],
            },
        ),
        migrations.CreateModel(
            name="Team",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "takes_part",
                    models.BooleanField(
                        default=True,
                        help_text="Independent teams choose themselves whether to.",
                        verbose_name="works with the profile",
                    ),
                ),
                (
                    "cluster",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="team",
                        to="institutions.cluster",
                        verbose_name="cluster",
                    ),
                ),
                (
                    "institution",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="team",
                        to="institutions.institution",
                        verbose_name="institution",
                    ),
                ),
            ],
            options={
                "verbose_name": "leadership team",
                "verbose_name_plural": "leadership teams",
                "ordering": ["pk"],
            },
        ),
        migrations.AddField(
            model_name="mappinground",
            name="team",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="rounds",
                to="leadership.team",
                verbose_name="leadership team",
            ),
        ),
        migrations.CreateModel(
            name="Duty",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        max_length=150, validators=[config.privacy.refuse_cpr], verbose_name="task"
                    ),
                ),
                (
                    "holder",
                    models.CharField(
                        max_length=150,
                        validators=[config.privacy.refuse_cpr],
                        verbose_name="who leads it",
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="duties",
                        to="leadership.team",
                        verbose_name="leadership team",
                    ),
                ),
            ],
            options={
                "verbose_name": "task in the team",
                "verbose_name_plural": "tasks in the team",
                "ordering": ["team", "pk"],
            },
        ),
        migrations.AddField(
            model_name="developmentplan",
            name="team",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="plans",
                to="leadership.team",
                verbose_name="leadership team",
            ),
        ),
        migrations.AddField(
            model_name="commitmentcell",
            name="area",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="cells",
                to="leadership.valuearea",
                verbose_name="area of the value base",
            ),
        ),
        migrations.AddField(
            model_name="valuearea",
            name="base",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="areas",
                to="leadership.valuebase",
                verbose_name="value base",
            ),
        ),
        migrations.AddField(
            model_name="jobgroup",
            name="base",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="groups",
                to="leadership.valuebase",
                verbose_name="value base",
            ),
        ),
        migrations.CreateModel(
            name="CoreValue",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                ("name", models.CharField(max_length=60, verbose_name="name")),
                ("text", models.TextField(blank=True, verbose_name="what it means")),
                (
                    "base",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="values",
                        to="leadership.valuebase",
                        verbose_name="value base",
                    ),
                ),
            ],
            options={
                "verbose_name": "core value",
                "verbose_name_plural": "core values",
                "ordering": ["base", "number"],
            },
        ),
        migrations.CreateModel(
            name="BasedOn",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "effort",
                    models.ForeignKey(
                        blank=True,
                        help_text="Empty: the goal as a whole.",
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="based_on",
                        to="strategy.effort",
                        verbose_name="effort",
                    ),
                ),
                (
                    "local_goal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="based_on",
                        to="strategy.localgoal",
                        verbose_name="local goal",
                    ),
                ),
                (
                    "commitment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="uses",
                        to="leadership.commitment",
                        verbose_name="commitment",
                    ),
                ),
            ],
            options={
                "verbose_name": "what a goal builds on",
                "verbose_name_plural": "what goals build on",
                "ordering": ["local_goal", "commitment", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("effort__isnull", True)),
                        fields=("local_goal", "commitment"),
                        name="based_on_once",
                        violation_error_message="The goal builds on this already.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("effort__isnull", False)),
                        fields=("local_goal", "commitment", "effort"),
                        name="based_on_once_effort",
                        violation_error_message="The goal builds on this already.",
                    ),
                    institutions.belonging.PartOf(
                        name="based_on_effort_of_the_goal",
                        part="effort",
                        violation_error_message="The effort belongs to another local goal.",
                        whole="local_goal",
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="commitment",
            constraint=models.UniqueConstraint(
                fields=("cell", "number"),
                name="commitment_number_unique_in_cell",
                violation_error_message="There is a commitment with this number already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="commitment",
            constraint=models.CheckConstraint(
                condition=models.Q(("number__gte", 1)),
                name="commitment_number_from_one",
                violation_error_message="Numbers begin at 1.",
            ),
        ),
        migrations.AddConstraint(
            model_name="corearea",
            constraint=models.UniqueConstraint(
                fields=("group", "number"),
                name="core_area_number_unique_in_group",
                violation_error_message="The group has a core area with this number already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="corepoint",
            constraint=models.UniqueConstraint(
                fields=("area", "number"),
                name="core_point_number_unique_in_area",
                violation_error_message="The core area has a point with this number already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="jobrole",
            constraint=models.UniqueConstraint(
                fields=("group", "name"),
                name="job_role_name_unique_in_group",
                violation_error_message="The group has a role of this name already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="jointpicture",
            constraint=models.UniqueConstraint(
                fields=("mapping", "area"),
                name="joint_picture_once_per_area",
                violation_error_message="There is a picture of this core area already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="answer",
            constraint=models.UniqueConstraint(
                fields=("mapping", "person", "area"), name="answer_once_per_area"
            ),
        ),
        migrations.AddConstraint(
            model_name="planfollowup",
            constraint=models.UniqueConstraint(
                fields=("plan", "planned_on"),
                name="follow_up_once_a_day",
                violation_error_message="The plan is followed up on this day already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="planfollowup",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("held_on", None), models.Q(("narrative", ""), _negated=True), _connector="OR"
                ),
                name="follow_up_held_with_words",
                violation_error_message="Write what you saw.",
            ),
        ),
        migrations.AddConstraint(
            model_name="coregroup",
            constraint=models.UniqueConstraint(
                fields=("profile", "number"),
                name="core_group_number_unique_in_profile",
                violation_error_message="The profile has a group with this number already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="profilerole",
            constraint=models.UniqueConstraint(
                fields=("profile", "number"),
                name="profile_role_number_unique",
                violation_error_message="The profile has a role with this number already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="team",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("cluster", None), ("institution__isnull", False)),
                    models.Q(("cluster__isnull", False), ("institution", None)),
                    _connector="OR",
                ),
                name="team_of_one_place",
                violation_error_message="Choose a cluster or an institution.",
            ),
        ),
        migrations.AddConstraint(
            model_name="mappinground",
            constraint=models.UniqueConstraint(
                fields=("team", "year"),
                name="mapping_once_a_year",
                violation_error_message="The team has a mapping of this year already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="mappinground",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answered", None), ("closed_on", None), ("invited", None)),
                    models.Q(
                        ("answered__isnull", False),
                        ("closed_on__isnull", False),
                        ("invited__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="mapping_closed_with_counts",
            ),
        ),
        migrations.AddConstraint(
            model_name="developmentplan",
            constraint=models.UniqueConstraint(
                fields=("team", "year"),
                name="plan_once_a_year",
                violation_error_message="The team has a plan for this year already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="commitmentcell",
            constraint=models.UniqueConstraint(
                fields=("role", "area"),
                name="commitment_cell_unique",
                violation_error_message="The role has this area already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="valuearea",
            constraint=models.UniqueConstraint(
                fields=("base", "name"),
                name="value_area_name_unique_in_base",
                violation_error_message="There is an area of this name already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="jobgroup",
            constraint=models.UniqueConstraint(
                fields=("base", "name"),
                name="job_group_name_unique_in_base",
                violation_error_message="There is a group of this name already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="corevalue",
            constraint=models.UniqueConstraint(
                fields=("base", "number"),
                name="core_value_number_unique_in_base",
                violation_error_message="There is a value with this number already.",
            ),
        ),
        migrations.CreateModel(
            name="ValueBaseImport",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("file_name", models.CharField(max_length=255, verbose_name="file")),
                ("sha256", models.CharField(max_length=64, verbose_name="fingerprint (SHA-256)")),
                ("size", models.PositiveIntegerField(verbose_name="size in bytes")),
                ("layout", models.CharField(max_length=60, verbose_name="recognised as")),
                (
                    "imported_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="imported"
                    ),
                ),
                ("row_count", models.PositiveIntegerField(default=0, verbose_name="rows")),
                ("new_count", models.PositiveIntegerField(default=0, verbose_name="new")),
                ("changed_count", models.PositiveIntegerField(default=0, verbose_name="changed")),
                (
                    "unchanged_count",
                    models.PositiveIntegerField(default=0, verbose_name="unchanged"),
                ),
                (
                    "mended",
                    models.JSONField(blank=True, default=dict, verbose_name="corrected cells"),
                ),
                (
                    "left_out",
                    models.JSONField(blank=True, default=list, verbose_name="rows left out"),
                ),
                (
                    "answered",
                    models.JSONField(blank=True, default=list, verbose_name="answers given"),
                ),
                ("undone_at", models.DateTimeField(blank=True, null=True, verbose_name="undone")),
                ("made", models.BooleanField(default=False, verbose_name="came with the file")),
                (
                    "fingerprint",
                    models.CharField(
                        blank=True, max_length=64, verbose_name="fingerprint of the version"
                    ),
                ),
                ("written", models.JSONField(default=list, verbose_name="what was written")),
                (
                    "base",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="imports",
                        to="leadership.valuebase",
                        verbose_name="value base",
                    ),
                ),
                (
                    "imported_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="value_base_imports",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="imported by",
                    ),
                ),
            ],
            options={
                "verbose_name": "import of the value base",
                "verbose_name_plural": "imports of the value base",
                "ordering": ["-imported_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Onboarding",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "who",
                    models.CharField(
                        help_text="Initials or a first name are enough.",
                        max_length=40,
                        validators=[config.privacy.refuse_cpr],
                        verbose_name="who is new",
                    ),
                ),
                (
                    "mentor",
                    models.CharField(
                        max_length=60, validators=[config.privacy.refuse_cpr], verbose_name="mentor"
                    ),
                ),
                (
                    "begins_on",
                    models.DateField(
                        default=django.utils.timezone.localdate, verbose_name="begins"
                    ),
                ),
                ("due_on", models.DateField(verbose_name="to be gone through by")),
                (
                    "ended_on",
                    models.DateField(blank=True, editable=False, null=True, verbose_name="ended"),
                ),
                (
                    "institution",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="onboardings",
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
                    "role",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="onboardings",
                        to="leadership.jobrole",
                        verbose_name="role",
                    ),
                ),
            ],
            options={
                "verbose_name": "introduction of new staff",
                "verbose_name_plural": "introductions of new staff",
                "ordering": ["due_on", "pk"],
            },
        ),
        migrations.CreateModel(
            name="OnboardingStep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "done_on",
                    models.DateField(
                        default=django.utils.timezone.localdate, verbose_name="gone through"
                    ),
                ),
                (
                    "commitment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="leadership.commitment",
                        verbose_name="commitment",
                    ),
                ),
                (
                    "onboarding",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="steps",
                        to="leadership.onboarding",
                        verbose_name="introduction of new staff",
                    ),
                ),
            ],
            options={
                "verbose_name": "commitment gone through",
                "verbose_name_plural": "commitments gone through",
                "ordering": ["onboarding", "commitment"],
            },
        ),
        migrations.CreateModel(
            name="Reflection",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "group",
                    models.CharField(
                        blank=True,
                        max_length=80,
                        validators=[config.privacy.refuse_cpr],
                        verbose_name="team or group",
                    ),
                ),
                (
                    "held_on",
                    models.DateField(
                        default=django.utils.timezone.localdate,
                        validators=[config.days.has_come],
                        verbose_name="day",
                    ),
                ),
                (
                    "standing",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (1, "We have just begun"),
                            (2, "We succeed now and then"),
                            (3, "We succeed most days"),
                            (4, "It is how we do things here"),
                        ],
                        verbose_name="where we are",
                    ),
                ),
                (
                    "example",
                    models.TextField(
                        validators=[config.privacy.refuse_cpr], verbose_name="an example"
                    ),
                ),
                (
                    "next_step",
                    models.TextField(
                        blank=True,
                        validators=[config.privacy.refuse_cpr],
                        verbose_name="the next step",
                    ),
                ),
                (
                    "again_on",
                    models.DateField(blank=True, null=True, verbose_name="we look at it again"),
                ),
                (
                    "cluster",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reflections",
                        to="institutions.cluster",
                        verbose_name="cluster",
                    ),
                ),
                (
                    "commitment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reflections",
                        to="leadership.commitment",
                        verbose_name="commitment",
                    ),
                ),
                (
                    "institution",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reflections",
                        to="institutions.institution",
                        verbose_name="institution",
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="written by",
                    ),
                ),
            ],
            options={
                "verbose_name": "reflection",
                "verbose_name_plural": "reflections",
                "ordering": ["-held_on", "-pk"],
            },
        ),
        migrations.AddConstraint(
            model_name="onboarding",
            constraint=models.CheckConstraint(
                condition=models.Q(("due_on__gte", models.F("begins_on"))),
                name="onboarding_due_after_it_begins",
                violation_error_message="It cannot be due before it begins.",
            ),
        ),
        migrations.AddConstraint(
            model_name="onboardingstep",
            constraint=models.UniqueConstraint(
                fields=("onboarding", "commitment"), name="onboarding_step_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="reflection",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("cluster", None), ("institution__isnull", False)),
                    models.Q(("cluster__isnull", False), ("institution", None)),
                    _connector="OR",
                ),
                name="reflection_of_one_place",
                violation_error_message="Choose a cluster or an institution.",
            ),
        ),
        migrations.AddConstraint(
            model_name="reflection",
            constraint=models.CheckConstraint(
                condition=models.Q(("standing__gte", 1), ("standing__lte", 4)),
                name="reflection_standing_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="reflection",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("again_on", None), ("again_on__gt", models.F("held_on")), _connector="OR"
                ),
                name="reflection_again_after_it_was_held",
                violation_error_message="The next time must come after this one.",
            ),
        ),
        migrations.CreateModel(
            name="HistoricalSharedEconomy",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="year")),
                ("rows", models.JSONField(default=list, verbose_name="what is shared")),
                (
                    "agreed_on",
                    models.DateField(
                        blank=True,
                        null=True,
                        validators=[config.days.has_come],
                        verbose_name="agreed by the leadership team",
                    ),
                ),
                ("decision_url", models.URLField(blank=True, verbose_name="link to the decision")),
                (
                    "version",
                    models.PositiveIntegerField(default=1, editable=False, verbose_name="version"),
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
                "verbose_name": "historical shared economy",
                "verbose_name_plural": "historical shared economies",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalThemeAction",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "what",
                    models.TextField(
                        validators=[config.privacy.refuse_cpr], verbose_name="what is done"
                    ),
                ),
                (
                    "who",
                    models.CharField(
                        max_length=150,
                        validators=[config.privacy.refuse_cpr],
                        verbose_name="who sees to it",
                    ),
                ),
                ("until_on", models.DateField(verbose_name="until")),
                (
                    "done_on",
                    models.DateField(
                        blank=True,
                        null=True,
                        validators=[config.days.has_come],
                        verbose_name="done",
                    ),
                ),
                (
                    "outcome",
                    models.TextField(
                        blank=True,
                        validators=[config.privacy.refuse_cpr],
                        verbose_name="what came of it",
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
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "topic",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="measurements.topic",
                        verbose_name="theme",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical action on a theme",
                "verbose_name_plural": "historical actions on themes",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="ThemeAction",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "what",
                    models.TextField(
                        validators=[config.privacy.refuse_cpr], verbose_name="what is done"
                    ),
                ),
                (
                    "who",
                    models.CharField(
                        max_length=150,
                        validators=[config.privacy.refuse_cpr],
                        verbose_name="who sees to it",
                    ),
                ),
                ("until_on", models.DateField(verbose_name="until")),
                (
                    "done_on",
                    models.DateField(
                        blank=True,
                        null=True,
                        validators=[config.days.has_come],
                        verbose_name="done",
                    ),
                ),
                (
                    "outcome",
                    models.TextField(
                        blank=True,
                        validators=[config.privacy.refuse_cpr],
                        verbose_name="what came of it",
                    ),
                ),
                (
                    "cluster",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="theme_actions",
                        to="institutions.cluster",
                        verbose_name="cluster",
                    ),
                ),
                (
                    "topic",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="measurements.topic",
                        verbose_name="theme",
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="written by",
                    ),
                ),
            ],
            options={
                "verbose_name": "action on a theme",
                "verbose_name_plural": "actions on themes",
                "ordering": [
                    models.OrderBy(models.F("done_on"), nulls_first=True),
                    "until_on",
                    "pk",
                ],
            },
        ),
        migrations.CreateModel(
            name="SharedEconomy",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="year")),
                ("rows", models.JSONField(default=list, verbose_name="what is shared")),
                (
                    "agreed_on",
                    models.DateField(
                        blank=True,
                        null=True,
                        validators=[config.days.has_come],
                        verbose_name="agreed by the leadership team",
                    ),
                ),
                ("decision_url", models.URLField(blank=True, verbose_name="link to the decision")),
                (
                    "version",
                    models.PositiveIntegerField(default=1, editable=False, verbose_name="version"),
                ),
                (
                    "cluster",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="shared_economies",
                        to="institutions.cluster",
                        verbose_name="cluster",
                    ),
                ),
            ],
            options={
                "verbose_name": "shared economy",
                "verbose_name_plural": "shared economies",
                "ordering": ["cluster", "-year"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("cluster", "year"),
                        name="shared_economy_once_a_year",
                        violation_error_message="The cluster has a table for this year already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decision_url", ""), ("agreed_on__isnull", False), _connector="OR"
                        ),
                        name="shared_economy_decision_of_agreed",
                        violation_error_message="Write the day it was agreed on, beside the link.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalChapter",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                (
                    "name",
                    models.CharField(
                        max_length=120,
                        validators=[config.privacy.refuse_cpr],
                        verbose_name="heading",
                    ),
                ),
                (
                    "text",
                    models.TextField(validators=[config.privacy.refuse_cpr], verbose_name="text"),
                ),
                (
                    "references",
                    models.TextField(
                        blank=True,
                        validators=[
                            config.privacy.refuse_cpr,
                            leadership.models.chapters.each_line_has_an_address,
                        ],
                        verbose_name="references",
                    ),
                ),
                (
                    "is_example",
                    models.BooleanField(default=False, editable=False, verbose_name="example text"),
                ),
                (
                    "version",
                    models.PositiveIntegerField(default=1, editable=False, verbose_name="version"),
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
                    "base",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="leadership.valuebase",
                        verbose_name="value base",
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
                    "profile",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="leadership.profile",
                        verbose_name="leadership profile",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical chapter",
                "verbose_name_plural": "historical chapters",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Chapter",
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
                        max_length=120,
                        validators=[config.privacy.refuse_cpr],
                        verbose_name="heading",
                    ),
                ),
                (
                    "text",
                    models.TextField(validators=[config.privacy.refuse_cpr], verbose_name="text"),
                ),
                (
                    "references",
                    models.TextField(
                        blank=True,
                        validators=[
                            config.privacy.refuse_cpr,
                            leadership.models.chapters.each_line_has_an_address,
                        ],
                        verbose_name="references",
                    ),
                ),
                (
                    "is_example",
                    models.BooleanField(default=False, editable=False, verbose_name="example text"),
                ),
                (
                    "version",
                    models.PositiveIntegerField(default=1, editable=False, verbose_name="version"),
                ),
                (
                    "base",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="chapters",
                        to="leadership.valuebase",
                        verbose_name="value base",
                    ),
                ),
                (
                    "profile",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="chapters",
                        to="leadership.profile",
                        verbose_name="leadership profile",
                    ),
                ),
            ],
            options={
                "verbose_name": "chapter",
                "verbose_name_plural": "chapters",
                "ordering": [
                    models.OrderBy(models.F("base"), nulls_last=True),
                    "profile",
                    "number",
                    "pk",
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("base", None), ("profile__isnull", False)),
                            models.Q(("base__isnull", False), ("profile", None)),
                            _connector="OR",
                        ),
                        name="chapter_of_one_text",
                        violation_error_message="Choose a value base or a leadership profile.",
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="duty",
            name="deputy",
            field=models.CharField(
                blank=True,
                max_length=150,
                validators=[config.privacy.refuse_cpr],
                verbose_name="deputy",
            ),
        ),
        migrations.AddField(
            model_name="duty",
            name="until_on",
            field=models.DateField(blank=True, null=True, verbose_name="until"),
        ),
        migrations.AddField(
            model_name="historicalprofile",
            name="level",
            field=models.CharField(
                choices=[
                    ("team", "Leadership team"),
                    ("school_leader", "School leader"),
                    ("area_head", "Head of area"),
                ],
                default="team",
                max_length=20,
                verbose_name="level",
            ),
        ),
        migrations.AddField(
            model_name="mappinground",
            name="consultant",
            field=models.CharField(
                blank=True,
                max_length=150,
                validators=[config.privacy.refuse_cpr],
                verbose_name="consultant",
            ),
        ),
        migrations.AddField(
            model_name="mappinground",
            name="support",
            field=models.TextField(
                blank=True,
                validators=[config.privacy.refuse_cpr],
                verbose_name="what the support was",
            ),
        ),
        migrations.AddField(
            model_name="mappinground",
            name="supported_on",
            field=models.DateField(blank=True, null=True, verbose_name="support given"),
        ),
        migrations.AddField(
            model_name="profile",
            name="level",
            field=models.CharField(
                choices=[
                    ("team", "Leadership team"),
                    ("school_leader", "School leader"),
                    ("area_head", "Head of area"),
                ],
                default="team",
                max_length=20,
                verbose_name="level",
            ),
        ),
        migrations.CreateModel(
            name="TimeShare",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "share",
                    models.PositiveSmallIntegerField(
                        validators=[django.core.validators.MaxValueValidator(100)],
                        verbose_name="per cent",
                    ),
                ),
                (
                    "mapping",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="shares",
                        to="leadership.mappinground",
                        verbose_name="competence mapping",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "time across the cluster",
                "verbose_name_plural": "times across the cluster",
                "ordering": ["mapping", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("mapping", "person"), name="time_share_once_a_person"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("share__lte", 100)),
                        name="time_share_of_a_whole",
                        violation_error_message="It cannot be more than 100 per cent.",
                    ),
                ],
            },
        ),
        migrations.AlterModelOptions(
            name="basedon",
            options={
                "ordering": [
                    "local_goal",
                    models.OrderBy(models.F("chapter"), nulls_first=True),
                    "commitment",
                    "pk",
                ],
                "verbose_name": "what a goal builds on",
                "verbose_name_plural": "what goals build on",
            },
        ),
        migrations.AddField(
            model_name="basedon",
            name="chapter",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="uses",
                to="leadership.chapter",
                verbose_name="chapter",
            ),
        ),
        migrations.AddField(
            model_name="basedon",
            name="chapter_version",
            field=models.PositiveIntegerField(
                blank=True, editable=False, null=True, verbose_name="version of the chapter"
            ),
        ),
        migrations.AddField(
            model_name="focusarea",
            name="chapters",
            field=models.ManyToManyField(
                blank=True, related_name="focuses", to="leadership.chapter", verbose_name="chapters"
            ),
        ),
        migrations.AddField(
            model_name="historicalbasedon",
            name="chapter",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="leadership.chapter",
                verbose_name="chapter",
            ),
        ),
        migrations.AddField(
            model_name="historicalbasedon",
            name="chapter_version",
            field=models.PositiveIntegerField(
                blank=True, editable=False, null=True, verbose_name="version of the chapter"
            ),
        ),
        migrations.AlterField(
            model_name="basedon",
            name="commitment",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="uses",
                to="leadership.commitment",
                verbose_name="commitment",
            ),
        ),
        migrations.AddConstraint(
            model_name="basedon",
            constraint=models.UniqueConstraint(
                condition=models.Q(("effort__isnull", True)),
                fields=("local_goal", "chapter"),
                name="based_on_chapter_once",
                violation_error_message="The goal builds on this already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="basedon",
            constraint=models.UniqueConstraint(
                condition=models.Q(("effort__isnull", False)),
                fields=("local_goal", "chapter", "effort"),
                name="based_on_chapter_once_effort",
                violation_error_message="The goal builds on this already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="basedon",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("chapter", None), ("chapter_version", None), ("commitment__isnull", False)
                    ),
                    models.Q(
                        ("chapter__isnull", False),
                        ("chapter_version__isnull", False),
                        ("commitment", None),
                    ),
                    _connector="OR",
                ),
                name="based_on_one_thing",
                violation_error_message="Choose a commitment or a chapter.",
            ),
        ),
    ]
