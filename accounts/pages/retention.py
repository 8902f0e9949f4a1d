"""How long personal data are kept, for administrators: what went last, and what goes next."""

import datetime
from dataclasses import dataclass
from typing import Self

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.requests import SignedInRequest
from accounts.slots import may_read_the_log
from config.models import RegularJob, TakenAway
from config.retention import KINDS, STAYS, Retained


@dataclass(frozen=True, slots=True)
class KeptRow:
    """A kind of personal data. setting: its name; last: what went of it, or None before that."""

    name: str
    tells: str | Promise
    kept: str
    setting: str
    last: TakenAway | None
    waiting: int


@dataclass(frozen=True, slots=True)
class RetentionPage:
    """Every kind, in the order in which they go. last_at: when all went well last; next_at: when
    they go next. failed: the kinds that did not go the last time.
    """

    rows: tuple[KeptRow, ...]
    last_at: datetime.datetime | None
    next_at: datetime.datetime | None

    @classmethod
    def build(cls) -> Self:
        """A question or a few for each kind, and two."""
        next_at = RegularJob.objects.filter(pk="purge").values_list("due_at", flat=True).first()
        at = max(next_at or timezone.now(), timezone.now())
        taken = {row.kind: row for row in TakenAway.objects.all()}
        rows = tuple(
            KeptRow(
                str(capfirst(gettext(name))),
                kind.tells,
                kept_in_words(kind),
                kind.setting,
                taken.get(name),
                kind.waiting(at),
            )
            for name, kind in KINDS.items()
        )
        went = [row.last.at for row in rows if row.last and row.last.at]
        return cls(rows, max(went, default=None), next_at)

    @property
    def waiting(self) -> int:
        return sum(row.waiting for row in self.rows)

    @property
    def failed(self) -> list[str]:
        return [row.name for row in self.rows if row.last and row.last.failed_at]

    @property
    def heading(self) -> str:
        if self.last_at is None:
            return _("Nothing has been taken away yet")
        went = sum(row.last.count for row in self.rows if row.last and not row.last.failed_at)
        day = date_format(timezone.localtime(self.last_at), "j. F")
        told = ngettext(
            "%(day)s %(count)s row or file went", "%(day)s %(count)s rows and files went", went
        )
        return told % {"day": day, "count": went}


def kept_in_words(kind: Retained) -> str:
    """How long a kind is kept: “400 dage efter de er afsluttet”."""
    if kind.is_for_ever:
        return _("for ever")
    if kind.days is None:
        return str(kind.until)
    days = ngettext("%(count)s day", "%(count)s days", kind.days) % {"count": kind.days}
    return str(kind.until) % {"days": days}


@never_cache
@require_safe
def retention(request: SignedInRequest) -> HttpResponse:
    """For who may read the security log: the administrators of the whole municipality."""
    if not may_read_the_log(request.user):
        raise Http404
    return render(
        request, "accounts/retention.html", {"page": RetentionPage.build(), "stays": STAYS}
    )
