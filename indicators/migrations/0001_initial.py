import django.db.models.deletion
import django.utils.timezone
import simple_history.models
from django.conf import settings
from django.db import migrations, models

from config.first_migration import FirstMigration


class Migration(FirstMigration):
    initial = True

    dependencies = [
        ("institutions", "0001_initial"),
        ("measurements", "0001_initial"),
        ("strategy", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Indicator",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=20, verbose_name="code")),
                ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                ("text", models.TextField(verbose_name="text")),
                ("short_text", models.CharField(max_length=200, verbose_name="short text")),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("topics", "Measurements of topics"),
                            ("methods", "Methods in use"),
                            ("local_goals", "Local goals' own figures"),
                            ("manual", "Entered by hand"),
                            ("composite", "Several indicators together"),
                        ],
                        max_length=20,
                        verbose_name="source",
                    ),
                ),
                (
                    "aggregation",
                    models.CharField(
                        choices=[
                            ("all", "All units meet the target"),
                            ("share", "Share of units that meet the target"),
                            ("mean", "Mean of the units"),
                            ("sum", "Sum over the units"),
                            ("count", "Count"),
                            ("latest", "Latest value"),
                        ],
                        default="all",
                        max_length=20,
                        verbose_name="aggregation",
                    ),
                ),
                (
                    "operator",
                    models.CharField(
                        choices=[("gte", "at least"), ("eq", "exactly"), ("lte", "at most")],
                        default="gte",
                        max_length=5,
                        verbose_name="comparison",
                    ),
                ),
                (
                    "unrated",
                    models.CharField(
                        choices=[
                            ("leave_out", "Does not count"),
                            ("carry_forward", "The last rating is carried forward"),
                            ("met", "Counts as met"),
                            ("not_met", "Counts as not met"),
                        ],
                        default="leave_out",
                        max_length=20,
                        verbose_name="inspections without ratings",
                    ),
                ),
                (
                    "year",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Empty: every year, the newest first.",
                        null=True,
                        verbose_name="year",
                    ),
                ),
                (
                    "required_units",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Empty: all units of the cluster.",
                        null=True,
                        verbose_name="units needed for a method to count",
                    ),
                ),
                (
                    "required_parts",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Of several indicators together. Empty: all parts.",
                        null=True,
                        verbose_name="parts that are enough",
                    ),
                ),
                (
                    "source_note",
                    models.CharField(blank=True, max_length=150, verbose_name="source in words"),
                ),
                (
                    "goal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="indicators",
                        to="strategy.goal",
                        verbose_name="goal",
                    ),
                ),
                (
                    "local_goals",
                    models.ManyToManyField(
                        blank=True,
                        related_name="indicators",
                        to="strategy.localgoal",
                        verbose_name="local goals",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="parts",
                        to="indicators.indicator",
                        verbose_name="part of",
                    ),
                ),
                (
                    "topics",
                    models.ManyToManyField(
                        blank=True,
                        related_name="indicators",
                        to="measurements.topic",
                        verbose_name="topics",
                    ),
                ),
            ],
            options={
                "verbose_name": "indicator",
                "verbose_name_plural": "indicators",
                "ordering": ["goal__strategy", "number"],
            },
        ),
        migrations.CreateModel(
            name="HistoricalManualResult",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="year")),
                ("is_met", models.BooleanField(blank=True, null=True, verbose_name="met")),
                (
                    "value",
                    models.DecimalField(
                        blank=True, decimal_places=3, max_digits=12, null=True, verbose_name="value"
                    ),
                ),
                ("narrative", models.TextField(blank=True, verbose_name="in words")),
                (
                    "reported_on",
                    models.DateField(
                        default=django.utils.timezone.localdate, verbose_name="reported"
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
                    "reported_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="reported by",
                    ),
                ),
                (
                    "indicator",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="indicators.indicator",
                        verbose_name="indicator",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical reported result",
                "verbose_name_plural": "historical reported results",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalIndicator",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=20, verbose_name="code")),
                ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                ("text", models.TextField(verbose_name="text")),
                ("short_text", models.CharField(max_length=200, verbose_name="short text")),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("topics", "Measurements of topics"),
                            ("methods", "Methods in use"),
                            ("local_goals", "Local goals' own figures"),
                            ("manual", "Entered by hand"),
                            ("composite", "Several indicators together"),
                        ],
                        max_length=20,
                        verbose_name="source",
                    ),
                ),
                (
                    "aggregation",
                    models.CharField(
                        choices=[
                            ("all", "All units meet the target"),
                            ("share", "Share of units that meet the target"),
                            ("mean", "Mean of the units"),
                            ("sum", "Sum over the units"),
                            ("count", "Count"),
                            ("latest", "Latest value"),
                        ],
                        default="all",
                        max_length=20,
                        verbose_name="aggregation",
                    ),
                ),
                (
                    "operator",
                    models.CharField(
                        choices=[("gte", "at least"), ("eq", "exactly"), ("lte", "at most")],
                        default="gte",
                        max_length=5,
                        verbose_name="comparison",
                    ),
                ),
                (
                    "unrated",
                    models.CharField(
                        choices=[
                            ("leave_out", "Does not count"),
                            ("carry_forward", "The last rating is carried forward"),
                            ("met", "Counts as met"),
                            ("not_met", "Counts as not met"),
                        ],
                        default="leave_out",
                        max_length=20,
                        verbose_name="inspections without ratings",
                    ),
                ),
                (
                    "year",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Empty: every year, the newest first.",
                        null=True,
                        verbose_name="year",
                    ),
                ),
                (
                    "required_units",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Empty: all units of the cluster.",
                        null=True,
                        verbose_name="units needed for a method to count",
                    ),
                ),
                (
                    "required_parts",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Of several indicators together. Empty: all parts.",
                        null=True,
                        verbose_name="parts that are enough",
                    ),
                ),
                (
                    "source_note",
                    models.CharField(blank=True, max_length=150, verbose_name="source in words"),
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
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="indicators.indicator",
                        verbose_name="part of",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical indicator",
                "verbose_name_plural": "historical indicators",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="FrozenFigure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=300, verbose_name="name")),
                ("year", models.PositiveSmallIntegerField(verbose_name="year")),
                ("mark", models.CharField(max_length=20, verbose_name="mark")),
                ("word", models.CharField(max_length=60, verbose_name="word")),
                ("result", models.TextField(blank=True, verbose_name="result")),
                ("target", models.TextField(blank=True, verbose_name="target")),
                ("own", models.TextField(blank=True, verbose_name="own result")),
                (
                    "frozen_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="taken down"
                    ),
                ),
                (
                    "status_update",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="figures",
                        to="strategy.statusupdate",
                        verbose_name="status update",
                    ),
                ),
                (
                    "indicator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="indicators.indicator",
                        verbose_name="indicator",
                    ),
                ),
            ],
            options={
                "verbose_name": "figure of the day",
                "verbose_name_plural": "figures of the day",
                "ordering": ["status_update", "pk"],
            },
        ),
        migrations.CreateModel(
            name="ManualResult",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="year")),
                ("is_met", models.BooleanField(blank=True, null=True, verbose_name="met")),
                (
                    "value",
                    models.DecimalField(
                        blank=True, decimal_places=3, max_digits=12, null=True, verbose_name="value"
                    ),
                ),
                ("narrative", models.TextField(blank=True, verbose_name="in words")),
                (
                    "reported_on",
                    models.DateField(
                        default=django.utils.timezone.localdate, verbose_name="reported"
                    ),
                ),
                (
                    "indicator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="manual_results",
                        to="indicators.indicator",
                        verbose_name="indicator",
                    ),
                ),
                (
                    "institution",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="manual_results",
                        to="institutions.institution",
                        verbose_name="institution",
                    ),
                ),
                (
                    "reported_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="reported by",
                    ),
                ),
            ],
            options={
                "verbose_name": "reported result",
                "verbose_name_plural": "reported results",
                "ordering": ["indicator", "-year", "institution"],
            },
        ),
        migrations.CreateModel(
            name="ResultSnapshot",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="year")),
                (
                    "audience",
                    models.CharField(
                        choices=[("everybody", "Everybody"), ("boards", "Boards")],
                        default="everybody",
                        max_length=10,
                        verbose_name="audience",
                    ),
                ),
                ("state", models.CharField(max_length=12, verbose_name="counts as")),
                (
                    "value",
                    models.DecimalField(
                        decimal_places=6, max_digits=15, null=True, verbose_name="value"
                    ),
                ),
                ("rank", models.PositiveSmallIntegerField(null=True, verbose_name="rank")),
                (
                    "raw",
                    models.CharField(
                        blank=True, default="", max_length=200, verbose_name="as in the file"
                    ),
                ),
                ("as_of", models.DateField(null=True, verbose_name="as of")),
                (
                    "carried_from",
                    models.PositiveSmallIntegerField(
                        null=True, verbose_name="carried forward from"
                    ),
                ),
                ("is_light", models.BooleanField(default=False, verbose_name="light inspection")),
                (
                    "is_other_scale",
                    models.BooleanField(default=False, verbose_name="on another scale"),
                ),
                ("has_reading", models.BooleanField(default=False, verbose_name="measured")),
                ("shown_rank", models.PositiveSmallIntegerField(null=True, verbose_name="rank")),
                (
                    "shown_value",
                    models.DecimalField(
                        decimal_places=3, max_digits=12, null=True, verbose_name="value"
                    ),
                ),
                (
                    "indicator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="snapshots",
                        to="indicators.indicator",
                        verbose_name="indicator",
                    ),
                ),
                (
                    "institution",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="snapshots",
                        to="institutions.institution",
                        verbose_name="institution",
                    ),
                ),
                (
                    "shown_topic",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="measurements.topic",
                        verbose_name="topic",
                    ),
                ),
                (
                    "topic",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="measurements.topic",
                        verbose_name="topic",
                    ),
                ),
            ],
            options={
                "verbose_name": "result snapshot",
                "verbose_name_plural": "result snapshots",
                "ordering": ["indicator", "institution", "year"],
            },
        ),
        migrations.CreateModel(
            name="Target",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "year",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="year"),
                ),
                (
                    "value",
                    models.DecimalField(
                        blank=True, decimal_places=3, max_digits=12, null=True, verbose_name="value"
                    ),
                ),
                (
                    "of_each",
                    models.BooleanField(default=False, verbose_name="what each unit is to have"),
                ),
                (
                    "indicator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="targets",
                        to="indicators.indicator",
                        verbose_name="indicator",
                    ),
                ),
                (
                    "institution",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="institutions.institution",
                        verbose_name="institution",
                    ),
                ),
                (
                    "step",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="measurements.scalestep",
                        verbose_name="rating",
                    ),
                ),
            ],
            options={
                "verbose_name": "target",
                "verbose_name_plural": "targets",
                "ordering": ["indicator", "year"],
            },
        ),
        migrations.AddConstraint(
            model_name="indicator",
            constraint=models.UniqueConstraint(
                fields=("goal", "code"),
                name="indicator_code_unique_in_goal",
                violation_error_message="The goal has an indicator with this code already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="frozenfigure",
            constraint=models.UniqueConstraint(
                fields=("status_update", "indicator"),
                name="figure_frozen_once_in_an_update",
                violation_error_message="This indicator has been taken down already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="manualresult",
            constraint=models.UniqueConstraint(
                condition=models.Q(("institution__isnull", True)),
                fields=("indicator", "year"),
                name="result_reported_once",
                violation_error_message="This has been reported for the year already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="manualresult",
            constraint=models.UniqueConstraint(
                condition=models.Q(("institution__isnull", False)),
                fields=("indicator", "year", "institution"),
                name="result_reported_once_institution",
                violation_error_message="This has been reported for the year already.",
            ),
        ),
        migrations.AddIndex(
            model_name="resultsnapshot",
            index=models.Index(
                fields=["year", "indicator", "institution"], name="indicators__year_79a988_idx"
            ),
        ),
        migrations.AddConstraint(
            model_name="resultsnapshot",
            constraint=models.UniqueConstraint(
                fields=("institution", "indicator", "year", "audience"),
                name="result_snapshot_kept_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="target",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("step__isnull", False), ("value", None)),
                    models.Q(("step", None), ("value__isnull", False)),
                    _connector="OR",
                ),
                name="target_value_or_step",
                violation_error_message="Give a number or a rating.",
            ),
        ),
        migrations.AddConstraint(
            model_name="target",
            constraint=models.UniqueConstraint(
                condition=models.Q(("institution__isnull", True), ("year__isnull", True)),
                fields=("indicator", "of_each"),
                name="target_once",
                violation_error_message="There is a target for this already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="target",
            constraint=models.UniqueConstraint(
                condition=models.Q(("institution__isnull", True), ("year__isnull", False)),
                fields=("indicator", "of_each", "year"),
                name="target_once_year",
                violation_error_message="There is a target for this already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="target",
            constraint=models.UniqueConstraint(
                condition=models.Q(("institution__isnull", False), ("year__isnull", True)),
                fields=("indicator", "of_each", "institution"),
                name="target_once_institution",
                violation_error_message="There is a target for this already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="target",
            constraint=models.UniqueConstraint(
                condition=models.Q(("institution__isnull", False), ("year__isnull", False)),
                fields=("indicator", "of_each", "year", "institution"),
                name="target_once_year_institution",
                violation_error_message="There is a target for this already.",
            ),
        ),
        migrations.CreateModel(
            name="FollowedFigures",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "known_on",
                    models.DateField(blank=True, null=True, verbose_name="newest figure known"),
                ),
                (
                    "made_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="since"),
                ),
                (
                    "cluster",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="institutions.cluster",
                        verbose_name="cluster",
                    ),
                ),
                (
                    "indicator",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="follows",
                        to="indicators.indicator",
                        verbose_name="indicator",
                    ),
                ),
                (
                    "institution",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="institutions.institution",
                        verbose_name="institution",
                    ),
                ),
                (
                    "instrument",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="measurements.instrument",
                        verbose_name="instrument",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="followed_figures",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "followed figures",
                "verbose_name_plural": "followed figures",
                "ordering": ["person", "indicator", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("institution__isnull", True)),
                        fields=("person", "indicator", "cluster"),
                        name="indicator_followed_once",
                        violation_error_message="You follow this already.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("institution__isnull", False)),
                        fields=("person", "indicator", "cluster", "institution"),
                        name="indicator_followed_once_institution",
                        violation_error_message="You follow this already.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("institution__isnull", True)),
                        fields=("person", "instrument", "cluster"),
                        name="instrument_followed_once",
                        violation_error_message="You follow this already.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("institution__isnull", False)),
                        fields=("person", "instrument", "cluster", "institution"),
                        name="instrument_followed_once_institution",
                        violation_error_message="You follow this already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("indicator", None), ("instrument", None), _connector="XOR"
                        ),
                        name="followed_one_thing",
                        violation_error_message="Follow an indicator or an instrument.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OpenRelease",
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
                ("indicators", models.JSONField(verbose_name="indicators")),
                ("content", models.TextField(verbose_name="content")),
                (
                    "sha256",
                    models.CharField(max_length=64, verbose_name="fingerprint (SHA-256)"),
                ),
                (
                    "licence",
                    models.CharField(
                        choices=[
                            (
                                "https://creativecommons.org/licenses/by/4.0/",
                                "CC BY 4.0: name the source",
                            ),
                            (
                                "https://creativecommons.org/publicdomain/zero/1.0/",
                                "CC0 1.0: free for all use",
                            ),
                        ],
                        max_length=60,
                        verbose_name="licence",
                    ),
                ),
                ("as_of", models.DateField(verbose_name="as of")),
                (
                    "made_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="made public"
                    ),
                ),
                (
                    "withdrawn_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="withdrawn"),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="made public by",
                    ),
                ),
                (
                    "withdrawn_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="withdrawn by",
                    ),
                ),
            ],
            options={
                "verbose_name": "release of open data",
                "verbose_name_plural": "releases of open data",
                "ordering": ["-made_at", "-pk"],
            },
        ),
        migrations.AddField(
            model_name="historicalindicator",
            name="is_beside",
            field=models.BooleanField(
                default=False,
                help_text="It stands on the page of its subject, and is none of the measuring points.",
                verbose_name="followed beside the measuring points",
            ),
        ),
        migrations.AddField(
            model_name="indicator",
            name="is_beside",
            field=models.BooleanField(
                default=False,
                help_text="It stands on the page of its subject, and is none of the measuring points.",
                verbose_name="followed beside the measuring points",
            ),
        ),
        migrations.CreateModel(
            name="HistoricalIndicatorOwner",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "rhythm",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (1, "Every month"),
                            (3, "Every quarter"),
                            (6, "Every half year"),
                            (12, "Every year"),
                            (24, "Every second year"),
                        ],
                        default=12,
                        verbose_name="rhythm",
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
                    "indicator",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="indicators.indicator",
                        verbose_name="indicator",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="responsible",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical responsible for an indicator",
                "verbose_name_plural": "historical responsible for indicators",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="IndicatorOwner",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "rhythm",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (1, "Every month"),
                            (3, "Every quarter"),
                            (6, "Every half year"),
                            (12, "Every year"),
                            (24, "Every second year"),
                        ],
                        default=12,
                        verbose_name="rhythm",
                    ),
                ),
                (
                    "indicator",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="care",
                        to="indicators.indicator",
                        verbose_name="indicator",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="responsible",
                    ),
                ),
            ],
            options={
                "verbose_name": "responsible for an indicator",
                "verbose_name_plural": "responsible for indicators",
                "ordering": ["indicator"],
            },
        ),
    ]
