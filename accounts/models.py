import datetime
import hashlib
import secrets
from collections.abc import Iterable
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.core.validators import MinLengthValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import rights
from accounts.addresses import NORMAL_FORM, NormalEmailField, is_normal, normal_form
from accounts.counting import Counter
from accounts.events import Kind, record
from accounts.invitations.invitation import AccountInvitation
from accounts.invitations.wording import InvitationText
from accounts.mail import WaitingMail
from accounts.security_log import SecurityEvent, SecurityLogLimit
from accounts.told.rows import HowOften, PersonNotice
from accounts.visits import Visit
from config.collation import danish
from config.privacy import refuse_cpr

__all__ = [
    "AccountInvitation",
    "ApiToken",
    "CalendarAddress",
    "Counter",
    "InvitationText",
    "PersonNotice",
    "SecurityEvent",
    "SecurityLogLimit",
    "User",
    "Visit",
    "WaitingMail",
]


class UserManager(BaseUserManager["User"]):
    """Finds people by the normal form of their e-mail address."""

    use_in_migrations = True

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Create a person who signs in by e-mail address; without a password, by other means."""
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Create a person who may do everything, for the first sign-in of an installation."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    @classmethod
    def normalize_email(cls, email: str | None) -> str:
        return normal_form(email or "")

    def get_by_natural_key(self, email: str | None) -> "User":
        """The person with this address. One that no account can have belongs to nobody."""
        address = normal_form(email or "")
        if not is_normal(address):
            raise self.model.DoesNotExist
        return self.get(email=address)


class User(AbstractBaseUser, PermissionsMixin):
    """A person who signs in (Danish: bruger). What they may see follows from their memberships."""

    email = NormalEmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=150, validators=[refuse_cpr])
    is_staff = models.BooleanField(
        _("may use the administration"),
        default=False,
        help_text=_("Whether this person can sign in to the administration."),
    )
    is_active = models.BooleanField(
        _("active"),
        default=True,
        help_text=_("Take this mark away instead of deleting people: history keeps their name."),
    )
    notices_by_mail = models.CharField(
        _("mail of what happens"),
        max_length=10,
        choices=HowOften,
        default=HowOften.DAILY,
        help_text=_("How often the person is told by mail of what is new to them."),
    )
    wants_sign_in_notices = models.BooleanField(
        _("wants a mail when somebody logs in from a new browser"), default=True
    )
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True, editable=False)
    way_in_read_at = models.DateTimeField(
        _("has read the way in to a board"), null=True, blank=True, editable=False
    )

    #: Kept from before a save until after it, by `accounts.noticing`.
    _rights_before: dict[str, Any] | None

    #: Reading others' pages in the administration is noted in the security log.
    holds_personal_data = True

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    objects = UserManager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = [danish("name"), "email"]
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="user_email_unique",
                violation_error_message=_("Somebody with this e-mail address exists already."),
            ),
            models.CheckConstraint(
                name="user_email_in_normal_form",
                condition=Q(email__regex=NORMAL_FORM),
                violation_error_message=_(
                    "Write the e-mail address with the letters a to z, digits and signs."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.email

    def save(self, *args: Any, update_fields: Iterable[str] | None = None, **kwargs: Any) -> None:
        """Note since when the account is closed: its address is kept for a while only."""
        if update_fields is None or "is_active" in update_fields:
            self.closed_at = None if self.is_active else self.closed_at or timezone.now()
            update_fields = update_fields and {*update_fields, "closed_at"}
        super().save(*args, update_fields=update_fields, **kwargs)

    def get_full_name(self) -> str:
        return self.name

    def rights_include(self, other: "User") -> bool:
        """Whether the person may do all that another may, and so may look after their account."""
        return rights.include(self, other)

    def get_short_name(self) -> str:
        return self.name.split(" ", 1)[0]


def _new_secret() -> str:
    return secrets.token_urlsafe(32)


class CalendarAddress(models.Model):
    """The secret address at which a person's own calendar fetches their entries without signing in.

    Kept readable, so that its owner can be shown it again: it opens what happens when, nothing
    else. Renewing it closes the old address, taking the row away closes it for good.
    """

    user = models.OneToOneField(
        User, models.CASCADE, related_name="calendar_address", verbose_name=_("person")
    )
    secret = models.CharField(_("secret"), max_length=64, unique=True, default=_new_secret)
    created_at = models.DateTimeField(_("created"), default=timezone.now)

    class Meta:
        verbose_name = _("address of a calendar")
        verbose_name_plural = _("addresses of calendars")

    def __str__(self) -> str:
        return str(self.user)

    @classmethod
    def renew(cls, user: User) -> "CalendarAddress":
        """Give the person a new address; an old one leads nowhere from now on."""
        address, _created = cls.objects.update_or_create(
            user=user, defaults={"secret": _new_secret(), "created_at": timezone.now()}
        )
        record(Kind.CALENDAR_MADE, about=user)
        return address

    @classmethod
    def close(cls, user: User) -> None:
        """Take the person's address away for good."""
        if cls.objects.filter(user=user).delete()[0]:
            record(Kind.CALENDAR_CLOSED, about=user)


