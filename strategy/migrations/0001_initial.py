import uuid

import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import config.collation
import config.privacy
import institutions.periods
import strategy.models.attachments
from config.first_migration import FirstMigration


class Migration(FirstMigration):
    initial = True

    dependencies = [
        ("institutions", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Goal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "number",
                    models.PositiveSmallIntegerField(
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="number",
                    ),
                ),
                ("text", models.TextField(verbose_name="text")),
                (
                    "short_name",
                    models.CharField(
                        help_text="For tables, as “Healthy communities”.",
                        max_length=60,
                        verbose_name="short name",
                    ),
                ),
            ],
            options={
                "verbose_name": "goal",
                "verbose_name_plural": "goals",
                "ordering": ["strategy", "number"],
            },
        ),
        migrations.CreateModel(
            name="GoalRound",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "title",
                    models.CharField(
                        help_text="As “Local goals 2027”.", max_length=100, verbose_name="title"
                    ),
                ),
                ("opens_on", models.DateField(verbose_name="opens")),
                (
                    "deadline_on",
                    models.DateField(
                        help_text="The last day on which goals are sent to the board.",
                        verbose_name="deadline",
                    ),
                ),
                (
                    "for_year",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="The year the goals are for. Left empty, it is that of the deadline, or the next one when the deadline is in October or later.",
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(2000),
                            django.core.validators.MaxValueValidator(2100),
                        ],
                        verbose_name="for the year",
                    ),
                ),
                (
                    "closed_on",
                    models.DateField(
                        blank=True,
                        help_text="Until then it stands on the pages.",
                        null=True,
                        verbose_name="closed",
                    ),
                ),
                (
                    "goals",
                    models.ManyToManyField(
                        blank=True,
                        help_text="None chosen means all of them.",
                        related_name="rounds",
                        to="strategy.goal",
                        verbose_name="strategic goals",
                    ),
                ),
                (
                    "institutions",
                    models.ManyToManyField(
                        blank=True,
                        help_text="None chosen means all of them.",
                        related_name="goal_rounds",
                        to="institutions.institution",
                        verbose_name="institutions",
                    ),
                ),
            ],
            options={
                "verbose_name": "round of local goals",
                "verbose_name_plural": "rounds of local goals",
                "ordering": ["-opens_on", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="HelpText",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "question",
                    models.CharField(
                        choices=[
                            ("text", "Which local goals are needed"),
                            ("efforts", "Description of efforts"),
                            ("effect", "How and when is the effect measured"),
                            ("how", "How"),
                            ("measured_on", "When"),
                            ("when_text", "When, in your own words (optional)"),
                            ("responsible", "Responsible (optional)"),
                        ],
                        max_length=20,
                        unique=True,
                        verbose_name="question",
                    ),
                ),
                (
                    "text",
                    models.TextField(
                        blank=True,
                        help_text="Leave it empty for the standard text.",
                        max_length=500,
                        verbose_name="help text",
                    ),
                ),
            ],
            options={
                "verbose_name": "help text",
                "verbose_name_plural": "help texts",
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "question__in",
                                [
                                    "text",
                                    "efforts",
                                    "effect",
                                    "how",
                                    "measured_on",
                                    "when_text",
                                    "responsible",
                                ],
                            )
                        ),
                        name="help_text_of_a_question",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalGoalAssessment",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "dissent",
                    models.TextField(
                        blank=True,
                        validators=[config.privacy.refuse_cpr],
                        verbose_name="who disagrees",
                    ),
                ),
                (
                    "assessed_on",
                    models.DateField(default=django.utils.timezone.localdate, verbose_name="date"),
                ),
                (
                    "progress",
                    models.CharField(
                        choices=[
                            ("waiting", "Not started"),
                            ("started", "Under way"),
                            ("onway", "On the way"),
                            ("partly", "Partly achieved"),
                            ("reached", "Achieved"),
                            ("missed", "Not achieved"),
                        ],
                        max_length=20,
                        verbose_name="progress",
                    ),
                ),
                (
                    "narrative",
                    models.TextField(
                        blank=True, validators=[config.privacy.refuse_cpr], verbose_name="in words"
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
                    "goal",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="strategy.goal",
                        verbose_name="goal",
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
                "verbose_name": "historical board's assessment",
                "verbose_name_plural": "historical boards' assessments",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalLocalGoal",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "efforts_kept",
                    models.JSONField(blank=True, default=list, verbose_name="efforts"),
                ),
                (
                    "text",
                    models.TextField(
                        blank=True,
                        validators=[config.privacy.refuse_cpr],
                        verbose_name="local goal",
                    ),
                ),
                (
                    "how",
                    models.TextField(
                        blank=True,
                        validators=[config.privacy.refuse_cpr],
                        verbose_name="how the effect is measured",
                    ),
                ),
                (
                    "measured_on",
                    models.DateField(
                        blank=True, null=True, verbose_name="when the effect is measured"
                    ),
                ),
                (
                    "baseline",
                    models.DecimalField(
                        blank=True,
                        decimal_places=3,
                        max_digits=12,
                        null=True,
                        verbose_name="baseline",
                    ),
                ),
                (
                    "measure",
                    models.CharField(
                        blank=True,
                        max_length=100,
                        validators=[config.privacy.refuse_cpr],
                        verbose_name="what is counted",
                    ),
                ),
                (
                    "target",
                    models.DecimalField(
                        blank=True,
                        decimal_places=3,
                        max_digits=12,
                        null=True,
                        verbose_name="target figure",
                    ),
                ),
                (
                    "unit",
                    models.CharField(
                        blank=True,
                        max_length=30,
                        validators=[config.privacy.refuse_cpr],
                        verbose_name="unit",
                    ),
                ),
                (
                    "when_text",
                    models.CharField(
                        blank=True,
                        max_length=100,
                        validators=[config.privacy.refuse_cpr],
                        verbose_name="when, in words",
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
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("sent", "Sent to the board"),
                            ("returned", "Returned"),
                            ("adopted", "Adopted"),
                            ("in_progress", "In progress"),
                            ("evaluated", "Evaluated"),
                            ("discontinued", "Discontinued"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=20,
                        verbose_name="status",
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("reached", "Achieved"),
                            ("partly", "Partly achieved"),
                            ("missed", "Not achieved"),
                        ],
                        editable=False,
                        max_length=20,
                        verbose_name="outcome",
                    ),
                ),
                (
                    "version",
                    models.PositiveIntegerField(default=1, editable=False, verbose_name="version"),
                ),
                (
                    "created_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="begun"
                    ),
                ),
                (
                    "updated_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="saved"
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
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="begun by",
                    ),
                ),
                (
                    "goal",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="strategy.goal",
                        verbose_name="strategic goal",
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
                    "updated_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="saved by",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical local goal",
                "verbose_name_plural": "historical local goals",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalStatement",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                ("text", models.TextField(verbose_name="text")),
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
                    "goal",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="strategy.goal",
                        verbose_name="goal",
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
                "verbose_name": "historical statement",
                "verbose_name_plural": "historical statements",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalStrategy",
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
                        choices=[("vision", "Vision"), ("common_goals", "Common goals")],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                ("headline", models.TextField(blank=True, verbose_name="headline")),
                ("text", models.TextField(blank=True, verbose_name="text")),
                ("from_year", models.PositiveSmallIntegerField(verbose_name="first year")),
                ("to_year", models.PositiveSmallIntegerField(verbose_name="last year")),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("hearing", "In hearing"),
                            ("adopted", "Adopted"),
                            ("running", "In operation"),
                            ("closed", "Closed"),
                        ],
                        default="draft",
                        max_length=20,
                        verbose_name="stage",
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
                        help_text="Leave empty for the municipality's own.",
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
                "verbose_name": "historical strategy",
                "verbose_name_plural": "historical strategies",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="LocalGoal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "text",
                    models.TextField(
                        blank=True,
                        validators=[config.privacy.refuse_cpr],
                        verbose_name="local goal",
                    ),
                ),
                (
                    "how",
                    models.TextField(
                        blank=True,
                        validators=[config.privacy.refuse_cpr],
                        verbose_name="how the effect is measured",
                    ),
                ),
                (
                    "measured_on",
                    models.DateField(
                        blank=True, null=True, verbose_name="when the effect is measured"
                    ),
                ),
                (
                    "baseline",
                    models.DecimalField(
                        blank=True,
                        decimal_places=3,
                        max_digits=12,
                        null=True,
                        verbose_name="baseline",
                    ),
                ),
                (
                    "measure",
                    models.CharField(
                        blank=True,
                        max_length=100,
                        validators=[config.privacy.refuse_cpr],
                        verbose_name="what is counted",
                    ),
                ),
                (
                    "target",
                    models.DecimalField(
                        blank=True,
                        decimal_places=3,
                        max_digits=12,
                        null=True,
                        verbose_name="target figure",
                    ),
                ),
                (
                    "unit",
                    models.CharField(
                        blank=True,
                        max_length=30,
                        validators=[config.privacy.refuse_cpr],
                        verbose_name="unit",
                    ),
                ),
                (
                    "when_text",
                    models.CharField(
                        blank=True,
                        max_length=100,
                        validators=[config.privacy.refuse_cpr],
                        verbose_name="when, in words",
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
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("sent", "Sent to the board"),
                            ("returned", "Returned"),
                            ("adopted", "Adopted"),
                            ("in_progress", "In progress"),
                            ("evaluated", "Evaluated"),
                            ("discontinued", "Discontinued"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=20,
                        verbose_name="status",
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("reached", "Achieved"),
                            ("partly", "Partly achieved"),
                            ("missed", "Not achieved"),
                        ],
                        editable=False,
                        max_length=20,
                        verbose_name="outcome",
                    ),
                ),
                (
                    "version",
                    models.PositiveIntegerField(default=1, editable=False, verbose_name="version"),
                ),
                (
                    "form_key",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, verbose_name="key of the form"
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="begun"
                    ),
                ),
                (
                    "updated_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="saved"
                    ),
                ),
                (
                    "shared_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="shared"
                    ),
                ),
                (
                    "begun_from",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="successors",
                        to="strategy.localgoal",
                        verbose_name="begun from",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="begun by",
                    ),
                ),
                (
                    "goal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="local_goals",
                        to="strategy.goal",
                        verbose_name="strategic goal",
                    ),
                ),
                (
                    "institution",
                    models.ForeignKey(
                        null=True,
                        blank=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="local_goals",
                        to="institutions.institution",
                        verbose_name="institution",
                    ),
                ),
                (
                    "shared_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="shared by",
                    ),
                ),
                (
                    "updated_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="saved by",
                    ),
                ),
            ],
            options={
                "verbose_name": "local goal",
                "verbose_name_plural": "local goals",
                "ordering": ["goal", config.collation.Danish("institution__name"), "pk"],
            },
        ),
        migrations.CreateModel(
            name="KeptText",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kept_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="saved"),
                ),
                ("based_on", models.PositiveIntegerField(verbose_name="version")),
                ("answers", models.JSONField(default=dict, verbose_name="text")),
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
                (
                    "local_goal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="kept_texts",
                        to="strategy.localgoal",
                        verbose_name="local goal",
                    ),
                ),
            ],
            options={
                "verbose_name": "text not chosen",
                "verbose_name_plural": "texts not chosen",
                "ordering": ["-kept_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Effort",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                (
                    "text",
                    models.TextField(validators=[config.privacy.refuse_cpr], verbose_name="effort"),
                ),
                (
                    "responsible",
                    models.CharField(
                        blank=True,
                        help_text="A role, such as the leader.",
                        max_length=100,
                        validators=[config.privacy.refuse_cpr],
                        verbose_name="responsible",
                    ),
                ),
                ("due_on", models.DateField(blank=True, null=True, verbose_name="deadline")),
                (
                    "local_goal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="efforts",
                        to="strategy.localgoal",
                        verbose_name="local goal",
                    ),
                ),
            ],
            options={
                "verbose_name": "effort",
                "verbose_name_plural": "efforts",
                "ordering": ["local_goal", "number"],
            },
        ),
        migrations.CreateModel(
            name="Decision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "from_status",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("sent", "Sent to the board"),
                            ("returned", "Returned"),
                            ("adopted", "Adopted"),
                            ("in_progress", "In progress"),
                            ("evaluated", "Evaluated"),
                            ("discontinued", "Discontinued"),
                        ],
                        max_length=20,
                        verbose_name="from",
                    ),
                ),
                (
                    "to_status",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("sent", "Sent to the board"),
                            ("returned", "Returned"),
                            ("adopted", "Adopted"),
                            ("in_progress", "In progress"),
                            ("evaluated", "Evaluated"),
                            ("discontinued", "Discontinued"),
                        ],
                        max_length=20,
                        verbose_name="to",
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("reached", "Achieved"),
                            ("partly", "Partly achieved"),
                            ("missed", "Not achieved"),
                        ],
                        max_length=20,
                        verbose_name="outcome",
                    ),
                ),
                (
                    "comment",
                    models.TextField(
                        blank=True, validators=[config.privacy.refuse_cpr], verbose_name="why"
                    ),
                ),
                (
                    "goes_on",
                    models.TextField(
                        blank=True,
                        validators=[config.privacy.refuse_cpr],
                        verbose_name="what goes on",
                    ),
                ),
                (
                    "on_behalf_of_board",
                    models.BooleanField(default=False, verbose_name="on behalf of the board"),
                ),
                (
                    "made_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="decided"),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="decided by",
                    ),
                ),
                (
                    "local_goal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="decisions",
                        to="strategy.localgoal",
                        verbose_name="local goal",
                    ),
                ),
            ],
            options={
                "verbose_name": "decision",
                "verbose_name_plural": "decisions",
                "ordering": ["-made_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="AutosavedText",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("page", models.UUIDField(default=uuid.uuid4, verbose_name="open form")),
                ("based_on", models.PositiveIntegerField(default=0, verbose_name="version")),
                ("answers", models.JSONField(default=dict, verbose_name="text")),
                ("revision", models.PositiveIntegerField(default=1, verbose_name="revision")),
                (
                    "saved_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="saved"),
                ),
                (
                    "institution",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="institutions.institution",
                        verbose_name="institution",
                    ),
                ),
                (
                    "writer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="autosaved_texts",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="written by",
                    ),
                ),
                (
                    "goal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="strategy.goal",
                        verbose_name="strategic goal",
                    ),
                ),
                (
                    "local_goal",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="autosaved_texts",
                        to="strategy.localgoal",
                        verbose_name="local goal",
                    ),
                ),
            ],
            options={
                "verbose_name": "autosaved text",
                "verbose_name_plural": "autosaved texts",
                "ordering": ["-saved_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Method",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=150, verbose_name="name")),
                (
                    "description",
                    models.TextField(
                        blank=True,
                        validators=[config.privacy.refuse_cpr],
                        verbose_name="what it is",
                    ),
                ),
                (
                    "when_it_works",
                    models.TextField(
                        blank=True,
                        validators=[config.privacy.refuse_cpr],
                        verbose_name="when it works",
                    ),
                ),
                (
                    "contact",
                    models.CharField(blank=True, max_length=150, verbose_name="whom to ask"),
                ),
                (
                    "cluster",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="methods",
                        to="institutions.cluster",
                        verbose_name="cluster",
                    ),
                ),
            ],
            options={
                "verbose_name": "method",
                "verbose_name_plural": "methods",
                "ordering": [config.collation.Danish("name")],
            },
        ),
        migrations.CreateModel(
            name="MethodUse",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("from_on", models.DateField(blank=True, null=True, verbose_name="from")),
                ("to_on", models.DateField(blank=True, null=True, verbose_name="to")),
                (
                    "institution",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="method_uses",
                        to="institutions.institution",
                        verbose_name="institution",
                    ),
                ),
                (
                    "method",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="uses",
                        to="strategy.method",
                        verbose_name="method",
                    ),
                ),
            ],
            options={
                "verbose_name": "use of a method",
                "verbose_name_plural": "uses of methods",
                "ordering": ["method", "institution"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="RoundReminder",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "sent_on",
                    models.DateField(default=django.utils.timezone.localdate, verbose_name="sent"),
                ),
                (
                    "goal_round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reminders",
                        to="strategy.goalround",
                        verbose_name="round",
                    ),
                ),
                (
                    "recipient",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="round_reminders",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="recipient",
                    ),
                ),
            ],
            options={
                "verbose_name": "reminder of a round",
                "verbose_name_plural": "reminders of rounds",
                "ordering": ["-sent_on"],
            },
        ),
        migrations.CreateModel(
            name="Statement",
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
                    "goal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="statements",
                        to="strategy.goal",
                        verbose_name="goal",
                    ),
                ),
            ],
            options={
                "verbose_name": "statement",
                "verbose_name_plural": "statements",
                "ordering": ["goal", "number"],
            },
        ),
        migrations.CreateModel(
            name="StatusReport",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=120, verbose_name="title")),
                (
                    "summary",
                    models.TextField(
                        blank=True,
                        help_text="What the committee should know first. It stands at the top of the report.",
                        validators=[config.privacy.refuse_cpr],
                        verbose_name="in brief",
                    ),
                ),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("sent", "Sent to the committee"),
                            ("approved", "Approved by the committee"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=20,
                        verbose_name="stage",
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="created"
                    ),
                ),
                (
                    "approved_on",
                    models.DateField(editable=False, null=True, verbose_name="approved on"),
                ),
                (
                    "on_behalf_of_committee",
                    models.BooleanField(
                        default=False, editable=False, verbose_name="on behalf of the committee"
                    ),
                ),
                ("content", models.JSONField(editable=False, null=True, verbose_name="content")),
                (
                    "figures_on",
                    models.DateField(editable=False, null=True, verbose_name="figures as of"),
                ),
                (
                    "sha256",
                    models.CharField(
                        blank=True,
                        editable=False,
                        max_length=64,
                        verbose_name="fingerprint (SHA-256)",
                    ),
                ),
                (
                    "approved_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="approved by",
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
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
                "verbose_name": "status report",
                "verbose_name_plural": "status reports",
                "ordering": ["-created_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="StatusReportPart",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "narrative",
                    models.TextField(
                        blank=True, validators=[config.privacy.refuse_cpr], verbose_name="in words"
                    ),
                ),
                (
                    "goal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="strategy.goal",
                        verbose_name="goal",
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="parts",
                        to="strategy.statusreport",
                        verbose_name="status report",
                    ),
                ),
            ],
            options={
                "verbose_name": "part of a status report",
                "verbose_name_plural": "parts of status reports",
                "ordering": ["goal__number"],
            },
        ),
        migrations.CreateModel(
            name="StatusUpdate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "made_on",
                    models.DateField(default=django.utils.timezone.localdate, verbose_name="date"),
                ),
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
                        max_length=20,
                        verbose_name="progress",
                    ),
                ),
                (
                    "narrative",
                    models.TextField(
                        validators=[config.privacy.refuse_cpr], verbose_name="what we see"
                    ),
                ),
                (
                    "next_step",
                    models.TextField(
                        blank=True, validators=[config.privacy.refuse_cpr], verbose_name="next step"
                    ),
                ),
                (
                    "local_goal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="status_updates",
                        to="strategy.localgoal",
                        verbose_name="local goal",
                    ),
                ),
                (
                    "made_by",
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
                "verbose_name": "status update",
                "verbose_name_plural": "status updates",
                "ordering": ["-made_on", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Attachment",
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
                    "status_update",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="attachments",
                        to="strategy.statusupdate",
                        verbose_name="status update",
                    ),
                ),
            ],
            options={
                "verbose_name": "attachment",
                "verbose_name_plural": "attachments",
                "ordering": ["status_update", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Strategy",
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
                        choices=[("vision", "Vision"), ("common_goals", "Common goals")],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                ("headline", models.TextField(blank=True, verbose_name="headline")),
                ("text", models.TextField(blank=True, verbose_name="text")),
                ("from_year", models.PositiveSmallIntegerField(verbose_name="first year")),
                ("to_year", models.PositiveSmallIntegerField(verbose_name="last year")),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("hearing", "In hearing"),
                            ("adopted", "Adopted"),
                            ("running", "In operation"),
                            ("closed", "Closed"),
                        ],
                        default="draft",
                        max_length=20,
                        verbose_name="stage",
                    ),
                ),
                (
                    "cluster",
                    models.ForeignKey(
                        blank=True,
                        help_text="Leave empty for the municipality's own.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="strategies",
                        to="institutions.cluster",
                        verbose_name="cluster",
                    ),
                ),
            ],
            options={
                "verbose_name": "strategy",
                "verbose_name_plural": "strategies",
                "ordering": ["-from_year", "title"],
            },
        ),
        migrations.AddField(
            model_name="statusreport",
            name="strategy",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="status_reports",
                to="strategy.strategy",
                verbose_name="strategy",
            ),
        ),
        migrations.CreateModel(
            name="ProcessStep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "when_text",
                    models.CharField(
                        help_text="As “May to November 2026”.",
                        max_length=60,
                        verbose_name="when, in the plan's words",
                    ),
                ),
                ("from_on", models.DateField(verbose_name="from")),
                ("to_on", models.DateField(verbose_name="to")),
                ("text", models.TextField(verbose_name="what happens")),
                ("actor", models.CharField(blank=True, max_length=100, verbose_name="who")),
                ("deadline_on", models.DateField(blank=True, null=True, verbose_name="deadline")),
                ("done_on", models.DateField(blank=True, null=True, verbose_name="done")),
                (
                    "strategy",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="process_steps",
                        to="strategy.strategy",
                        verbose_name="strategy",
                    ),
                ),
            ],
            options={
                "verbose_name": "step of the process plan",
                "verbose_name_plural": "steps of the process plan",
                "ordering": ["from_on", "to_on", "pk"],
            },
        ),
        migrations.CreateModel(
            name="HistoricalGoal",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "number",
                    models.PositiveSmallIntegerField(
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="number",
                    ),
                ),
                ("text", models.TextField(verbose_name="text")),
                (
                    "short_name",
                    models.CharField(
                        help_text="For tables, as “Healthy communities”.",
                        max_length=60,
                        verbose_name="short name",
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
                    "strategy",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="strategy.strategy",
                        verbose_name="strategy",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical goal",
                "verbose_name_plural": "historical goals",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.AddField(
            model_name="goal",
            name="strategy",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="goals",
                to="strategy.strategy",
                verbose_name="strategy",
            ),
        ),
        migrations.CreateModel(
            name="Approval",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "approved_on",
                    models.DateField(
                        default=django.utils.timezone.localdate, verbose_name="approved on"
                    ),
                ),
                (
                    "on_behalf_of_committee",
                    models.BooleanField(default=False, verbose_name="on behalf of the committee"),
                ),
                (
                    "note",
                    models.TextField(
                        blank=True, validators=[config.privacy.refuse_cpr], verbose_name="note"
                    ),
                ),
                ("content", models.JSONField(verbose_name="content")),
                (
                    "sha256",
                    models.CharField(
                        editable=False, max_length=64, verbose_name="fingerprint (SHA-256)"
                    ),
                ),
                (
                    "made_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="recorded"
                    ),
                ),
                (
                    "approved_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="approved by",
                    ),
                ),
                (
                    "local_goals",
                    models.ManyToManyField(
                        editable=False,
                        related_name="approvals",
                        to="strategy.localgoal",
                        verbose_name="local goals",
                    ),
                ),
                (
                    "strategy",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="approvals",
                        to="strategy.strategy",
                        verbose_name="strategy",
                    ),
                ),
            ],
            options={
                "verbose_name": "approval",
                "verbose_name_plural": "approvals",
                "ordering": ["-approved_on", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="GoalAssessment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "dissent",
                    models.TextField(
                        blank=True,
                        validators=[config.privacy.refuse_cpr],
                        verbose_name="who disagrees",
                    ),
                ),
                (
                    "assessed_on",
                    models.DateField(default=django.utils.timezone.localdate, verbose_name="date"),
                ),
                (
                    "progress",
                    models.CharField(
                        choices=[
                            ("waiting", "Not started"),
                            ("started", "Under way"),
                            ("onway", "On the way"),
                            ("partly", "Partly achieved"),
                            ("reached", "Achieved"),
                            ("missed", "Not achieved"),
                        ],
                        max_length=20,
                        verbose_name="progress",
                    ),
                ),
                (
                    "narrative",
                    models.TextField(
                        blank=True, validators=[config.privacy.refuse_cpr], verbose_name="in words"
                    ),
                ),
                (
                    "cluster",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="assessments",
                        to="institutions.cluster",
                        verbose_name="cluster",
                    ),
                ),
                (
                    "goal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="assessments",
                        to="strategy.goal",
                        verbose_name="goal",
                    ),
                ),
            ],
            options={
                "verbose_name": "board's assessment",
                "verbose_name_plural": "boards' assessments",
                "ordering": ["-assessed_on", "-pk"],
            },
        ),
        migrations.AddConstraint(
            model_name="goalround",
            constraint=models.CheckConstraint(
                condition=models.Q(("deadline_on__gte", models.F("opens_on"))),
                name="goal_round_ends_after_it_opens",
                violation_error_message="The deadline cannot come before the opening.",
            ),
        ),
        migrations.AddIndex(
            model_name="localgoal",
            index=models.Index(
                fields=["institution", "goal", "status"], name="strategy_lo_institu_4adb89_idx"
            ),
        ),
        migrations.AddConstraint(
            model_name="localgoal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "status__in",
                        [
                            "draft",
                            "sent",
                            "returned",
                            "adopted",
                            "in_progress",
                            "evaluated",
                            "discontinued",
                        ],
                    )
                ),
                name="local_goal_status_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="localgoal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("outcome__in", ["reached", "partly", "missed"]), ("status", "evaluated")
                    ),
                    models.Q(models.Q(("status", "evaluated"), _negated=True), ("outcome", "")),
                    _connector="OR",
                ),
                name="local_goal_outcome_when_evaluated",
                violation_error_message="Only an evaluated goal has an outcome.",
            ),
        ),
        migrations.AddConstraint(
            model_name="localgoal",
            constraint=models.UniqueConstraint(
                fields=("form_key",),
                name="local_goal_of_one_form",
                violation_error_message="This form has been saved already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="effort",
            constraint=models.UniqueConstraint(
                fields=("local_goal", "number"),
                name="effort_number_unique_in_local_goal",
                violation_error_message="The goal has an effort with this number already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="effort",
            constraint=models.UniqueConstraint(
                fields=("id", "local_goal"), name="effort_with_its_local_goal"
            ),
        ),
        migrations.AddIndex(
            model_name="autosavedtext",
            index=models.Index(
                fields=["writer", "institution", "goal"], name="strategy_au_writer__9432aa_idx"
            ),
        ),
        migrations.AddConstraint(
            model_name="autosavedtext",
            constraint=models.UniqueConstraint(
                fields=("writer", "page"), name="autosaved_text_of_one_open_form"
            ),
        ),
        migrations.AddConstraint(
            model_name="method",
            constraint=models.UniqueConstraint(
                condition=models.Q(("cluster__isnull", True)),
                fields=("name",),
                name="method_name_unique",
                violation_error_message="The cluster has a method of this name already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="method",
            constraint=models.UniqueConstraint(
                condition=models.Q(("cluster__isnull", False)),
                fields=("name", "cluster"),
                name="method_name_unique_cluster",
                violation_error_message="The cluster has a method of this name already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="methoduse",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("from_on", None),
                    ("to_on", None),
                    ("to_on__gte", models.F("from_on")),
                    _connector="OR",
                ),
                name="strategy_methoduse_ends_after_it_begins",
                violation_error_message="The last day cannot come before the first day.",
            ),
        ),
        migrations.AddConstraint(
            model_name="methoduse",
            constraint=institutions.periods.NoOverlap(
                fields=("method", "institution"),
                name="method_used_once_at_a_time",
                violation_error_message="The institution uses the method already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="roundreminder",
            constraint=models.UniqueConstraint(
                fields=("goal_round", "recipient", "sent_on"),
                name="reminded_of_a_round_once_a_day",
                violation_error_message="This reminder has been sent already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="statement",
            constraint=models.UniqueConstraint(
                fields=("goal", "number"),
                name="statement_number_unique_in_goal",
                violation_error_message="The goal has a statement with this number already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="statusreportpart",
            constraint=models.UniqueConstraint(
                fields=("report", "goal"),
                name="status_report_tells_once_of_a_goal",
                violation_error_message="The report tells of this goal already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="strategy",
            constraint=models.CheckConstraint(
                condition=models.Q(("to_year__gte", models.F("from_year"))),
                name="strategy_ends_after_it_begins",
                violation_error_message="The last year cannot come before the first year.",
            ),
        ),
        migrations.AddConstraint(
            model_name="statusreport",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("stage", "approved"), _negated=True),
                    models.Q(("approved_on__isnull", False), ("content__isnull", False)),
                    _connector="OR",
                ),
                name="status_report_approved_with_content",
                violation_error_message="An approved report has a date and its content.",
            ),
        ),
        migrations.AddConstraint(
            model_name="statusreport",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("stage", "draft"), _negated=True),
                    ("content__isnull", True),
                    _connector="OR",
                ),
                name="status_report_draft_without_content",
                violation_error_message="A draft has the figures of the day, and keeps none.",
            ),
        ),
        migrations.AddConstraint(
            model_name="statusreport",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("content__isnull", True), ("figures_on__isnull", True)),
                    models.Q(("content__isnull", False), ("figures_on__isnull", False)),
                    _connector="OR",
                ),
                name="status_report_figures_of_a_day",
                violation_error_message="The figures of a report are those of a day.",
            ),
        ),
        migrations.AddConstraint(
            model_name="processstep",
            constraint=models.CheckConstraint(
                condition=models.Q(("to_on__gte", models.F("from_on"))),
                name="process_step_ends_after_it_begins",
                violation_error_message="The last day cannot come before the first day.",
            ),
        ),
        migrations.AddConstraint(
            model_name="goal",
            constraint=models.UniqueConstraint(
                fields=("strategy", "number"),
                name="goal_number_unique_in_strategy",
                violation_error_message="The strategy has a goal with this number already.",
            ),
        ),
        migrations.CreateModel(
            name="HistoricalLocalGoalFigure",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "measured_on",
                    models.DateField(
                        default=django.utils.timezone.localdate, verbose_name="measured"
                    ),
                ),
                (
                    "value",
                    models.DecimalField(decimal_places=3, max_digits=12, verbose_name="value"),
                ),
                (
                    "respondents",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="how many it is about"
                    ),
                ),
                (
                    "note",
                    models.CharField(
                        blank=True,
                        max_length=200,
                        validators=[config.privacy.refuse_cpr],
                        verbose_name="note",
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
                (
                    "made_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="written by",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical figure of a local goal",
                "verbose_name_plural": "historical figures of local goals",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="LocalGoalFigure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "measured_on",
                    models.DateField(
                        default=django.utils.timezone.localdate, verbose_name="measured"
                    ),
                ),
                (
                    "value",
                    models.DecimalField(decimal_places=3, max_digits=12, verbose_name="value"),
                ),
                (
                    "respondents",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="how many it is about"
                    ),
                ),
                (
                    "note",
                    models.CharField(
                        blank=True,
                        max_length=200,
                        validators=[config.privacy.refuse_cpr],
                        verbose_name="note",
                    ),
                ),
                (
                    "local_goal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="figures",
                        to="strategy.localgoal",
                        verbose_name="local goal",
                    ),
                ),
                (
                    "made_by",
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
                "verbose_name": "figure of a local goal",
                "verbose_name_plural": "figures of local goals",
                "ordering": ["-measured_on", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("local_goal", "measured_on"),
                        name="local_goal_figure_once_a_day",
                        violation_error_message="There is a figure of that day already.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalProposedAssessment",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "progress",
                    models.CharField(
                        choices=[
                            ("waiting", "Not started"),
                            ("started", "Under way"),
                            ("onway", "On the way"),
                            ("partly", "Partly achieved"),
                            ("reached", "Achieved"),
                            ("missed", "Not achieved"),
                        ],
                        max_length=20,
                        verbose_name="progress",
                    ),
                ),
                (
                    "narrative",
                    models.TextField(
                        blank=True, validators=[config.privacy.refuse_cpr], verbose_name="in words"
                    ),
                ),
                (
                    "proposed_on",
                    models.DateField(
                        default=django.utils.timezone.localdate, verbose_name="proposed"
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
                    "goal",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="strategy.goal",
                        verbose_name="goal",
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
                    "proposed_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="proposed by",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical proposed assessment",
                "verbose_name_plural": "historical proposed assessments",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="ProposedAssessment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "progress",
                    models.CharField(
                        choices=[
                            ("waiting", "Not started"),
                            ("started", "Under way"),
                            ("onway", "On the way"),
                            ("partly", "Partly achieved"),
                            ("reached", "Achieved"),
                            ("missed", "Not achieved"),
                        ],
                        max_length=20,
                        verbose_name="progress",
                    ),
                ),
                (
                    "narrative",
                    models.TextField(
                        blank=True, validators=[config.privacy.refuse_cpr], verbose_name="in words"
                    ),
                ),
                (
                    "proposed_on",
                    models.DateField(
                        default=django.utils.timezone.localdate, verbose_name="proposed"
                    ),
                ),
                (
                    "cluster",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="proposals",
                        to="institutions.cluster",
                        verbose_name="cluster",
                    ),
                ),
                (
                    "goal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="proposals",
                        to="strategy.goal",
                        verbose_name="goal",
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="proposed by",
                    ),
                ),
            ],
            options={
                "verbose_name": "proposed assessment",
                "verbose_name_plural": "proposed assessments",
                "ordering": ["-proposed_on"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("goal", "cluster"), name="one_proposal_of_a_goal"
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="autosavedtext",
            name="cluster",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="institutions.cluster",
                verbose_name="cluster",
            ),
        ),
        migrations.AddField(
            model_name="autosavedtext",
            name="statement",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="strategy.statement",
                verbose_name="statement",
            ),
        ),
        migrations.AddField(
            model_name="historicallocalgoal",
            name="cluster",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                help_text="Of a goal under the cluster's own vision, instead of an institution.",
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="institutions.cluster",
                verbose_name="cluster",
            ),
        ),
        migrations.AddField(
            model_name="historicallocalgoal",
            name="statement",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="strategy.statement",
                verbose_name="statement",
            ),
        ),
        migrations.AddField(
            model_name="historicalstatement",
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
            model_name="localgoal",
            name="cluster",
            field=models.ForeignKey(
                blank=True,
                help_text="Of a goal under the cluster's own vision, instead of an institution.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="local_goals",
                to="institutions.cluster",
                verbose_name="cluster",
            ),
        ),
        migrations.AddField(
            model_name="localgoal",
            name="statement",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="local_goals",
                to="strategy.statement",
                verbose_name="statement",
            ),
        ),
        migrations.AddField(
            model_name="statement",
            name="owner",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="owner",
            ),
        ),
        migrations.AddConstraint(
            model_name="localgoal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("cluster", None), ("institution__isnull", False), ("statement", None)
                    ),
                    models.Q(("cluster__isnull", False), ("institution", None)),
                    _connector="OR",
                ),
                name="local_goal_at_one_place",
                violation_error_message="A local goal belongs to an institution, or to a cluster and its vision.",
            ),
        ),
        migrations.CreateModel(
            name="HistoricalLearningLoop",
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
                        blank=True,
                        max_length=100,
                        validators=[config.privacy.refuse_cpr],
                        verbose_name="what we want to learn",
                    ),
                ),
                (
                    "expectation",
                    models.TextField(
                        validators=[config.privacy.refuse_cpr], verbose_name="expectation"
                    ),
                ),
                (
                    "expected",
                    models.DecimalField(
                        blank=True,
                        decimal_places=3,
                        max_digits=12,
                        null=True,
                        verbose_name="number expected",
                    ),
                ),
                (
                    "expected_of",
                    models.DecimalField(
                        blank=True,
                        decimal_places=3,
                        max_digits=12,
                        null=True,
                        verbose_name="expected out of",
                    ),
                ),
                (
                    "trial",
                    models.TextField(
                        blank=True,
                        validators=[config.privacy.refuse_cpr],
                        verbose_name="what we try",
                    ),
                ),
                (
                    "seen",
                    models.TextField(
                        blank=True,
                        validators=[config.privacy.refuse_cpr],
                        verbose_name="what we saw",
                    ),
                ),
                (
                    "choice",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("keep", "We keep it"),
                            ("adjust", "We adjust it"),
                            ("stop", "We stop"),
                        ],
                        max_length=10,
                        verbose_name="what is done with it",
                    ),
                ),
                (
                    "what_now",
                    models.TextField(
                        blank=True,
                        validators=[config.privacy.refuse_cpr],
                        verbose_name="what we do now",
                    ),
                ),
                (
                    "expected_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now,
                        editable=False,
                        verbose_name="expected at",
                    ),
                ),
                (
                    "locked_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="locked"),
                ),
                (
                    "locked_because",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("figure", "the first number was written"),
                            ("measured", "new measurements came"),
                            ("opened", "you began to look at what came of it"),
                        ],
                        editable=False,
                        max_length=10,
                        verbose_name="locked because",
                    ),
                ),
                (
                    "seen_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="seen at"),
                ),
                (
                    "decided_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="decided"),
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
            ],
            options={
                "verbose_name": "historical learning loop",
                "verbose_name_plural": "historical learning loops",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="LearningLoop",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "title",
                    models.CharField(
                        blank=True,
                        max_length=100,
                        validators=[config.privacy.refuse_cpr],
                        verbose_name="what we want to learn",
                    ),
                ),
                (
                    "expectation",
                    models.TextField(
                        validators=[config.privacy.refuse_cpr], verbose_name="expectation"
                    ),
                ),
                (
                    "expected",
                    models.DecimalField(
                        blank=True,
                        decimal_places=3,
                        max_digits=12,
                        null=True,
                        verbose_name="number expected",
                    ),
                ),
                (
                    "expected_of",
                    models.DecimalField(
                        blank=True,
                        decimal_places=3,
                        max_digits=12,
                        null=True,
                        verbose_name="expected out of",
                    ),
                ),
                (
                    "trial",
                    models.TextField(
                        blank=True,
                        validators=[config.privacy.refuse_cpr],
                        verbose_name="what we try",
                    ),
                ),
                (
                    "seen",
                    models.TextField(
                        blank=True,
                        validators=[config.privacy.refuse_cpr],
                        verbose_name="what we saw",
                    ),
                ),
                (
                    "choice",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("keep", "We keep it"),
                            ("adjust", "We adjust it"),
                            ("stop", "We stop"),
                        ],
                        max_length=10,
                        verbose_name="what is done with it",
                    ),
                ),
                (
                    "what_now",
                    models.TextField(
                        blank=True,
                        validators=[config.privacy.refuse_cpr],
                        verbose_name="what we do now",
                    ),
                ),
                (
                    "expected_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now,
                        editable=False,
                        verbose_name="expected at",
                    ),
                ),
                (
                    "locked_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="locked"),
                ),
                (
                    "locked_because",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("figure", "the first number was written"),
                            ("measured", "new measurements came"),
                            ("opened", "you began to look at what came of it"),
                        ],
                        editable=False,
                        max_length=10,
                        verbose_name="locked because",
                    ),
                ),
                (
                    "seen_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="seen at"),
                ),
                (
                    "decided_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="decided"),
                ),
                (
                    "version",
                    models.PositiveIntegerField(default=1, editable=False, verbose_name="version"),
                ),
            ],
            options={
                "verbose_name": "learning loop",
                "verbose_name_plural": "learning loops",
                "ordering": ["local_goal", "pk"],
            },
        ),
        migrations.CreateModel(
            name="LoopAddition",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "text",
                    models.TextField(
                        validators=[config.privacy.refuse_cpr], verbose_name="addition"
                    ),
                ),
                (
                    "added_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="added"
                    ),
                ),
            ],
            options={
                "verbose_name": "addition to an expectation",
                "verbose_name_plural": "additions to expectations",
                "ordering": ["added_at", "pk"],
            },
        ),
        migrations.AddField(
            model_name="autosavedtext",
            name="part",
            field=models.CharField(blank=True, max_length=30, verbose_name="form"),
        ),
        migrations.AddField(
            model_name="historicallocalgoalfigure",
            name="decision",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="strategy.decision",
                verbose_name="decision",
            ),
        ),
        migrations.AddField(
            model_name="historicallocalgoalfigure",
            name="out_of",
            field=models.DecimalField(
                blank=True, decimal_places=3, max_digits=12, null=True, verbose_name="out of"
            ),
        ),
        migrations.AddField(
            model_name="historicallocalgoalfigure",
            name="status_update",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="strategy.statusupdate",
                verbose_name="status update",
            ),
        ),
        migrations.AddField(
            model_name="localgoalfigure",
            name="decision",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="strategy.decision",
                verbose_name="decision",
            ),
        ),
        migrations.AddField(
            model_name="localgoalfigure",
            name="out_of",
            field=models.DecimalField(
                blank=True, decimal_places=3, max_digits=12, null=True, verbose_name="out of"
            ),
        ),
        migrations.AddField(
            model_name="localgoalfigure",
            name="status_update",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="strategy.statusupdate",
                verbose_name="status update",
            ),
        ),
        migrations.AddConstraint(
            model_name="localgoalfigure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("out_of", None),
                    models.Q(("out_of__gt", 0), ("out_of__gte", models.F("value"))),
                    _connector="OR",
                ),
                name="local_goal_figure_of_at_least_as_many",
                violation_error_message="Of those, no more can be counted than there are.",
            ),
        ),
        migrations.AddField(
            model_name="historicallearningloop",
            name="expected_by",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="expected by",
            ),
        ),
        migrations.AddField(
            model_name="historicallearningloop",
            name="history_user",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="historicallearningloop",
            name="local_goal",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="strategy.localgoal",
                verbose_name="local goal",
            ),
        ),
        migrations.AddField(
            model_name="historicallearningloop",
            name="saved_by",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="saved by",
            ),
        ),
        migrations.AddField(
            model_name="learningloop",
            name="expected_by",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="expected by",
            ),
        ),
        migrations.AddField(
            model_name="learningloop",
            name="local_goal",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="loops",
                to="strategy.localgoal",
                verbose_name="local goal",
            ),
        ),
        migrations.AddField(
            model_name="learningloop",
            name="saved_by",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="saved by",
            ),
        ),
        migrations.AddField(
            model_name="loopaddition",
            name="added_by",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="added by",
            ),
        ),
        migrations.AddField(
            model_name="loopaddition",
            name="loop",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="additions",
                to="strategy.learningloop",
                verbose_name="learning loop",
            ),
        ),
        migrations.AddConstraint(
            model_name="learningloop",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("locked_at__isnull", False),
                    models.Q(("choice", ""), ("seen", ""), ("what_now", "")),
                    _connector="OR",
                ),
                name="learning_loop_seen_after_the_lock",
                violation_error_message="What was seen is written when the expectation is locked.",
            ),
        ),
        migrations.AddField(
            model_name="learningloop",
            name="form_key",
            field=models.UUIDField(
                default=uuid.uuid4, editable=False, verbose_name="key of the form"
            ),
        ),
        migrations.AddConstraint(
            model_name="learningloop",
            constraint=models.UniqueConstraint(
                fields=("form_key",),
                name="learning_loop_of_one_form",
                violation_error_message="This form has been saved already.",
            ),
        ),
        migrations.AddField(
            model_name="approval",
            name="file_name",
            field=models.CharField(
                blank=True, editable=False, max_length=150, verbose_name="file name"
            ),
        ),
        migrations.AddField(
            model_name="approval",
            name="kind",
            field=models.CharField(
                choices=[
                    ("model", "The model for the steering concept"),
                    ("whole", "The finished steering concept, with the local goals"),
                ],
                default="whole",
                max_length=10,
                verbose_name="what",
            ),
        ),
        migrations.AddField(
            model_name="approval",
            name="pdf",
            field=models.BinaryField(default=b"", verbose_name="file"),
        ),
        migrations.AddField(
            model_name="approval",
            name="pdf_sha256",
            field=models.CharField(
                blank=True, editable=False, max_length=64, verbose_name="fingerprint of the file"
            ),
        ),
        migrations.AddField(
            model_name="goal",
            name="measuring",
            field=models.TextField(
                blank=True,
                validators=[config.privacy.refuse_cpr],
                verbose_name="how it is measured",
            ),
        ),
        migrations.AddField(
            model_name="historicalgoal",
            name="measuring",
            field=models.TextField(
                blank=True,
                validators=[config.privacy.refuse_cpr],
                verbose_name="how it is measured",
            ),
        ),
        migrations.AddField(
            model_name="goalassessment",
            name="is_open",
            field=models.BooleanField(
                default=False, editable=False, verbose_name="at a meeting that is not over"
            ),
        ),
        migrations.AddField(
            model_name="historicalgoalassessment",
            name="is_open",
            field=models.BooleanField(
                default=False, editable=False, verbose_name="at a meeting that is not over"
            ),
        ),
        migrations.AddField(
            model_name="goalassessment",
            name="occasion",
            field=models.CharField(
                blank=True, editable=False, max_length=40, verbose_name="occasion"
            ),
        ),
        migrations.AddField(
            model_name="historicalgoalassessment",
            name="occasion",
            field=models.CharField(
                blank=True, editable=False, max_length=40, verbose_name="occasion"
            ),
        ),
        migrations.AddConstraint(
            model_name="goalassessment",
            constraint=models.UniqueConstraint(
                condition=models.Q(("occasion", "")),
                fields=("goal", "cluster", "assessed_on"),
                name="goal_assessed_once_a_day",
                violation_error_message="The goal has been assessed on this day already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="goalassessment",
            constraint=models.UniqueConstraint(
                condition=models.Q(("occasion", ""), _negated=True),
                fields=("goal", "cluster", "occasion"),
                name="goal_assessed_once_at_a_meeting",
            ),
        ),
        migrations.AddField(
            model_name="decision",
            name="expected_on",
            field=models.DateField(blank=True, null=True, verbose_name="expected back"),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("expected_on", None), ("to_status", "returned"), _connector="OR"
                ),
                name="decision_expects_back_what_was_returned",
                violation_error_message="Only what is returned is expected back.",
            ),
        ),
    ]
