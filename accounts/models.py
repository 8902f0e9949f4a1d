import secrets

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from config.collation import danish


class UserManager(BaseUserManager["User"]):
    """Finds people by e-mail address, whatever its case."""

    use_in_migrations = True

    def create_user(self, email: str, password: str | None = None, **fields) -> "User":
        """Create a person who signs in by e-mail address; without a password, by other means."""
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields) -> "User":
        """Create a person who may do everything, for the first sign-in of an installation."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, email: str | None) -> "User":
        return self.get(email__iexact=email)


class User(AbstractBaseUser, PermissionsMixin):
    """A person who signs in (Danish: bruger). What they may see follows from their memberships."""

    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=150)
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
    wants_reminders = models.BooleanField(
        _("wants reminders by e-mail"),
        default=True,
        help_text=_("Of the days on which the effects of local goals are measured."),
    )
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)

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
        ]

    def __str__(self) -> str:
        return self.name or self.email

    def get_full_name(self) -> str:
        return self.name

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
        return address