#: A key of the API begins so: one that leaks into a file can be recognised.
KEY_BEGINS = "lst_"
LONGEST_KEY = datetime.timedelta(days=366)
#: A key's last use is noted at most this often: reading should not write each time.
USE_NOTED_EVERY = datetime.timedelta(minutes=10)


class ApiTokenQuerySet(models.QuerySet["ApiToken"]):
    def open(self) -> "ApiTokenQuerySet":
        """Those that are neither closed nor too old."""
        return self.filter(revoked_at=None, expires_at__gt=timezone.now())

    def valid(self) -> "ApiTokenQuerySet":
        """Those that open anything now."""
        return self.open().filter(user__is_active=True)


class ApiToken(models.Model):
    """A key with which a program reads on a person's behalf (Danish: adgangsnøgle).

    It opens no more than the person may read, and less if its scope says so. It is shown once, and
    only its hash is kept: it is as long as chance can make it, so that a plain SHA-256 will do.
    """

    class Scope(models.TextChoices):
        FIGURES = "figures", _("Figures only")
        TEXTS = "texts", _("Figures and the texts of local goals")

    user = models.ForeignKey(
        User, models.CASCADE, related_name="api_tokens", verbose_name=_("person")
    )
    name = models.CharField(
        _("what it is for"),
        max_length=80,
        validators=[MinLengthValidator(3), refuse_cpr],
        help_text=_("As “Power BI at the office”, so that you know it again."),
    )
    scope = models.CharField(
        _("what it may read"), max_length=20, choices=Scope, default=Scope.FIGURES
    )
    digest = models.CharField(_("fingerprint"), max_length=64, unique=True, editable=False)
    hint = models.CharField(_("ends with"), max_length=4, editable=False)
    created_at = models.DateTimeField(_("made"), default=timezone.now, editable=False)
    expires_at = models.DateTimeField(_("valid until"))
    revoked_at = models.DateTimeField(_("closed"), null=True, blank=True)
    last_used_at = models.DateTimeField(_("last used"), null=True, blank=True, editable=False)

    objects = ApiTokenQuerySet.as_manager()

    class Meta:
        verbose_name = _("access key")
        verbose_name_plural = _("access keys")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="api_token_expires_within_a_year",
                condition=Q(expires_at__lte=F("created_at") + LONGEST_KEY),
                violation_error_message=_("A key is valid for a year at most."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def issue(self) -> str:
        """Save the key as a new one, and return it: nobody can see it again."""
        key = KEY_BEGINS + secrets.token_urlsafe(32)
        self.digest, self.hint = digest_of(key), key[-4:]
        self.save(force_insert=True)
        record(Kind.KEY_MADE, about=self, scope=str(self.scope), owner=self.user_id)
        return key

    @classmethod
    def of_key(cls, key: str) -> "ApiToken | None":
        """The valid key that somebody shows, and the note that it was used.

        One whose owner is no longer active is closed: it stays so, should they come back.
        """
        token = cls.objects.open().select_related("user").filter(digest=digest_of(key)).first()
        if token and not token.user.is_active:
            token.revoke()
            return None
        now = timezone.now()
        if token and (token.last_used_at is None or token.last_used_at < now - USE_NOTED_EVERY):
            cls.objects.filter(pk=token.pk).update(last_used_at=now)
            record(Kind.KEY_USED, about=token, actor=token.user_id)
        return token

    @property
    def is_valid(self) -> bool:
        return self.revoked_at is None and self.expires_at > timezone.now()

    def revoke(self) -> None:
        """Close the key at once; its row tells that it was there."""
        open_ones = ApiToken.objects.filter(pk=self.pk, revoked_at=None)
        if open_ones.update(revoked_at=timezone.now()):
            record(Kind.KEY_CLOSED, about=self, owner=self.user_id)


def digest_of(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()
