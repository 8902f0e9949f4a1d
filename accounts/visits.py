"""Where a person is signed in. A row is made at sign-in, and goes when that visit has ended."""

import datetime
from contextlib import suppress
from importlib import import_module
from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.contrib.sessions.backends.base import UpdateError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from accounts.models import User

#: When a browser was last used is noted at most this often: reading should not write each time.
LAST_USE_NOTED_EVERY = datetime.timedelta(minutes=10)


class SignedInBy(models.TextChoices):
    """By which door somebody came in (Danish: indgang)."""

    PASSWORD = "password", _("password")
    PASSWORD_AND_FACTOR = "password_and_factor", _("password and code")
    PASSKEY = "passkey", _("passkey")
    PROVIDER = "provider", _("the municipality’s sign-in")


class VisitQuerySet(models.QuerySet["Visit"]):
    def under_way(self) -> Self:
        """Those that have not ended: neither by idleness nor by their age."""
        now = timezone.now()
        idle = datetime.timedelta(minutes=settings.SESSION_IDLE_MINUTES) + LAST_USE_NOTED_EVERY
        return self.filter(began_at__gt=oldest_visit(now), seen_at__gt=now - idle)


class Visit(models.Model):
    """Somebody is signed in, in one browser (Danish: besøg). It goes when the visit ends.

    The key is that of the session, by which the visit is ended, also where sessions are cached.
    No IP address: the security log has it. Browser and system are words, nothing finer.
    """

    user = models.ForeignKey(
        "accounts.User", models.CASCADE, related_name="visits", verbose_name=_("person")
    )
    session_key = models.CharField(_("session"), max_length=40, unique=True)
    browser = models.CharField(_("browser"), max_length=30, blank=True)
    system = models.CharField(_("machine"), max_length=30, blank=True)
    door = models.CharField(
        _("by which door"), max_length=20, choices=SignedInBy, default=SignedInBy.PASSWORD
    )
    began_at = models.DateTimeField(_("since"), default=timezone.now, db_index=True)
    seen_at = models.DateTimeField(_("last used"), default=timezone.now)

    objects = VisitQuerySet.as_manager()

    class Meta:
        app_label = "accounts"
        verbose_name = _("visit")
        verbose_name_plural = _("visits")
        ordering = ["-seen_at", "-pk"]

    def __str__(self) -> str:
        """As “Firefox, Windows”."""
        told = ", ".join(filter(None, [self.browser, self.system]))
        return told or gettext("A browser that does not say what it is")


def oldest_visit(now: datetime.datetime) -> datetime.datetime:
    """Since when a visit can have lasted at most."""
    return now - datetime.timedelta(hours=settings.SESSION_MAX_HOURS)


def end_visits(person: "User", *, but: str | None = None, one: int | None = None) -> int:
    """Sign the person out everywhere, or in one browser; how many visits ended.

    but: the key of a session that goes on. The session itself is taken out of its store: the next
    request is a stranger's.
    """
    visits = Visit.objects.filter(user=person).exclude(session_key=but or "")
    if one is not None:
        visits = visits.filter(pk=one)
    keys = list(visits.values_list("session_key", flat=True))
    for key in keys:
        _store()(key).delete()
    visits.filter(session_key__in=keys).delete()
    return len(keys)


def kept_in(visit: Visit) -> dict[str, Any]:
    """What is in the session of a visit; nothing where it is no longer there."""
    return dict(_store()(visit.session_key).load())


def note_in(visit: Visit, name: str, value: Any) -> None:
    """Note something in the session of a visit, for its next request; nothing where it is over."""
    session = _store()(visit.session_key)
    with suppress(UpdateError):
        if session.exists(visit.session_key):
            session[name] = value
            session.save()


def _store() -> type:
    store: type = import_module(settings.SESSION_ENGINE).SessionStore
    return store
