import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import config.collation
import measurements.models.imports
import measurements.models.rounds
from config.first_migration import FirstMigration


class Migration(FirstMigration):
    initial = True

    dependencies = [
        ("institutions", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Instrument",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.SlugField(unique=True, verbose_name="code")),
                ("name", models.CharField(max_length=150, verbose_name="name")),
                ("short_name", models.CharField(max_length=40, verbose_name="short name")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("survey", "Survey"),
                            ("observation", "Observation"),
                            ("count", "Count or key figure"),
                            ("inspection", "Inspection with visits"),
                            ("profile", "Profile of areas, room by room"),
                            ("programme", "Evaluation of programmes"),
                        ],
                        default="survey",
                        help_text="Visits are kept beside what is rated in them only of inspections.",
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                (
                    "group_name",
                    models.CharField(
                        blank=True,
                        help_text="What they are called, as “Aldersgruppe”. Empty: only whole institutions.",
                        max_length=60,
                        verbose_name="parts of an institution",
                    ),
                ),
                ("description", models.TextField(blank=True, verbose_name="description")),
                (
                    "is_of_daycare",
                    models.BooleanField(
                        default=False,
                        help_text="Schools and after-school care are not asked for it, nor counted as lacking it.",
                        verbose_name="of daycare alone",
                    ),
                ),
                (
                    "is_running",
                    models.BooleanField(
                        default=False,
                        help_text="Each figure takes along those before it, so that no course is drawn of them.",
                        verbose_name="counted up through the year",
                    ),
                ),
            ],
            options={
                "verbose_name": "instrument",
                "verbose_name_plural": "instruments",
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="Import",
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
                ("headers", models.JSONField(default=list, verbose_name="headings")),
                (
                    "not_rated_count",
                    models.PositiveIntegerField(default=0, verbose_name="not rated"),
                ),
                (
                    "suppressed_count",
                    models.PositiveIntegerField(default=0, verbose_name="suppressed"),
                ),
                (
                    "effects",
                    models.JSONField(blank=True, null=True, verbose_name="what followed from it"),
                ),
                (
                    "reason",
                    models.TextField(
                        blank=True, default="", verbose_name="reason for changing a locked round"
                    ),
                ),
                (
                    "raw_file",
                    models.FileField(
                        blank=True,
                        editable=False,
                        max_length=255,
                        upload_to=measurements.models.imports.raw_file_path,
                        verbose_name="kept file",
                    ),
                ),
                (
                    "undo_reason",
                    models.TextField(blank=True, default="", verbose_name="reason for undoing it"),
                ),
                (
                    "imported_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="imports",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="imported by",
                    ),
                ),
            ],
            options={
                "verbose_name": "import",
                "verbose_name_plural": "imports",
                "ordering": ["-imported_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="ImportUnderWay",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=100, verbose_name="key of the file")),
                ("file_name", models.CharField(max_length=255, verbose_name="file")),
                ("size", models.PositiveIntegerField(verbose_name="size in bytes")),
                ("row_count", models.PositiveIntegerField(verbose_name="rows")),
                ("layout", models.CharField(max_length=60, verbose_name="recognised as")),
                (
                    "language",
                    models.CharField(default="da", max_length=10, verbose_name="language"),
                ),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("received", "Received"),
                            ("checked", "Checked"),
                            ("confirmed", "Confirmed"),
                            ("done", "Read in"),
                            ("stopped", "Stopped"),
                        ],
                        default="received",
                        max_length=20,
                        verbose_name="stage",
                    ),
                ),
                ("attempt", models.PositiveSmallIntegerField(default=1, verbose_name="attempt")),
                (
                    "received_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="received"
                    ),
                ),
                (
                    "queued_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="in the queue since"
                    ),
                ),
                ("checked_at", models.DateTimeField(blank=True, null=True, verbose_name="checked")),
                (
                    "confirmed_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="confirmed"),
                ),
                (
                    "fingerprint",
                    models.CharField(
                        blank=True, max_length=64, verbose_name="fingerprint of the preview"
                    ),
                ),
                (
                    "answers",
                    models.JSONField(
                        blank=True, default=dict, verbose_name="answers about the file"
                    ),
                ),
                (
                    "asked",
                    models.JSONField(
                        blank=True, default=list, verbose_name="questions about the file"
                    ),
                ),
                (
                    "unremembered",
                    models.JSONField(
                        blank=True, default=list, verbose_name="answers for this file only"
                    ),
                ),
                ("preview", models.JSONField(blank=True, null=True, verbose_name="preview")),
                (
                    "sentence",
                    models.TextField(blank=True, default="", verbose_name="what there is to say"),
                ),
                (
                    "is_accepted",
                    models.BooleanField(default=False, verbose_name="unusual values accepted"),
                ),
                (
                    "are_names_accepted",
                    models.BooleanField(default=False, verbose_name="names accepted"),
                ),
                (
                    "are_names_remembered",
                    models.BooleanField(default=False, verbose_name="names remembered"),
                ),
                (
                    "reason",
                    models.TextField(
                        blank=True, default="", verbose_name="reason for changing a locked round"
                    ),
                ),
                (
                    "batch",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="under_way",
                        to="measurements.import",
                        verbose_name="import",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="imports_under_way",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "import under way",
                "verbose_name_plural": "imports under way",
                "ordering": ["-received_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Inspection",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="year")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("ordinary", "Ordinary inspection"),
                            ("light", "Light inspection"),
                            ("unannounced", "Unannounced inspection"),
                            ("follow_up", "Follow-up inspection"),
                            ("enhanced", "Enhanced inspection"),
                        ],
                        default="ordinary",
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                ("observed_on", models.DateField(blank=True, null=True, verbose_name="observed")),
                ("discussed_on", models.DateField(blank=True, null=True, verbose_name="discussed")),
                ("closed_on", models.DateField(blank=True, null=True, verbose_name="closed")),
                (
                    "is_enhanced",
                    models.BooleanField(default=False, verbose_name="leads to enhanced inspection"),
                ),
                (
                    "has_immediate_order",
                    models.BooleanField(default=False, verbose_name="immediate order"),
                ),
                ("report_url", models.URLField(blank=True, verbose_name="link to the report")),
                (
                    "row_number",
                    models.PositiveIntegerField(
                        blank=True, editable=False, null=True, verbose_name="row"
                    ),
                ),
                (
                    "batch",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="inspections",
                        to="measurements.import",
                        verbose_name="import",
                    ),
                ),
                (
                    "institution",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="inspections",
                        to="institutions.institution",
                        verbose_name="institution",
                    ),
                ),
            ],
            options={
                "verbose_name": "inspection",
                "verbose_name_plural": "inspections",
                "ordering": ["-year", config.collation.Danish("institution__name"), "kind"],
            },
        ),
        migrations.CreateModel(
            name="Measurement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "group",
                    models.CharField(blank=True, default="", max_length=100, verbose_name="group"),
                ),
                ("period", models.CharField(max_length=10, verbose_name="period")),
                ("year", models.PositiveSmallIntegerField(verbose_name="year")),
                ("measured_on", models.DateField(blank=True, null=True, verbose_name="measured")),
                (
                    "value",
                    models.DecimalField(
                        blank=True, decimal_places=3, max_digits=12, null=True, verbose_name="value"
                    ),
                ),
                (
                    "respondents",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="answers"),
                ),
                (
                    "is_suppressed",
                    models.BooleanField(default=False, verbose_name="suppressed in the source"),
                ),
                ("note", models.TextField(blank=True, default="", verbose_name="note")),
                (
                    "raw",
                    models.CharField(
                        blank=True,
                        default="",
                        editable=False,
                        max_length=200,
                        verbose_name="as in the file",
                    ),
                ),
                (
                    "row_number",
                    models.PositiveIntegerField(
                        blank=True, editable=False, null=True, verbose_name="row"
                    ),
                ),
                (
                    "batch",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="measurements",
                        to="measurements.import",
                        verbose_name="import",
                    ),
                ),
                (
                    "institution",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="measurements",
                        to="institutions.institution",
                        verbose_name="institution",
                    ),
                ),
            ],
            options={
                "verbose_name": "measurement",
                "verbose_name_plural": "measurements",
                "ordering": ["topic", "institution", "period"],
            },
        ),
        migrations.CreateModel(
            name="MeasuringRound",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "period",
                    models.CharField(
                        help_text="A year, as 2026, or a round of the year, as 2026-1.",
                        max_length=10,
                        validators=[
                            django.core.validators.RegexValidator(
                                "\\A[12][0-9]{3}(-[1-9])?\\Z",
                                "Write a year, as 2026, or a round of the year, as 2026-1.",
                            )
                        ],
                        verbose_name="period",
                    ),
                ),
                ("opens_on", models.DateField(verbose_name="opens")),
                ("deadline_on", models.DateField(verbose_name="deadline")),
                (
                    "kinds",
                    models.JSONField(
                        blank=True,
                        default=list,
                        validators=[measurements.models.rounds.known_kinds],
                        verbose_name="kinds of institutions",
                    ),
                ),
                (
                    "locked_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="locked"
                    ),
                ),
                (
                    "clusters",
                    models.ManyToManyField(
                        blank=True,
                        help_text="None chosen means all of them.",
                        related_name="rounds",
                        to="institutions.cluster",
                        verbose_name="clusters",
                    ),
                ),
                (
                    "instrument",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rounds",
                        to="measurements.instrument",
                        verbose_name="instrument",
                    ),
                ),
                (
                    "locked_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="locked by",
                    ),
                ),
            ],
            options={
                "verbose_name": "measuring round",
                "verbose_name_plural": "measuring rounds",
                "ordering": ["-deadline_on", "instrument"],
            },
        ),
        migrations.CreateModel(
            name="Revision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("before", models.JSONField(null=True, verbose_name="before")),
                (
                    "before_row_number",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="row before"),
                ),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="revisions",
                        to="measurements.import",
                        verbose_name="import",
                    ),
                ),
                (
                    "before_batch",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="measurements.import",
                        verbose_name="import before",
                    ),
                ),
                (
                    "inspection",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="revisions",
                        to="measurements.inspection",
                        verbose_name="inspection",
                    ),
                ),
                (
                    "measurement",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="revisions",
                        to="measurements.measurement",
                        verbose_name="measurement",
                    ),
                ),
            ],
            options={
                "verbose_name": "revision",
                "verbose_name_plural": "revisions",
                "ordering": ["batch", "pk"],
            },
        ),
        migrations.CreateModel(
            name="RowBlock",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("first", models.PositiveIntegerField(verbose_name="first row")),
                ("count", models.PositiveIntegerField(verbose_name="rows")),
                ("packed", models.BinaryField(verbose_name="cells")),
                (
                    "batch",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="blocks",
                        to="measurements.import",
                        verbose_name="import",
                    ),
                ),
            ],
            options={
                "verbose_name": "block of rows",
                "verbose_name_plural": "blocks of rows",
                "ordering": ["batch", "first"],
            },
        ),
        migrations.CreateModel(
            name="Scale",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.SlugField(unique=True, verbose_name="code")),
                ("name", models.CharField(max_length=150, verbose_name="name")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("ordinal", "Ordered steps"),
                            ("numeric", "Number"),
                            ("percent", "Percent"),
                            ("count", "Count"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                (
                    "lowest",
                    models.DecimalField(
                        blank=True,
                        decimal_places=3,
                        max_digits=12,
                        null=True,
                        verbose_name="lowest value",
                    ),
                ),
                (
                    "highest",
                    models.DecimalField(
                        blank=True,
                        decimal_places=3,
                        max_digits=12,
                        null=True,
                        verbose_name="highest value",
                    ),
                ),
                (
                    "highest_is_usual",
                    models.BooleanField(
                        default=False,
                        help_text="Then a higher value in a file is asked about; else it is an error.",
                        verbose_name="the highest value is only the usual one",
                    ),
                ),
                ("decimals", models.PositiveSmallIntegerField(default=1, verbose_name="decimals")),
                (
                    "unit",
                    models.CharField(
                        blank=True,
                        help_text="What is counted: hours, children …",
                        max_length=30,
                        verbose_name="unit",
                    ),
                ),
                (
                    "low_is_good",
                    models.BooleanField(
                        blank=True,
                        help_text="As of sick leave. Unknown: neither high nor low is called better.",
                        null=True,
                        verbose_name="a low value is good",
                    ),
                ),
                (
                    "smallest_difference",
                    models.DecimalField(
                        blank=True,
                        decimal_places=3,
                        help_text="A smaller change is not called progress or decline.",
                        max_digits=12,
                        null=True,
                        verbose_name="smallest meaningful difference",
                    ),
                ),
            ],
            options={
                "verbose_name": "scale",
                "verbose_name_plural": "scales",
                "ordering": ["name"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("lowest", None),
                            ("highest", None),
                            ("highest__gt", models.F("lowest")),
                            _connector="OR",
                        ),
                        name="scale_highest_above_lowest",
                        violation_error_message="The highest value must be above the lowest.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="InstrumentVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.SlugField(unique=True, verbose_name="code")),
                ("name", models.CharField(max_length=150, verbose_name="name")),
                ("synonyms", models.JSONField(blank=True, default=list, verbose_name="synonyms")),
                (
                    "shipped_words",
                    models.JSONField(
                        default=list, editable=False, verbose_name="words brought"
                    ),
                ),
                ("from_year", models.PositiveSmallIntegerField(verbose_name="used from")),
                (
                    "to_year",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="used until"
                    ),
                ),
                (
                    "instrument",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="versions",
                        to="measurements.instrument",
                        verbose_name="instrument",
                    ),
                ),
                (
                    "scale",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="measurements.scale",
                        verbose_name="scale",
                    ),
                ),
            ],
            options={
                "verbose_name": "version of an instrument",
                "verbose_name_plural": "versions of instruments",
                "ordering": ["instrument", "from_year"],
            },
        ),
        migrations.CreateModel(
            name="ScaleBand",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "lower",
                    models.DecimalField(decimal_places=3, max_digits=12, verbose_name="from"),
                ),
                ("label", models.CharField(max_length=60, verbose_name="label")),
                ("short_label", models.CharField(max_length=20, verbose_name="short label")),
                (
                    "scale",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="bands",
                        to="measurements.scale",
                        verbose_name="scale",
                    ),
                ),
            ],
            options={
                "verbose_name": "band",
                "verbose_name_plural": "bands",
                "ordering": ["scale", "lower"],
            },
        ),
        migrations.CreateModel(
            name="ScaleStep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "rank",
                    models.PositiveSmallIntegerField(
                        help_text="1 is the lowest.", verbose_name="rank"
                    ),
                ),
                ("label", models.CharField(max_length=100, verbose_name="label")),
                ("short_label", models.CharField(max_length=40, verbose_name="short label")),
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
                    "shipped_words",
                    models.JSONField(
                        default=list, editable=False, verbose_name="words brought"
                    ),
                ),
                ("meaning", models.TextField(blank=True, verbose_name="what it means")),
                (
                    "scale",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="steps",
                        to="measurements.scale",
                        verbose_name="scale",
                    ),
                ),
            ],
            options={
                "verbose_name": "step",
                "verbose_name_plural": "steps",
                "ordering": ["scale", "-rank"],
            },
        ),
        migrations.AddField(
            model_name="measurement",
            name="step",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="measurements.scalestep",
                verbose_name="rating",
            ),
        ),
        migrations.CreateModel(
            name="AnswerCount",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("count", models.PositiveIntegerField(blank=True, null=True, verbose_name="count")),
                (
                    "share",
                    models.DecimalField(
                        blank=True, decimal_places=5, max_digits=6, null=True, verbose_name="share"
                    ),
                ),
                (
                    "is_suppressed",
                    models.BooleanField(default=False, verbose_name="suppressed in the source"),
                ),
                (
                    "measurement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="answers",
                        to="measurements.measurement",
                        verbose_name="measurement",
                    ),
                ),
                (
                    "step",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="measurements.scalestep",
                        verbose_name="answer",
                    ),
                ),
            ],
            options={
                "verbose_name": "count of an answer",
                "verbose_name_plural": "counts of answers",
                "ordering": ["measurement", "step"],
            },
        ),
        migrations.CreateModel(
            name="Topic",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                ("short_name", models.CharField(max_length=60, verbose_name="short name")),
                ("synonyms", models.JSONField(blank=True, default=list, verbose_name="synonyms")),
                (
                    "shipped_words",
                    models.JSONField(
                        default=list, editable=False, verbose_name="words brought"
                    ),
                ),
                (
                    "lineage",
                    models.SlugField(max_length=60, verbose_name="the same across versions"),
                ),
                ("is_optional", models.BooleanField(default=False, verbose_name="optional")),
                (
                    "scale",
                    models.ForeignKey(
                        blank=True,
                        help_text="Only where it differs from the version's scale.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="measurements.scale",
                        verbose_name="own scale",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="topics",
                        to="measurements.instrumentversion",
                        verbose_name="version",
                    ),
                ),
            ],
            options={
                "verbose_name": "topic",
                "verbose_name_plural": "topics",
                "ordering": ["version", "number"],
            },
        ),
        migrations.AddField(
            model_name="measurement",
            name="topic",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="measurements",
                to="measurements.topic",
                verbose_name="topic",
            ),
        ),
        migrations.AddConstraint(
            model_name="inspection",
            constraint=models.UniqueConstraint(
                fields=("institution", "year", "kind"),
                name="inspection_once_a_year",
                violation_error_message="The institution has an inspection of this kind in this year already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="measuringround",
            constraint=models.UniqueConstraint(
                fields=("instrument", "period"),
                name="round_once_in_a_period",
                violation_error_message="The instrument has a round in this period already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="measuringround",
            constraint=models.CheckConstraint(
                condition=models.Q(("deadline_on__gte", models.F("opens_on"))),
                name="round_deadline_after_it_opens",
                violation_error_message="The deadline cannot come before the round opens.",
            ),
        ),
        migrations.AddConstraint(
            model_name="measuringround",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("locked_by", None), ("locked_at__isnull", False), _connector="OR"
                ),
                name="round_locked_by_someone_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="revision",
            constraint=models.UniqueConstraint(
                fields=("batch", "measurement"), name="measurement_revised_once_by_an_import"
            ),
        ),
        migrations.AddConstraint(
            model_name="revision",
            constraint=models.UniqueConstraint(
                fields=("batch", "inspection"), name="inspection_revised_once_by_an_import"
            ),
        ),
        migrations.AddConstraint(
            model_name="revision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("inspection__isnull", False), ("measurement", None)),
                    models.Q(("inspection", None), ("measurement__isnull", False)),
                    _connector="OR",
                ),
                name="revision_of_one_thing",
            ),
        ),
        migrations.AddConstraint(
            model_name="rowblock",
            constraint=models.UniqueConstraint(fields=("batch", "first"), name="row_block_once"),
        ),
        migrations.AddConstraint(
            model_name="instrumentversion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("to_year", None), ("to_year__gte", models.F("from_year")), _connector="OR"
                ),
                name="instrument_version_ends_after_it_begins",
                violation_error_message="The last year cannot come before the first year.",
            ),
        ),
        migrations.AddConstraint(
            model_name="scaleband",
            constraint=models.UniqueConstraint(
                fields=("scale", "lower"),
                name="band_limit_unique_in_scale",
                violation_error_message="The scale has a band that begins here already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="scalestep",
            constraint=models.CheckConstraint(
                condition=models.Q(("rank__gte", 1)),
                name="step_rank_begins_at_one",
                violation_error_message="The lowest step has rank 1.",
            ),
        ),
        migrations.AddConstraint(
            model_name="scalestep",
            constraint=models.UniqueConstraint(
                fields=("scale", "rank"),
                name="step_rank_unique_in_scale",
                violation_error_message="The scale has a step of this rank already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="scalestep",
            constraint=models.UniqueConstraint(
                fields=("scale", "label"),
                name="step_label_unique_in_scale",
                violation_error_message="The scale has a step with this label already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="answercount",
            constraint=models.UniqueConstraint(
                fields=("measurement", "step"),
                name="answer_counted_once",
                violation_error_message="This answer has been counted already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="answercount",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("share", None), models.Q(("share__gte", 0), ("share__lte", 1)), _connector="OR"
                ),
                name="answer_share_is_a_fraction",
                violation_error_message="A share lies between 0 and 1.",
            ),
        ),
        migrations.AddConstraint(
            model_name="topic",
            constraint=models.UniqueConstraint(
                fields=("version", "number"),
                name="topic_number_unique_in_version",
                violation_error_message="The version has a topic with this number already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="topic",
            constraint=models.UniqueConstraint(
                fields=("version", "lineage"),
                name="topic_lineage_unique_in_version",
                violation_error_message="The version has a topic of this kind already.",
            ),
        ),
        migrations.AddIndex(
            model_name="measurement",
            index=models.Index(
                fields=["institution", "topic", "year"], name="measurement_institu_109a36_idx"
            ),
        ),
        migrations.AddIndex(
            model_name="measurement",
            index=models.Index(
                fields=["batch", "row_number"], name="measurement_batch_i_4e9124_idx"
            ),
        ),
        migrations.AddConstraint(
            model_name="measurement",
            constraint=models.UniqueConstraint(
                fields=("topic", "institution", "group", "period"),
                name="measured_once",
                violation_error_message="This has been measured for the period already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="measurement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("is_suppressed", True), ("step", None), ("value", None)),
                    models.Q(("is_suppressed", False), ("step", None), ("value__isnull", False)),
                    models.Q(("is_suppressed", False), ("step__isnull", False), ("value", None)),
                    _connector="OR",
                ),
                name="measurement_value_or_step_or_suppressed",
                violation_error_message="Give a number or a rating, or mark it as suppressed.",
            ),
        ),
        migrations.CreateModel(
            name='GlossaryWording',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.SlugField(editable=False, max_length=80, unique=True, verbose_name='word')),
                ('own_name', models.CharField(blank=True, help_text='As texts write it, and it is explained where it stands first. Several ways to write it have strokes between them.', max_length=60, verbose_name="word of one's own")),
                ('meaning', models.TextField(blank=True, help_text='A sentence or two. Leave it empty for the words that come along.', max_length=300, verbose_name='meaning')),
            ],
            options={
                'verbose_name': 'word of the glossary',
                'verbose_name_plural': 'words of the glossary',
                'ordering': ['key'],
            },
        ),
        migrations.CreateModel(
            name='HistoricalGlossaryWording',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('key', models.SlugField(editable=False, max_length=80, verbose_name='word')),
                ('own_name', models.CharField(blank=True, help_text='As texts write it, and it is explained where it stands first. Several ways to write it have strokes between them.', max_length=60, verbose_name="word of one's own")),
                ('meaning', models.TextField(blank=True, help_text='A sentence or two. Leave it empty for the words that come along.', max_length=300, verbose_name='meaning')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'historical word of the glossary',
                'verbose_name_plural': 'historical words of the glossary',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
    ]
