"""Notices in words: only of what their reader may read now."""

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone

from accounts.models import User
from accounts.told.kinds import KINDS
from accounts.told.rows import PersonNotice

#: How long something is new, and how much of it stands on the start page.
NEW_FOR = datetime.timedelta(days=14)
MOST_SHOWN = 8


@dataclass(frozen=True, slots=True)
class ToldLine:
    """One thing to tell: a sentence, where it leads, and when it happened."""

    sentence: str
    href: str
    at: datetime.datetime

    @property
    def on(self) -> datetime.date:
        """The day, by Danish time."""
        return timezone.localdate(self.at)


def lines_of(person: User, notices: Iterable[PersonNotice]) -> list[ToldLine]:
    """What is told of these, the newest first; of one thing once. A query for each kind."""
    newest: dict[tuple[str, int], PersonNotice] = {}
    for notice in notices:
        key = notice.kind, notice.about
        if key not in newest or newest[key].made_at < notice.made_at:
            newest[key] = notice
    asked = defaultdict(list)
    for kind, about in newest:
        asked[kind].append(about)
    lines: list[ToldLine] = []
    for name, numbers in asked.items():
        told = KINDS.get(name)
        if told is None:  # of an app that is gone
            continue
        for row in told.readable(person).filter(pk__in=numbers).distinct():
            at = newest[name, row.pk].made_at
            lines.append(ToldLine(told.sentence(row), told.href(row), at))
    return sorted(lines, key=lambda line: line.at, reverse=True)


def newest_lines(person: User, *, now: datetime.datetime | None = None) -> tuple[ToldLine, ...]:
    """“Nyt til dig”: what a person has been told of lately."""
    since = (now or timezone.now()) - NEW_FOR
    recent = PersonNotice.objects.filter(person=person.pk, made_at__gte=since)
    return tuple(lines_of(person, recent[: 4 * MOST_SHOWN])[:MOST_SHOWN])
