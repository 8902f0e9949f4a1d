import datetime

import django.core.validators
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.text
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import accounts.addresses
import accounts.models
import config.collation
import config.privacy
from accounts import schema
from config.first_migration import FirstMigration


class Migration(FirstMigration):
    initial = True

    dependencies = [
        ("auth", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="Counter",
            fields=[
                (
                    "name",
                    models.CharField(
                        max_length=64, primary_key=True, serialize=False, verbose_name="name"
                    ),
                ),
                ("count", models.PositiveIntegerField(verbose_name="number")),
                ("ends_at", models.DateTimeField(db_index=True, verbose_name="until")),
            ],
            options={
                "verbose_name": "counter",
                "verbose_name_plural": "counters",
            },
        ),
        migrations.CreateModel(
            name="SecurityEvent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "at",
                    models.DateTimeField(
                        db_index=True, default=django.utils.timezone.now, verbose_name="when"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("signed_in", "Signed in"),
                            ("sign_in_refused", "Sign-in refused"),
                            ("locked_out", "Locked out after wrong passwords"),
                            ("signed_out", "Signed out"),
                            ("door_linked", "Municipality’s login linked"),
                            ("door_unlinked", "Municipality’s login unlinked"),
                            ("visits_ended", "Signed out elsewhere"),
                            ("confirmed", "Confirmed who they are"),
                            ("confirmation_refused", "Confirmation refused"),
                            ("factor_added", "Second factor set up"),
                            ("factor_used", "Second factor used"),
                            ("factor_refused", "Second factor refused"),
                            ("factor_removed", "Second factor removed"),
                            ("recovery_codes_made", "Recovery codes made"),
                            ("password_changed", "Password changed"),
                            ("password_reset", "New password by e-mail link"),
                            ("rights_given", "Rights given"),
                            ("rights_changed", "Rights changed"),
                            ("rights_taken", "Rights taken away"),
                            ("invited", "Invitation sent"),
                            ("invitation_withdrawn", "Invitation withdrawn"),
                            ("key_made", "Access key made"),
                            ("key_used", "Access key used"),
                            ("key_closed", "Access key closed"),
                            ("calendar_made", "Calendar address made"),
                            ("calendar_closed", "Calendar address closed"),
                            ("downloaded", "File downloaded"),
                            ("imported", "File read in"),
                            ("import_undone", "Import undone"),
                            ("person_read", "Others’ personal data read"),
                            ("look_began", "Began to see as another"),
                            ("look_ended", "Ended seeing as another"),
                            ("refused", "Access refused"),
                            ("purged", "Old events deleted"),
                        ],
                        max_length=30,
                        verbose_name="what happened",
                    ),
                ),
                (
                    "actor",
                    models.BigIntegerField(
                        blank=True, db_index=True, null=True, verbose_name="person"
                    ),
                ),
                ("about", models.CharField(blank=True, max_length=100, verbose_name="about")),
                ("about_id", models.CharField(blank=True, max_length=100, verbose_name="number")),
                ("where", models.CharField(blank=True, max_length=100, verbose_name="page")),
                ("details", models.JSONField(blank=True, default=dict, verbose_name="details")),
                ("address", models.CharField(blank=True, max_length=45, verbose_name="IP address")),
                ("request_id", models.CharField(blank=True, max_length=64, verbose_name="request")),
            ],
            options={
                "verbose_name": "security event",
                "verbose_name_plural": "security events",
                "ordering": ["-at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="WaitingMail",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("to", models.EmailField(max_length=254, verbose_name="recipient")),
                ("subject", models.CharField(max_length=255, verbose_name="subject")),
                ("text", models.TextField(verbose_name="message")),
                ("html", models.TextField(blank=True, verbose_name="message as HTML")),
                ("headers", models.JSONField(blank=True, default=dict, verbose_name="headers")),
                (
                    "due_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="to be tried at"
                    ),
                ),
                ("tries", models.PositiveSmallIntegerField(default=0, verbose_name="tries")),
                ("give_up_at", models.DateTimeField(verbose_name="given up after")),
            ],
            options={
                "verbose_name": "waiting mail",
                "verbose_name_plural": "waiting mails",
            },
        ),
        migrations.CreateModel(
            name="User",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                (
                    "last_login",
                    models.DateTimeField(blank=True, null=True, verbose_name="last login"),
                ),
                (
                    "is_superuser",
                    models.BooleanField(
                        default=False,
                        help_text="Designates that this user has all permissions without explicitly assigning them.",
                        verbose_name="superuser status",
                    ),
                ),
                (
                    "email",
                    accounts.addresses.NormalEmailField(
                        max_length=254, unique=True, verbose_name="e-mail address"
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        max_length=150, validators=[config.privacy.refuse_cpr], verbose_name="name"
                    ),
                ),
                (
                    "is_staff",
                    models.BooleanField(
                        default=False,
                        help_text="Whether this person can sign in to the administration.",
                        verbose_name="may use the administration",
                    ),
                ),
                (
                    "is_active",
                    models.BooleanField(
                        default=True,
                        help_text="Take this mark away instead of deleting people: history keeps their name.",
                        verbose_name="active",
                    ),
                ),
                (
                    "notices_by_mail",
                    models.CharField(
                        choices=[
                            ("at_once", "At once"),
                            ("daily", "Once a day"),
                            ("weekly", "Once a week"),
                            ("never", "Never"),
                        ],
                        default="daily",
                        help_text="How often the person is told by mail of what is new to them.",
                        max_length=10,
                        verbose_name="mail of what happens",
                    ),
                ),
                (
                    "wants_sign_in_notices",
                    models.BooleanField(
                        default=True,
                        verbose_name="wants a mail when somebody logs in from a new browser",
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="created"
                    ),
                ),
                (
                    "closed_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="closed"
                    ),
                ),
                (
                    "way_in_read_at",
                    models.DateTimeField(
                        blank=True,
                        editable=False,
                        null=True,
                        verbose_name="has read the way in to a board",
                    ),
                ),
                (
                    "groups",
                    models.ManyToManyField(
                        blank=True,
                        help_text="The groups this user belongs to. A user will get all permissions granted to each of their groups.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.group",
                        verbose_name="groups",
                    ),
                ),
                (
                    "user_permissions",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Specific permissions for this user.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.permission",
                        verbose_name="user permissions",
                    ),
                ),
            ],
            options={
                "verbose_name": "person",
                "verbose_name_plural": "people",
                "ordering": [config.collation.Danish("name"), "email"],
            },
            managers=[
                ("objects", accounts.models.UserManager()),
            ],
        ),
        migrations.CreateModel(
            name="InvitationText",
            fields=[
                (
                    "language",
                    models.CharField(
                        choices=[("da", "Danish"), ("en", "English")],
                        max_length=10,
                        primary_key=True,
                        serialize=False,
                        verbose_name="language",
                    ),
                ),
                (
                    "subject",
                    models.CharField(
                        max_length=100,
                        validators=[config.privacy.refuse_cpr],
                        verbose_name="subject",
                    ),
                ),
                (
                    "text",
                    models.TextField(
                        max_length=4000,
                        validators=[config.privacy.refuse_cpr],
                        verbose_name="text",
                    ),
                ),
                (
                    "changed_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="changed"
                    ),
                ),
                (
                    "changed_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="changed by",
                    ),
                ),
            ],
            options={
                "verbose_name": "text of the invitation",
                "verbose_name_plural": "texts of the invitation",
            },
        ),
        migrations.CreateModel(
            name="AccountInvitation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "digest",
                    models.CharField(
                        blank=True, editable=False, max_length=64, verbose_name="fingerprint"
                    ),
                ),
                (
                    "made_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="made"),
                ),
                ("sent_at", models.DateTimeField(blank=True, null=True, verbose_name="sent")),
                (
                    "expires_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="valid until"),
                ),
                ("opened_at", models.DateTimeField(blank=True, null=True, verbose_name="opened")),
                (
                    "answered_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="answered"),
                ),
                (
                    "withdrawn_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="withdrawn"),
                ),
                (
                    "undeliverable",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="could not be delivered"
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="invitations_made",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="invited by",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="invitations",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "invitation",
                "verbose_name_plural": "invitations",
                "ordering": ["-made_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="ApiToken",
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
                        help_text="As “Power BI at the office”, so that you know it again.",
                        max_length=80,
                        validators=[
                            django.core.validators.MinLengthValidator(3),
                            config.privacy.refuse_cpr,
                        ],
                        verbose_name="what it is for",
                    ),
                ),
                (
                    "scope",
                    models.CharField(
                        choices=[
                            ("figures", "Figures only"),
                            ("texts", "Figures and the texts of local goals"),
                        ],
                        default="figures",
                        max_length=20,
                        verbose_name="what it may read",
                    ),
                ),
                (
                    "digest",
                    models.CharField(
                        editable=False, max_length=64, unique=True, verbose_name="fingerprint"
                    ),
                ),
                ("hint", models.CharField(editable=False, max_length=4, verbose_name="ends with")),
                (
                    "created_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="made"
                    ),
                ),
                ("expires_at", models.DateTimeField(verbose_name="valid until")),
                ("revoked_at", models.DateTimeField(blank=True, null=True, verbose_name="closed")),
                (
                    "last_used_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="last used"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="api_tokens",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "access key",
                "verbose_name_plural": "access keys",
                "ordering": ["-created_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="CalendarAddress",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "secret",
                    models.CharField(
                        default=accounts.models._new_secret,
                        max_length=64,
                        unique=True,
                        verbose_name="secret",
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="created"),
                ),
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="calendar_address",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "address of a calendar",
                "verbose_name_plural": "addresses of calendars",
            },
        ),
        migrations.CreateModel(
            name="SecurityLogLimit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("days", models.PositiveIntegerField(default=730, verbose_name="days")),
            ],
            options={
                "verbose_name": "limit of the security log",
                "verbose_name_plural": "limits of the security log",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("pk", 1)), name="security_log_limit_is_one"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("days__gte", 30)), name="security_log_limit_long_enough"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Visit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "session_key",
                    models.CharField(max_length=40, unique=True, verbose_name="session"),
                ),
                ("browser", models.CharField(blank=True, max_length=30, verbose_name="browser")),
                ("system", models.CharField(blank=True, max_length=30, verbose_name="machine")),
                (
                    "door",
                    models.CharField(
                        choices=[
                            ("password", "password"),
                            ("password_and_factor", "password and code"),
                            ("passkey", "passkey"),
                            ("provider", "the municipality’s sign-in"),
                        ],
                        default="password",
                        max_length=20,
                        verbose_name="by which door",
                    ),
                ),
                (
                    "began_at",
                    models.DateTimeField(
                        db_index=True, default=django.utils.timezone.now, verbose_name="since"
                    ),
                ),
                (
                    "seen_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="last used"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="visits",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "visit",
                "verbose_name_plural": "visits",
                "ordering": ["-seen_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="PersonNotice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=40, verbose_name="kind")),
                (
                    "about",
                    models.PositiveBigIntegerField(verbose_name="number of what it is about"),
                ),
                ("occasion", models.CharField(max_length=60, verbose_name="occasion")),
                (
                    "made_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="happened"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("queued", "On its way"),
                            ("sent", "Sent"),
                            ("failed", "Could not be sent"),
                            ("page_only", "On the start page only"),
                        ],
                        default="waiting",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("settled_at", models.DateTimeField(blank=True, null=True, verbose_name="sent")),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notices",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
                (
                    "mail",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="notices",
                        to="accounts.waitingmail",
                        verbose_name="message",
                    ),
                ),
            ],
            options={
                "verbose_name": "notice",
                "verbose_name_plural": "notices",
                "ordering": ["-made_at", "-pk"],
            },
        ),
        migrations.AddConstraint(
            model_name="user",
            constraint=models.UniqueConstraint(
                django.db.models.functions.text.Lower("email"),
                name="user_email_unique",
                violation_error_message="Somebody with this e-mail address exists already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="user",
            constraint=models.CheckConstraint(
                condition=models.Q(("email__regex", "\\A[!-@\\[-~]+\\Z")),
                name="user_email_in_normal_form",
                violation_error_message="Write the e-mail address with the letters a to z, digits and signs.",
            ),
        ),
        migrations.AddConstraint(
            model_name="accountinvitation",
            constraint=models.UniqueConstraint(
                condition=models.Q(("answered_at", None), ("withdrawn_at", None)),
                fields=("person",),
                name="invitation_open_once",
                violation_error_message="This person has an open invitation.",
            ),
        ),
        migrations.AddConstraint(
            model_name="accountinvitation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("sent_at", None), ("expires_at__isnull", False), _connector="OR"
                ),
                name="invitation_sent_expires",
                violation_error_message="An invitation that was sent has a last day.",
            ),
        ),
        migrations.AddConstraint(
            model_name="apitoken",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "expires_at__lte",
                        django.db.models.expressions.CombinedExpression(
                            models.F("created_at"), "+", models.Value(datetime.timedelta(days=366))
                        ),
                    )
                ),
                name="api_token_expires_within_a_year",
                violation_error_message="A key is valid for a year at most.",
            ),
        ),
        migrations.AddIndex(
            model_name="personnotice",
            index=models.Index(fields=["state", "made_at"], name="notice_waiting"),
        ),
        migrations.AddConstraint(
            model_name="personnotice",
            constraint=models.UniqueConstraint(
                fields=("person", "kind", "about", "occasion"),
                name="told_once",
                violation_error_message="The person has been told of this already.",
            ),
        ),
        *schema.OPERATIONS,
    ]
