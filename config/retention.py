"""What takes personal data away when they have been kept long enough, and how long that is.

Each app declares its own in its AppConfig: `retention.KINDS["security log"] = Retained(…)`. The
page for administrators, `manage.py purge` and the table of docs/privacy.md tell of these, in this
order: what tells of people goes before the people do.
"""

import datetime
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.files.storage import default_storage
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

#: What is over of a kind.
Rows = list[QuerySet[Any]]

#: How long: words with the number of days of a setting, or without where there is none.
FOR_DAYS = _("%(days)s")
A_DAY = _("a day")


@dataclass(frozen=True, slots=True)
class Retained:
    """A kind of personal data. over: the rows or files that have been kept long enough by then.

    tells: what it says of people. setting: how many days; nought is for ever where `may_be_ever`
    says so. until: in words. take: how they go, where being deleted is not all.
    """

    tells: str | Promise
    over: Callable[[datetime.datetime], Iterable[QuerySet[Any] | Sequence[str]]]
    setting: str = ""
    until: str | Promise = FOR_DAYS
    may_be_ever: bool = False
    take: Callable[[], int] | None = None

    @property
    def days(self) -> int | None:
        """How many days; None where a setting does not say."""
        return getattr(settings, self.setting) if self.setting else None

    @property
    def is_for_ever(self) -> bool:
        return self.may_be_ever and not self.days

    def waiting(self, at: datetime.datetime) -> int:
        """How much goes if it is taken away then."""
        return sum(
            some.count() if isinstance(some, QuerySet) else len(some) for some in self.over(at)
        )

    def take_away(self) -> int:
        return self.take() if self.take is not None else delete(self.over(timezone.now()))


def before(days: int, now: datetime.datetime) -> datetime.datetime:
    """So many days ago: what is older has been kept long enough."""
    return now - datetime.timedelta(days=days)


def delete(over: Iterable[QuerySet[Any] | Sequence[str]]) -> int:
    """Rows, and files by their path in the storage; how much went."""
    count = 0
    for some in over:
        if isinstance(some, QuerySet):
            count += some.delete()[0]
            continue
        for path in some:
            default_storage.delete(path)
        count += len(some)
    return count


KINDS: dict[str, Retained] = {}

#: What does not go by itself, since the municipality must decide: what, and why.
STAYS: tuple[tuple[str | Promise, str | Promise], ...] = (
    (
        _("Accounts, roles and what people follow"),
        _(
            "for as long as somebody is to sign in. The yearly list of accounts says whose roles"
            " have ended; closing an account begins its time."
        ),
    ),
    (
        _("Local goals, decisions, status reports and approvals"),
        _(
            "with the names of those who wrote and decided. They are the municipality’s own"
            " documents; archive law decides. A name is taken away by anonymising the person."
        ),
    ),
    (
        _("Minutes"),
        _(
            "by default, for the same reason. Hand them over to the archive before setting"
            " MINUTES_KEEP_DAYS."
        ),
    ),
    (
        _("Receipts of files"),
        _("who read a file in, and when: figures are traced back to them."),
    ),
    (
        _("Open answers of surveys"),
        _(
            "without anybody’s name, but people may have written some; whoever plans the programme"
            " puts them under themes and publishes quotes only."
        ),
    ),
    (
        _("Backups"),
        _(
            "hold what there was when they were made. Throw them away on a schedule of your own,"
            " shorter than the limits above; after restoring one, run manage.py purge before"
            " anybody signs in."
        ),
    ),
    (
        _("Lines of the log on standard error"),
        _("go where the server sends them. They hold numbers of people and IP addresses."),
    ),
)
