"""One at a time, though several are started: a row that is held while it is renewed.

The same on both databases, and behind a pgbouncer, where a lock of a session would be anybody's.
All moments are the database's own, so that no two machines need agree on the time.
"""

import datetime

from django.db import IntegrityError, models, transaction
from django.db.models.functions import Now

from config.models import WorkLease

#: How long a lease holds without being renewed, and how often it is.
TERM = datetime.timedelta(seconds=90)
RENEWED_EVERY = 20  # seconds


def take(name: str, holder: str) -> bool:
    """Hold a lease, or hold it longer; whether it is the holder's now."""
    mine = WorkLease.objects.filter(name=name, holder=holder, until__gte=Now())
    if mine.update(until=_end()):
        return True
    if WorkLease.objects.over().filter(name=name).update(holder=holder, since=Now(), until=_end()):
        return True
    try:
        with transaction.atomic():
            WorkLease.objects.create(name=name, holder=holder, since=Now(), until=_end())
    except IntegrityError:
        return False  # somebody else's
    return True


def give_up(name: str, holder: str) -> None:
    """Let others have it at once."""
    WorkLease.objects.filter(name=name, holder=holder).delete()


def _end() -> models.Expression:
    return models.ExpressionWrapper(Now() + TERM, output_field=models.DateTimeField())
