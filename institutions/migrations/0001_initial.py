import django.core.serializers.json
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.comparison
import django.utils.timezone
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import config.collation
import config.privacy
import institutions.belonging
import institutions.periods
from config.first_migration import FirstMigration
from institutions import schema


class Migration(FirstMigration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Area",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=100, unique=True, verbose_name="name")),
                ("slug", models.SlugField(max_length=100, unique=True, verbose_name="address")),
            ],
            options={
                "verbose_name": "area",
                "verbose_name_plural": "areas",
                "ordering": [config.collation.Danish("name")],
            },
        ),
        migrations.CreateModel(
            name="Board",
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
                            ("parent_board", "Parent board"),
                            ("parent_council", "Parent council"),
                            ("school_board", "School board"),
                            ("independent_board", "Board of an independent institution"),
                            ("joint_council", "Joint council"),
                            ("committee", "Committee"),
                            ("leadership_team", "Leadership team"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                ("name", models.CharField(max_length=150, verbose_name="name")),
                (
                    "minutes_rule",
                    models.CharField(
                        choices=[
                            ("meeting", "At the next meeting, or by the chair"),
                            ("majority", "When more than half of the members have approved"),
                            ("all", "When every member has approved"),
                        ],
                        default="meeting",
                        help_text="Where members approve, each does it on the page of the meeting.",
                        max_length=12,
                        verbose_name="when minutes are approved",
                    ),
                ),
                (
                    "leaders_adopt",
                    models.BooleanField(
                        default=False,
                        help_text="Otherwise the chair does, or it is noted at a meeting. It is recorded that a leader decided for the board.",
                        verbose_name="the leader may decide on local goals for the board between meetings",
                    ),
                ),
                (
                    "is_published",
                    models.BooleanField(
                        default=False,
                        help_text="Everybody who reads the place can then read them too, confidential items aside. Otherwise only the board and its secretaries can.",
                        verbose_name="agendas and minutes are published",
                    ),
                ),
            ],
            options={
                "verbose_name": "board",
                "verbose_name_plural": "boards",
                "ordering": [config.collation.Danish("name")],
            },
        ),
        migrations.CreateModel(
            name="BoardRenewal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("constituted_on", models.DateField(verbose_name="constituted")),
                (
                    "made_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="made"),
                ),
                (
                    "written",
                    models.JSONField(
                        default=list,
                        encoder=django.core.serializers.json.DjangoJSONEncoder,
                        verbose_name="what was written",
                    ),
                ),
                ("undone_at", models.DateTimeField(blank=True, null=True, verbose_name="undone")),
                (
                    "board",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="renewals",
                        to="institutions.board",
                        verbose_name="board",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="board_renewals",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="made by",
                    ),
                ),
            ],
            options={
                "verbose_name": "new constitution of a board",
                "verbose_name_plural": "new constitutions of boards",
                "ordering": ["-made_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Cluster",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=100, verbose_name="name")),
                ("slug", models.SlugField(max_length=100, unique=True, verbose_name="address")),
                ("nickname", models.CharField(blank=True, max_length=100, verbose_name="nickname")),
                (
                    "ownership",
                    models.CharField(
                        choices=[
                            ("municipal", "Municipal"),
                            ("independent", "Independent"),
                            ("private", "Private"),
                            ("outsourced", "Outsourced"),
                        ],
                        default="municipal",
                        max_length=20,
                        verbose_name="ownership",
                    ),
                ),
                (
                    "register_number",
                    models.CharField(
                        blank=True, max_length=20, verbose_name="number in Dagtilbudsregisteret"
                    ),
                ),
                (
                    "closed_on",
                    models.DateField(
                        blank=True, editable=False, null=True, verbose_name="closed"
                    ),
                ),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="clusters",
                        to="institutions.area",
                        verbose_name="area",
                    ),
                ),
            ],
            options={
                "verbose_name": "cluster",
                "verbose_name_plural": "clusters",
                "ordering": [config.collation.Danish("name")],
            },
        ),
        migrations.AddField(
            model_name="board",
            name="cluster",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="boards",
                to="institutions.cluster",
                verbose_name="cluster",
            ),
        ),
        migrations.CreateModel(
            name="DataVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=60, verbose_name="name")),
                (
                    "place",
                    models.CharField(blank=True, default="", max_length=20, verbose_name="place"),
                ),
                ("token", models.BigIntegerField(verbose_name="token")),
            ],
            options={
                "verbose_name": "version of the data",
                "verbose_name_plural": "versions of the data",
                "indexes": [models.Index(fields=["place", "name"], name="dataversion_place_name")],
            },
        ),
        migrations.CreateModel(
            name="HistoricalCluster",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=100, verbose_name="name")),
                ("slug", models.SlugField(max_length=100, verbose_name="address")),
                ("nickname", models.CharField(blank=True, max_length=100, verbose_name="nickname")),
                (
                    "ownership",
                    models.CharField(
                        choices=[
                            ("municipal", "Municipal"),
                            ("independent", "Independent"),
                            ("private", "Private"),
                            ("outsourced", "Outsourced"),
                        ],
                        default="municipal",
                        max_length=20,
                        verbose_name="ownership",
                    ),
                ),
                (
                    "register_number",
                    models.CharField(
                        blank=True, max_length=20, verbose_name="number in Dagtilbudsregisteret"
                    ),
                ),
                (
                    "closed_on",
                    models.DateField(
                        blank=True, editable=False, null=True, verbose_name="closed"
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
                    "area",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="institutions.area",
                        verbose_name="area",
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
                "verbose_name": "historical cluster",
                "verbose_name_plural": "historical clusters",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalInstitution",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=150, verbose_name="name")),
                ("slug", models.SlugField(max_length=150, verbose_name="address")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("nursery", "Nursery"),
                            ("kindergarten", "Kindergarten"),
                            ("integrated", "Integrated nursery and kindergarten"),
                            ("family_daycare", "Family daycare"),
                            ("school", "School"),
                            ("after_school", "After-school care or club"),
                            ("other", "Other"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                (
                    "ownership",
                    models.CharField(
                        choices=[
                            ("municipal", "Municipal"),
                            ("independent", "Independent"),
                            ("private", "Private"),
                            ("outsourced", "Outsourced"),
                        ],
                        default="municipal",
                        max_length=20,
                        verbose_name="ownership",
                    ),
                ),
                ("opened_on", models.DateField(blank=True, null=True, verbose_name="opened")),
                ("closed_on", models.DateField(blank=True, null=True, verbose_name="closed")),
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
                    "area",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="institutions.area",
                        verbose_name="area",
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
                "verbose_name": "historical institution",
                "verbose_name_plural": "historical institutions",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Institution",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=150, verbose_name="name")),
                ("slug", models.SlugField(max_length=150, unique=True, verbose_name="address")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("nursery", "Nursery"),
                            ("kindergarten", "Kindergarten"),
                            ("integrated", "Integrated nursery and kindergarten"),
                            ("family_daycare", "Family daycare"),
                            ("school", "School"),
                            ("after_school", "After-school care or club"),
                            ("other", "Other"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                (
                    "ownership",
                    models.CharField(
                        choices=[
                            ("municipal", "Municipal"),
                            ("independent", "Independent"),
                            ("private", "Private"),
                            ("outsourced", "Outsourced"),
                        ],
                        default="municipal",
                        max_length=20,
                        verbose_name="ownership",
                    ),
                ),
                ("opened_on", models.DateField(blank=True, null=True, verbose_name="opened")),
                ("closed_on", models.DateField(blank=True, null=True, verbose_name="closed")),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="institutions",
                        to="institutions.area",
                        verbose_name="area",
                    ),
                ),
            ],
            options={
                "verbose_name": "institution",
                "verbose_name_plural": "institutions",
                "ordering": [config.collation.Danish("name")],
            },
        ),
        migrations.CreateModel(
            name="Identifier",
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
                    "kind",
                    models.CharField(
                        choices=[
                            ("local", "Institution number"),
                            ("stil", "Unit number (STIL)"),
                            ("production", "P-number"),
                            ("unit", "Unit of the organisation (UUID)"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                ("value", models.CharField(max_length=40, verbose_name="number")),
                (
                    "institution",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="identifiers",
                        to="institutions.institution",
                        verbose_name="institution",
                    ),
                ),
            ],
            options={
                "verbose_name": "identifier",
                "verbose_name_plural": "identifiers",
                "ordering": ["kind", "value"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="HistoricalPlacement",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("from_on", models.DateField(blank=True, null=True, verbose_name="from")),
                ("to_on", models.DateField(blank=True, null=True, verbose_name="to")),
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
                "verbose_name": "historical placement",
                "verbose_name_plural": "historical placements",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalMembership",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("from_on", models.DateField(blank=True, null=True, verbose_name="from")),
                ("to_on", models.DateField(blank=True, null=True, verbose_name="to")),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("administrator", "administrator"),
                            ("area_head", "head of area"),
                            ("consultant", "consultant"),
                            ("cluster_leader", "cluster leader"),
                            ("leader", "pedagogical leader"),
                            ("chair", "chair of the board"),
                            ("board_member", "board member"),
                            ("staff_member", "staff representative"),
                        ],
                        max_length=20,
                        verbose_name="role",
                    ),
                ),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("by_hand", "given by hand"),
                            ("sign_in", "the municipality’s sign-in"),
                            ("file", "a file"),
                        ],
                        default="by_hand",
                        editable=False,
                        max_length=20,
                        verbose_name="comes from",
                    ),
                ),
                (
                    "note",
                    models.CharField(
                        blank=True,
                        help_text="In a few words, for whoever looks at it later. No CPR numbers.",
                        max_length=200,
                        validators=[config.privacy.refuse_cpr],
                        verbose_name="reason",
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
                    "area",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="institutions.area",
                        verbose_name="area",
                    ),
                ),
                (
                    "board",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="Leave it empty for a seat on every board of the place.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="institutions.board",
                        verbose_name="board",
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
                    "deputises_for",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="deputy of",
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
                    "user",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
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
                "verbose_name": "historical membership",
                "verbose_name_plural": "historical memberships",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalKnownName",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=150, verbose_name="name")),
                (
                    "folded",
                    models.CharField(
                        editable=False, max_length=200, verbose_name="key of the name"
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
            ],
            options={
                "verbose_name": "historical name in files",
                "verbose_name_plural": "historical names in files",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalClaimRule",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "provider",
                    models.CharField(
                        blank=True,
                        help_text="Which login of the municipality.",
                        max_length=41,
                        verbose_name="login",
                    ),
                ),
                ("claim", models.CharField(default="groups", max_length=100, verbose_name="claim")),
                (
                    "value",
                    models.CharField(
                        blank=True,
                        help_text="The group, exactly as the login tells it: its name or its id. Leave it empty only where the claim itself names the places.",
                        max_length=200,
                        validators=[config.privacy.refuse_cpr],
                        verbose_name="value",
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("administrator", "administrator"),
                            ("area_head", "head of area"),
                            ("consultant", "consultant"),
                            ("cluster_leader", "cluster leader"),
                            ("leader", "pedagogical leader"),
                            ("chair", "chair of the board"),
                            ("board_member", "board member"),
                            ("staff_member", "staff representative"),
                        ],
                        max_length=20,
                        verbose_name="role",
                    ),
                ),
                (
                    "place_claim",
                    models.CharField(
                        blank=True, max_length=100, verbose_name="claim with the places"
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
                    "area",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="institutions.area",
                        verbose_name="area",
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
                "verbose_name": "historical rule for roles",
                "verbose_name_plural": "historical rules for roles",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Group",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=100, verbose_name="name")),
                (
                    "age_band",
                    models.CharField(
                        choices=[("0-2", "0–2 years"), ("3-5", "3–5 years"), ("0-5", "0–5 years")],
                        max_length=5,
                        verbose_name="age",
                    ),
                ),
                (
                    "children",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="children"
                    ),
                ),
                (
                    "institution",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="groups",
                        to="institutions.institution",
                        verbose_name="institution",
                    ),
                ),
            ],
            options={
                "verbose_name": "group",
                "verbose_name_plural": "groups",
                "ordering": ["institution", config.collation.Danish("name")],
            },
        ),
        migrations.CreateModel(
            name="ClaimRule",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "provider",
                    models.CharField(
                        blank=True,
                        help_text="Which login of the municipality.",
                        max_length=41,
                        verbose_name="login",
                    ),
                ),
                ("claim", models.CharField(default="groups", max_length=100, verbose_name="claim")),
                (
                    "value",
                    models.CharField(
                        blank=True,
                        help_text="The group, exactly as the login tells it: its name or its id. Leave it empty only where the claim itself names the places.",
                        max_length=200,
                        validators=[config.privacy.refuse_cpr],
                        verbose_name="value",
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("administrator", "administrator"),
                            ("area_head", "head of area"),
                            ("consultant", "consultant"),
                            ("cluster_leader", "cluster leader"),
                            ("leader", "pedagogical leader"),
                            ("chair", "chair of the board"),
                            ("board_member", "board member"),
                            ("staff_member", "staff representative"),
                        ],
                        max_length=20,
                        verbose_name="role",
                    ),
                ),
                (
                    "place_claim",
                    models.CharField(
                        blank=True, max_length=100, verbose_name="claim with the places"
                    ),
                ),
                (
                    "area",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="institutions.area",
                        verbose_name="area",
                    ),
                ),
                (
                    "cluster",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="institutions.cluster",
                        verbose_name="cluster",
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
            ],
            options={
                "verbose_name": "rule for roles",
                "verbose_name_plural": "rules for roles",
                "ordering": ["provider", "claim", "value", "role", "pk"],
            },
        ),
        migrations.AddField(
            model_name="board",
            name="institution",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="boards",
                to="institutions.institution",
                verbose_name="institution",
            ),
        ),
        migrations.CreateModel(
            name="InstitutionImport",
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
                (
                    "written",
                    models.JSONField(
                        default=list,
                        encoder=django.core.serializers.json.DjangoJSONEncoder,
                        verbose_name="what was written",
                    ),
                ),
                (
                    "imported_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="institution_imports",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="imported by",
                    ),
                ),
            ],
            options={
                "verbose_name": "import of institutions",
                "verbose_name_plural": "imports of institutions",
                "ordering": ["-imported_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="InstitutionMerge",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("gone", models.CharField(max_length=150, verbose_name="put together with")),
                (
                    "merged_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="put together"
                    ),
                ),
                ("undone_at", models.DateTimeField(blank=True, null=True, verbose_name="undone")),
                (
                    "steps",
                    models.JSONField(
                        default=list,
                        encoder=django.core.serializers.json.DjangoJSONEncoder,
                        verbose_name="what was written",
                    ),
                ),
                (
                    "institution",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="merges",
                        to="institutions.institution",
                        verbose_name="institution",
                    ),
                ),
                (
                    "merged_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="put together by",
                    ),
                ),
            ],
            options={
                "verbose_name": "merge of institutions",
                "verbose_name_plural": "merges of institutions",
                "ordering": ["-merged_at", "-pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="KnownName",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=150, verbose_name="name")),
                (
                    "folded",
                    models.CharField(
                        editable=False, max_length=200, verbose_name="key of the name"
                    ),
                ),
                (
                    "institution",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="known_names",
                        to="institutions.institution",
                        verbose_name="institution",
                    ),
                ),
            ],
            options={
                "verbose_name": "name in files",
                "verbose_name_plural": "names in files",
                "ordering": ["institution", "name"],
            },
        ),
        migrations.CreateModel(
            name="LookedAs",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        max_length=200,
                        validators=[
                            django.core.validators.MinLengthValidator(3),
                            config.privacy.refuse_cpr,
                        ],
                        verbose_name="why",
                    ),
                ),
                (
                    "began_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="from"),
                ),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="to")),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="who looked",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="looks",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "look as another",
                "verbose_name_plural": "looks as others",
                "ordering": ["-began_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Membership",
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
                    "role",
                    models.CharField(
                        choices=[
                            ("administrator", "administrator"),
                            ("area_head", "head of area"),
                            ("consultant", "consultant"),
                            ("cluster_leader", "cluster leader"),
                            ("leader", "pedagogical leader"),
                            ("chair", "chair of the board"),
                            ("board_member", "board member"),
                            ("staff_member", "staff representative"),
                        ],
                        max_length=20,
                        verbose_name="role",
                    ),
                ),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("by_hand", "given by hand"),
                            ("sign_in", "the municipality’s sign-in"),
                            ("file", "a file"),
                        ],
                        default="by_hand",
                        editable=False,
                        max_length=20,
                        verbose_name="comes from",
                    ),
                ),
                (
                    "note",
                    models.CharField(
                        blank=True,
                        help_text="In a few words, for whoever looks at it later. No CPR numbers.",
                        max_length=200,
                        validators=[config.privacy.refuse_cpr],
                        verbose_name="reason",
                    ),
                ),
                (
                    "area",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="memberships",
                        to="institutions.area",
                        verbose_name="area",
                    ),
                ),
                (
                    "board",
                    models.ForeignKey(
                        blank=True,
                        help_text="Leave it empty for a seat on every board of the place.",
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="memberships",
                        to="institutions.board",
                        verbose_name="board",
                    ),
                ),
                (
                    "cluster",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="memberships",
                        to="institutions.cluster",
                        verbose_name="cluster",
                    ),
                ),
                (
                    "deputises_for",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="deputies",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="deputy of",
                    ),
                ),
                (
                    "institution",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="memberships",
                        to="institutions.institution",
                        verbose_name="institution",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="memberships",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "membership",
                "verbose_name_plural": "memberships",
                "ordering": ["user", "role"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PeopleImport",
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
                ("stops_count", models.PositiveIntegerField(default=0, verbose_name="stops")),
                (
                    "written",
                    models.JSONField(
                        default=list,
                        encoder=django.core.serializers.json.DjangoJSONEncoder,
                        verbose_name="what was written",
                    ),
                ),
                (
                    "imported_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="people_imports",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="imported by",
                    ),
                ),
            ],
            options={
                "verbose_name": "import of people",
                "verbose_name_plural": "imports of people",
                "ordering": ["-imported_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="PersonMerge",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("gone", models.CharField(max_length=150, verbose_name="put together with")),
                (
                    "merged_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="put together"
                    ),
                ),
                ("undone_at", models.DateTimeField(blank=True, null=True, verbose_name="undone")),
                (
                    "steps",
                    models.JSONField(
                        default=list,
                        encoder=django.core.serializers.json.DjangoJSONEncoder,
                        verbose_name="what was written",
                    ),
                ),
                (
                    "merged_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="put together by",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="merges",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "merge of people",
                "verbose_name_plural": "merges of people",
                "ordering": ["-merged_at", "-pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Placement",
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
                    "cluster",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="placements",
                        to="institutions.cluster",
                        verbose_name="cluster",
                    ),
                ),
                (
                    "institution",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="placements",
                        to="institutions.institution",
                        verbose_name="institution",
                    ),
                ),
            ],
            options={
                "verbose_name": "placement",
                "verbose_name_plural": "placements",
                "ordering": ["institution", "from_on"],
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="institution",
            name="clusters",
            field=models.ManyToManyField(
                related_name="institutions",
                through="institutions.Placement",
                to="institutions.cluster",
                verbose_name="clusters",
            ),
        ),
        migrations.CreateModel(
            name="ShippedExample",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "loaded_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="loaded"),
                ),
                ("roots", models.JSONField(verbose_name="what it began with")),
                (
                    "loaded_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="loaded by",
                    ),
                ),
            ],
            options={
                "verbose_name": "shipped example",
                "verbose_name_plural": "shipped examples",
            },
        ),
        migrations.AddConstraint(
            model_name="cluster",
            constraint=models.UniqueConstraint(
                fields=("area", "name"),
                name="cluster_name_unique_in_area",
                violation_error_message="The area has a cluster of this name already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="cluster",
            constraint=models.UniqueConstraint(
                condition=models.Q(("register_number", ""), _negated=True),
                fields=("register_number",),
                name="cluster_register_number_unique",
                violation_error_message="Another cluster has this number.",
            ),
        ),
        migrations.AddConstraint(
            model_name="identifier",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("from_on", None),
                    ("to_on", None),
                    ("to_on__gte", models.F("from_on")),
                    _connector="OR",
                ),
                name="institutions_identifier_ends_after_it_begins",
                violation_error_message="The last day cannot come before the first day.",
            ),
        ),
        migrations.AddConstraint(
            model_name="identifier",
            constraint=models.UniqueConstraint(
                fields=("kind", "value"),
                name="identifier_never_reused",
                violation_error_message="This number belongs to an institution already. Numbers are never used again.",
            ),
        ),
        migrations.AddConstraint(
            model_name="group",
            constraint=models.UniqueConstraint(
                fields=("institution", "name"),
                name="group_name_unique_in_institution",
                violation_error_message="The institution has a group of this name already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="claimrule",
            constraint=models.UniqueConstraint(
                models.F("provider"),
                models.F("claim"),
                models.F("value"),
                models.F("role"),
                django.db.models.functions.comparison.Coalesce("area", 0),
                django.db.models.functions.comparison.Coalesce("cluster", 0),
                django.db.models.functions.comparison.Coalesce("institution", 0),
                models.F("place_claim"),
                name="claim_rule_unique",
                violation_error_message="This rule exists already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="claimrule",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("area", None), ("cluster", None), ("place_claim", "")),
                    models.Q(("area", None), ("institution", None), ("place_claim", "")),
                    models.Q(("cluster", None), ("institution", None), ("place_claim", "")),
                    models.Q(("area", None), ("cluster", None), ("institution", None)),
                    _connector="OR",
                ),
                name="claim_rule_of_one_place",
                violation_error_message="Choose one place.",
            ),
        ),
        migrations.AddConstraint(
            model_name="claimrule",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "role__in",
                        ["administrator", "area_head", "consultant", "chair", "board_member"],
                    ),
                    ("area__isnull", False),
                    ("cluster__isnull", False),
                    ("institution__isnull", False),
                    models.Q(("place_claim", ""), _negated=True),
                    _connector="OR",
                ),
                name="claim_rule_place_fits_role",
                violation_error_message="This role needs a place: choose an area, a cluster or an institution.",
            ),
        ),
        migrations.AddConstraint(
            model_name="claimrule",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("value", ""), _negated=True),
                    models.Q(("place_claim", ""), _negated=True),
                    _connector="OR",
                ),
                name="claim_rule_says_who",
                violation_error_message="Write a value: without one, everybody whom the login knows would get the role.",
            ),
        ),
        migrations.AddConstraint(
            model_name="board",
            constraint=models.CheckConstraint(
                condition=models.Q(("cluster", None), ("institution", None), _connector="OR"),
                name="board_of_one_place",
                violation_error_message="A board belongs to a cluster or to an institution, not to both.",
            ),
        ),
        migrations.AddConstraint(
            model_name="board",
            constraint=models.UniqueConstraint(
                fields=("id", "cluster"), name="board_with_its_cluster"
            ),
        ),
        migrations.AddConstraint(
            model_name="board",
            constraint=models.UniqueConstraint(
                fields=("id", "institution"), name="board_with_its_institution"
            ),
        ),
        migrations.AddConstraint(
            model_name="knownname",
            constraint=models.UniqueConstraint(
                fields=("folded",),
                name="known_name_of_one_institution",
                violation_error_message="Another institution is known by this name.",
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("from_on", None),
                    ("to_on", None),
                    ("to_on__gte", models.F("from_on")),
                    _connector="OR",
                ),
                name="institutions_membership_ends_after_it_begins",
                violation_error_message="The last day cannot come before the first day.",
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("area", None), ("cluster", None)),
                    models.Q(("area", None), ("institution", None)),
                    models.Q(("cluster", None), ("institution", None)),
                    _connector="OR",
                ),
                name="membership_of_one_place",
                violation_error_message="Choose one place: an area, a cluster or an institution.",
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "role__in",
                        ["administrator", "area_head", "consultant", "chair", "board_member"],
                    ),
                    ("area__isnull", False),
                    ("cluster__isnull", False),
                    ("institution__isnull", False),
                    _connector="OR",
                ),
                name="membership_place_fits_role",
                violation_error_message="This role needs a place: choose an area, a cluster or an institution.",
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=institutions.belonging.PartOf(
                name="membership_board_of_the_cluster",
                part="board",
                violation_error_message="The board is not at this place.",
                whole="cluster",
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=institutions.belonging.PartOf(
                name="membership_board_of_the_institution",
                part="board",
                violation_error_message="The board is not at this place.",
                whole="institution",
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("board", None),
                    models.Q(
                        ("area", None), ("role__in", ["board_member", "chair", "staff_member"])
                    ),
                    _connector="OR",
                ),
                name="membership_board_fits_role",
                violation_error_message="With this role one has no seat on a board.",
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("deputises_for", None),
                    (
                        "role__in",
                        [
                            "area_head",
                            "board_member",
                            "chair",
                            "cluster_leader",
                            "consultant",
                            "leader",
                            "staff_member",
                        ],
                    ),
                    _connector="OR",
                ),
                name="membership_deputy_fits_role",
                violation_error_message="Nobody is the deputy of an administrator.",
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("deputises_for", None), ("to_on__isnull", False), _connector="OR"
                ),
                name="membership_deputy_ends",
                violation_error_message="Say until when somebody is a deputy.",
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("deputises_for", None),
                    models.Q(("deputises_for", models.F("user")), _negated=True),
                    _connector="OR",
                ),
                name="membership_deputy_of_another",
                violation_error_message="Nobody is their own deputy.",
            ),
        ),
        migrations.AddConstraint(
            model_name="placement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("from_on", None),
                    ("to_on", None),
                    ("to_on__gte", models.F("from_on")),
                    _connector="OR",
                ),
                name="institutions_placement_ends_after_it_begins",
                violation_error_message="The last day cannot come before the first day.",
            ),
        ),
        migrations.AddConstraint(
            model_name="placement",
            constraint=institutions.periods.NoOverlap(
                fields=("institution",),
                name="placement_one_cluster_at_a_time",
                violation_error_message="The institution is in another cluster at that time.",
            ),
        ),
        migrations.AddConstraint(
            model_name="institution",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("opened_on", None),
                    ("closed_on", None),
                    ("closed_on__gte", models.F("opened_on")),
                    _connector="OR",
                ),
                name="institution_closes_after_it_opens",
                violation_error_message="An institution cannot close before it opens.",
            ),
        ),
        *schema.OPERATIONS,
        migrations.CreateModel(
            name="ClusterClosing",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("gone", models.CharField(max_length=150, verbose_name="put together with")),
                (
                    "merged_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="put together"
                    ),
                ),
                ("undone_at", models.DateTimeField(blank=True, null=True, verbose_name="undone")),
                (
                    "steps",
                    models.JSONField(
                        default=list,
                        encoder=django.core.serializers.json.DjangoJSONEncoder,
                        verbose_name="what was written",
                    ),
                ),
                (
                    "cluster",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="closings",
                        to="institutions.cluster",
                        verbose_name="cluster",
                    ),
                ),
                (
                    "merged_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="put together by",
                    ),
                ),
            ],
            options={
                "verbose_name": "closing of a cluster",
                "verbose_name_plural": "closings of clusters",
                "ordering": ["-merged_at", "-pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ClusterSplit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("gone", models.CharField(max_length=150, verbose_name="put together with")),
                (
                    "merged_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="put together"
                    ),
                ),
                ("undone_at", models.DateTimeField(blank=True, null=True, verbose_name="undone")),
                (
                    "steps",
                    models.JSONField(
                        default=list,
                        encoder=django.core.serializers.json.DjangoJSONEncoder,
                        verbose_name="what was written",
                    ),
                ),
                (
                    "cluster",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="splits",
                        to="institutions.cluster",
                        verbose_name="cluster",
                    ),
                ),
                (
                    "merged_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="put together by",
                    ),
                ),
            ],
            options={
                "verbose_name": "split of a cluster",
                "verbose_name_plural": "splits of clusters",
                "ordering": ["-merged_at", "-pk"],
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="board",
            name="also_members",
            field=models.TextField(
                blank=True,
                help_text="A name on each line. Others are members by the role they are given.",
                validators=[config.privacy.refuse_cpr],
                verbose_name="members without an account",
            ),
        ),
        migrations.AddField(
            model_name="board",
            name="purpose",
            field=models.TextField(
                blank=True,
                help_text="What a network or group is for.",
                validators=[config.privacy.refuse_cpr],
                verbose_name="purpose",
            ),
        ),
        migrations.AlterField(
            model_name="board",
            name="kind",
            field=models.CharField(
                choices=[
                    ("parent_board", "Parent board"),
                    ("parent_council", "Parent council"),
                    ("school_board", "School board"),
                    ("independent_board", "Board of an independent institution"),
                    ("joint_council", "Joint council"),
                    ("committee", "Committee"),
                    ("leadership_team", "Leadership team"),
                    ("network", "Network or group"),
                    ("consultation", "Consultation committee (MED)"),
                ],
                max_length=20,
                verbose_name="kind",
            ),
        ),
    ]
