"""What stands in the security log. `events` writes it, `append_only` guards it."""

import datetime

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from config.retention import Rows, before

#: The database lets go of nothing younger, whatever the settings say.
SHORTEST_DAYS = 30


class SecurityEvent(models.Model):
    """Something that matters for security (Danish: hændelse). Rows are only ever added.

    actor: the number of the person who did it; none where nobody had signed in. People stand here
    by number alone: names are looked up, so that one who is deleted is anonymous here at once and
    what they did stays. about, about_id: the kind of thing it was done to, as “accounts.user”, and
    which. where: the name of the page, never its address, which may hold secrets. details: words of
    the program and numbers, nothing that people typed.
    """

    class Kind(models.TextChoices):
        SIGNED_IN = "signed_in", _("Signed in")
        SIGN_IN_REFUSED = "sign_in_refused", _("Sign-in refused")
        LOCKED_OUT = "locked_out", _("Locked out after wrong passwords")
        SIGNED_OUT = "signed_out", _("Signed out")
        DOOR_LINKED = "door_linked", _("Municipality’s login linked")
        DOOR_UNLINKED = "door_unlinked", _("Municipality’s login unlinked")
        VISITS_ENDED = "visits_ended", _("Signed out elsewhere")
        CONFIRMED = "confirmed", _("Confirmed who they are")
        CONFIRMATION_REFUSED = "confirmation_refused", _("Confirmation refused")
        FACTOR_ADDED = "factor_added", _("Second factor set up")
        FACTOR_USED = "factor_used", _("Second factor used")
        FACTOR_REFUSED = "factor_refused", _("Second factor refused")
        FACTOR_REMOVED = "factor_removed", _("Second factor removed")
        RECOVERY_CODES_MADE = "recovery_codes_made", _("Recovery codes made")
        PASSWORD_CHANGED = "password_changed", _("Password changed")
        PASSWORD_RESET = "password_reset", _("New password by e-mail link")
        RIGHTS_GIVEN = "rights_given", _("Rights given")
        RIGHTS_CHANGED = "rights_changed", _("Rights changed")
        RIGHTS_TAKEN = "rights_taken", _("Rights taken away")
        INVITED = "invited", _("Invitation sent")
        INVITATION_WITHDRAWN = "invitation_withdrawn", _("Invitation withdrawn")
        KEY_MADE = "key_made", _("Access key made")
        KEY_USED = "key_used", _("Access key used")
        KEY_CLOSED = "key_closed", _("Access key closed")
        CALENDAR_MADE = "calendar_made", _("Calendar address made")
        CALENDAR_CLOSED = "calendar_closed", _("Calendar address closed")
        DOWNLOADED = "downloaded", _("File downloaded")
        IMPORTED = "imported", _("File read in")
        IMPORT_UNDONE = "import_undone", _("Import undone")
        PERSON_READ = "person_read", _("Others’ personal data read")
        LOOK_BEGAN = "look_began", _("Began to see as another")
        LOOK_ENDED = "look_ended", _("Ended seeing as another")
        REFUSED = "refused", _("Access refused")
        PURGED = "purged", _("Old events deleted")

    at = models.DateTimeField(_("when"), default=timezone.now, db_index=True)
    kind = models.CharField(_("what happened"), max_length=30, choices=Kind)
    actor = models.BigIntegerField(_("person"), null=True, blank=True, db_index=True)
    about = models.CharField(_("about"), max_length=100, blank=True)
    about_id = models.CharField(_("number"), max_length=100, blank=True)
    where = models.CharField(_("page"), max_length=100, blank=True)
    details = models.JSONField(_("details"), default=dict, blank=True)
    address = models.CharField(_("IP address"), max_length=45, blank=True)
    request_id = models.CharField(_("request"), max_length=64, blank=True)

    class Meta:
        verbose_name = _("security event")
        verbose_name_plural = _("security events")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.at.isoformat(sep=' ', timespec='seconds')} {self.kind}"


class SecurityLogLimit(models.Model):
    """How many days an event is kept at least: one row, which the database's guard looks at."""

    days = models.PositiveIntegerField(_("days"), default=730)

    class Meta:
        verbose_name = _("limit of the security log")
        verbose_name_plural = _("limits of the security log")
        constraints = [
            models.CheckConstraint(name="security_log_limit_is_one", condition=Q(pk=1)),
            models.CheckConstraint(
                name="security_log_limit_long_enough", condition=Q(days__gte=SHORTEST_DAYS)
            ),
        ]

    def __str__(self) -> str:
        return str(self.days)


def days_kept() -> int:
    """As many as SECURITY_LOG_DAYS says, and none fewer than the database lets go of."""
    wanted: int = settings.SECURITY_LOG_DAYS
    return max(wanted, SHORTEST_DAYS)


def old_events(now: datetime.datetime) -> Rows:
    """The events that have been kept long enough."""
    oldest = before(days_kept(), now)
    return [SecurityEvent.objects.filter(at__lt=oldest)]


@transaction.atomic
def purge() -> int:
    """Throw them out; how many."""
    days = days_kept()
    SecurityLogLimit.objects.update_or_create(pk=1, defaults={"days": days})
    count, _kinds = old_events(timezone.now())[0].delete()
    if count:
        SecurityEvent.objects.create(
            kind=SecurityEvent.Kind.PURGED, details={"count": count, "days": days}
        )
    return count
