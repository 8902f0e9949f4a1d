"""How long is kept what belongs to accounts: sessions, attempts to sign in, keys, logs."""

import datetime

from allauth.mfa.models import Authenticator
from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts.entrance.linking import unlink
from accounts.models import ApiToken, CalendarAddress, User, Visit
from accounts.visits import oldest_visit
from config.retention import Rows, before

ATTEMPTS = (AccessAttempt, AccessLog, AccessFailureLog)


def ended_sessions(now: datetime.datetime) -> Rows:
    """Sessions that have ended, with what was kept in them."""
    return [Session.objects.filter(expire_date__lt=now)]


def ended_visits(now: datetime.datetime) -> Rows:
    """Where somebody was signed in, when that visit can last no longer."""
    return [Visit.objects.filter(began_at__lt=oldest_visit(now))]


def old_attempts(now: datetime.datetime) -> Rows:
    """What django-axes keeps of attempts to sign in: addresses as typed, IP addresses, browsers."""
    oldest = before(settings.SIGN_IN_KEEP_DAYS, now)
    return [model.objects.filter(attempt_time__lt=oldest) for model in ATTEMPTS]


def old_keys(now: datetime.datetime) -> Rows:
    """Access keys that have opened nothing for a while."""
    oldest = before(settings.ACCESS_KEY_KEEP_DAYS, now)
    return [ApiToken.objects.filter(Q(expires_at__lt=oldest) | Q(revoked_at__lt=oldest))]


def closed_long_ago(now: datetime.datetime) -> Rows:
    """Accounts that still have what `close_for_good` takes."""
    over = User.objects.filter(
        is_active=False, closed_at__lt=before(settings.CLOSED_ACCOUNT_KEEP_DAYS, now)
    )
    return [over.exclude(email__endswith=f"@{NOWHERE}")]


@transaction.atomic
def close_for_good() -> int:
    """Take address, password, second factor, keys and calendar from accounts closed long ago.

    The name stays where it signed decisions and texts. Accounts that were closed past the model
    are closed from now on.
    """
    now = timezone.now()
    User.objects.filter(is_active=False, closed_at=None).update(closed_at=now)
    people = list(closed_long_ago(now)[0])
    ApiToken.objects.filter(user__in=people).delete()
    CalendarAddress.objects.filter(user__in=people).delete()
    Authenticator.objects.filter(user__in=people).delete()
    for person in people:
        unlink(person)
        person.email = f"lukket-{person.pk}@{NOWHERE}"
        person.set_unusable_password()
        person.save(update_fields=["email", "password"])
    return len(people)


def old_admin_log(now: datetime.datetime) -> Rows:
    """What the administration keeps of changes made there."""
    oldest = before(settings.SECURITY_LOG_DAYS, now)
    return [LogEntry.objects.filter(action_time__lt=oldest)]


#: A domain that nobody can have (RFC 2606).
NOWHERE = "ledestjernen.invalid"
