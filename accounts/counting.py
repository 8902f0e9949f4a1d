"""How often something happened lately: counted in one place for all processes.

By default that place is the database. Where CACHE_URL names a Redis server, it is that, which is
quicker; other caches forget, or are one per process.
"""

import datetime
import math
import time

from django.core.cache import cache
from django.db import connection, models, transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from config.checks import cache_is_shared

#: How many counters that are over go each time a new one begins.
TIDIED = 100


class Counter(models.Model):
    """How often one thing happened since its first time, until the count is over (Danish: tæller).

    The name is a keyed hash: the row tells neither who nor from where.
    """

    name = models.CharField(_("name"), max_length=64, primary_key=True)
    count = models.PositiveIntegerField(_("number"))
    ends_at = models.DateTimeField(_("until"), db_index=True)

    class Meta:
        app_label = "accounts"
        verbose_name = _("counter")
        verbose_name_plural = _("counters")

    def __str__(self) -> str:
        return self.name


class RateCounter:
    """Something counted for each subject: `RateCounter("api", seconds=60).add(user.pk)`."""

    def __init__(self, kind: str, *, seconds: int) -> None:
        self.kind, self.seconds = kind, seconds

    def add(self, subject: object, amount: int = 1) -> int:
        """Count once more, or so many more; how often it now happened within the time."""
        name = self._name(subject)
        add = _add_to_cache if cache_is_shared() else _add_row
        return add(name, self.seconds, amount)

    def take_back(self, subject: object) -> None:
        """Count one less: what was counted beforehand turned out to be none."""
        name = self._name(subject)
        if not cache_is_shared():
            rows = Counter.objects.filter(name=name, ends_at__gt=timezone.now(), count__gt=0)
            rows.update(count=models.F("count") - 1)
        elif cache.get(name, 0) > 0:
            cache.decr(name)

    def count(self, subject: object) -> int:
        """How often it happened within the time."""
        name = self._name(subject)
        if cache_is_shared():
            return int(cache.get(name, 0))
        row = Counter.objects.filter(name=name, ends_at__gt=timezone.now())
        found: int | None = row.values_list("count", flat=True).first()
        return found or 0

    def seconds_left(self, subject: object) -> int:
        """In how many seconds the count begins from nothing; at least one."""
        name = self._name(subject)
        if cache_is_shared():
            ends_then: float = cache.get(f"{name}:ends", 0)
            return max(1, math.ceil(ends_then - time.time()))
        ends = Counter.objects.filter(name=name).values_list("ends_at", flat=True).first()
        return max(1, math.ceil((ends - timezone.now()).total_seconds())) if ends else 1

    def _name(self, subject: object) -> str:
        return salted_hmac(f"counter:{self.kind}", str(subject), algorithm="sha256").hexdigest()


def _add_to_cache(name: str, seconds: int, amount: int) -> int:
    if cache.add(name, 0, seconds):
        cache.set(f"{name}:ends", time.time() + seconds, seconds)
    try:
        return int(cache.incr(name, amount))
    except ValueError:  # it ended between the two
        cache.set(name, amount, seconds)
        return amount


def _add_row(name: str, seconds: int, amount: int) -> int:
    """In one statement, that both databases know: of two who count at once neither is lost."""
    now = timezone.now()
    adapt = connection.ops.adapt_datetimefield_value
    begins, ends = adapt(now), adapt(now + datetime.timedelta(seconds=seconds))
    table = connection.ops.quote_name(Counter._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} AS kept (name, count, ends_at) VALUES (%s, %s, %s)"  # noqa: S608
            " ON CONFLICT (name) DO UPDATE SET"
            " count = excluded.count + CASE WHEN kept.ends_at <= %s THEN 0 ELSE kept.count END,"
            " ends_at = CASE WHEN kept.ends_at <= %s THEN excluded.ends_at ELSE kept.ends_at END"
            " RETURNING count",
            [name, amount, ends, begins, begins],
        )
        count = int(cursor.fetchone()[0])
    if count == amount:
        tidy()
    return count


@transaction.atomic
def tidy() -> None:
    """Take some counters away that are over; those another process is taking are left to it."""
    over = Counter.objects.filter(ends_at__lt=timezone.now()).select_for_update(skip_locked=True)
    names = list(over.values_list("name", flat=True)[:TIDIED])
    Counter.objects.filter(name__in=names).delete()
