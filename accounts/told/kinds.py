"""What may be told of: each app declares its own kinds, and says when something has happened."""

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, QuerySet
from django.utils import timezone

from accounts.models import User
from accounts.told.rows import PersonNotice
from config.slots import Slot


@dataclass(frozen=True, slots=True)
class NoticeKind:
    """A kind of event. readable: the rows of it that a person may read, asked when it is shown.

    sentence: what is told of a row, a whole sentence with no words that somebody wrote in drafts
    or behind closed doors: it leaves the house by mail. href: where it leads.
    """

    name: str
    readable: Callable[[User], QuerySet[Any]]
    sentence: Callable[[Any], str]
    href: Callable[[Any], str] = lambda row: str(row.get_absolute_url())


KINDS: dict[str, NoticeKind] = {}

#: What follows from the day and no transition: each is asked for the day, and tells by itself.
by_the_day: Slot[[datetime.date], object] = Slot("what is told of by the day")


def register(*kinds: NoticeKind) -> None:
    """Called when an app is ready."""
    KINDS.update({kind.name: kind for kind in kinds})


def tell(
    kind: str,
    row: Model,
    people: Iterable[int],
    *,
    occasion: str,
    but: int | None = None,
    at: datetime.datetime | None = None,
) -> None:
    """Note that these people are to be told, with whatever brought it about, in its transaction.

    Told again of the same occasion nothing happens. but: whoever did it knows already.
    """
    told = sorted(set(people) - {but})
    made = [
        PersonNotice(
            person_id=pk, kind=kind, about=row.pk, occasion=occasion, made_at=at or timezone.now()
        )
        for pk in told
    ]
    PersonNotice.objects.bulk_create(made, ignore_conflicts=True)
