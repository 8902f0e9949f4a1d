"""Talks with staff: how many of those planned for the year have been held, month by month.

A figure is of the end of its month: “8 of 21”. It holds the share, and how many are planned as the
number it is of, so that a small one is hidden as few answers are.
"""

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, Self

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from config.numbers import rounded
from institutions.access import Reader
from leadership.workplace.declared import made_of
from measurements.few import measure_of
from measurements.models import Measurement, Topic
from measurements.rounds_of_year import MONTHS, part_of, round_said
from measurements.suppression import threshold_for
from measurements.telling import READ, hidden_of

HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class HeldTalks:
    """How many were held of those planned by the end of a month; hidden it has no numbers."""

    period: str
    held: int | None = None
    planned: int | None = None

    @property
    def month(self) -> int:
        return int(part_of(self.period))

    @property
    def when(self) -> str:
        """“oktober 2026”."""
        return round_said(self.period, int(self.period[:4]))

    @property
    def is_hidden(self) -> bool:
        return self.planned is None

    @property
    def is_whole(self) -> bool:
        return self.planned is not None and self.held == self.planned


#: The twelve months of a year, None where nothing was told.
Months = tuple[HeldTalks | None, ...]


@dataclass(frozen=True, slots=True)
class TalksRow:
    """An institution: of each kind the months of the year that were told of, in their order."""

    pk: int
    name: str
    slug: str
    kinds: tuple[tuple[HeldTalks, ...], ...]
    may_write: bool = False

    @property
    def newest(self) -> tuple[HeldTalks | None, ...]:
        return tuple(months[-1] if months else None for months in self.kinds)

    @property
    def told(self) -> str:
        """The last month that anything was told of."""
        newest = max((one for one in self.newest if one), key=lambda one: one.period, default=None)
        return newest.when if newest else ""

    @property
    def by_month(self) -> tuple[Months, ...]:
        """Of each kind the twelve months."""
        return tuple(
            tuple({one.month: one for one in months}.get(month) for month in range(1, 13))
            for months in self.kinds
        )


@dataclass(frozen=True, slots=True)
class Talks:
    """The talks of a year in some institutions, in three queries."""

    year: int
    kinds: tuple[str, ...]
    rows: tuple[TalksRow, ...]
    threshold: int

    @classmethod
    def of(
        cls,
        institutions: Iterable[tuple[int, str, str]],
        *,
        year: int,
        user: Reader,
        writes: frozenset[int] = frozenset(),
    ) -> Self:
        """institutions: (id, name, slug). writes: those the reader tells of."""
        places = list(institutions)
        topics = talk_topics()
        threshold = threshold_for(user)
        months = _by_place(topics, [pk for pk, *_rest in places], year, user, threshold)
        return cls(
            year,
            tuple(topic.short_name for topic in topics),
            tuple(
                TalksRow(
                    pk,
                    name,
                    slug,
                    tuple(tuple(months[pk, topic.lineage]) for topic in topics),
                    pk in writes,
                )
                for pk, name, slug in places
            ),
            threshold,
        )

    def of_those(self, institutions: Collection[int]) -> Self:
        """The same of some of the institutions."""
        return replace(self, rows=tuple(row for row in self.rows if row.pk in institutions))

    @property
    def totals(self) -> tuple[tuple[int, int] | None, ...]:
        """Of each kind (held, planned) in the institutions together, of those that are shown."""
        found = []
        for at in range(len(self.kinds)):
            told = [row.newest[at] for row in self.rows]
            shown = [one for one in told if one and not one.is_hidden]
            held, planned = (
                sum(one.held or 0 for one in shown),
                sum(one.planned or 0 for one in shown),
            )
            found.append((held, planned) if planned else None)
        return tuple(found)

    @property
    def has_hidden(self) -> bool:
        return any(one and one.is_hidden for row in self.rows for one in row.newest)

    @property
    def may_write(self) -> bool:
        return any(row.may_write for row in self.rows)

    @property
    def is_told(self) -> bool:
        """Whether anything is told of any kind, in any institution of the cluster."""
        return bool(self.rows) and any(self.totals)

    @property
    def heading(self) -> str:
        """“92 of 120 MUS have been held in 2026”: the first kind that anything is told of."""
        for kind, total in zip(self.kinds, self.totals, strict=True):
            if total:
                return ngettext(
                    "%(held)s of %(count)s planned %(kind)s has been held in %(year)s",
                    "%(held)s of %(count)s planned %(kind)s have been held in %(year)s",
                    total[1],
                ) % {"held": total[0], "count": total[1], "kind": kind, "year": self.year}
        return _("Nothing is told of talks in %(year)s yet") % {"year": self.year}

    @property
    def months(self) -> tuple[str, ...]:
        """What the months are called in the head of a table: “jan.”."""
        return tuple(date_format(datetime.date(self.year, month, 1), "b") for month in range(1, 13))

    @property
    def tables(
        self,
    ) -> tuple[tuple[str, tuple[tuple[str, Months], ...]], ...]:
        """Of each kind its rows, month by month, where anything is told of it."""
        return tuple(
            (kind, tuple((row.name, row.by_month[at]) for row in self.rows))
            for at, kind in enumerate(self.kinds)
            if any(row.kinds[at] for row in self.rows)
        )


def talk_topics() -> list[Topic]:
    """The kinds of talks of the newest edition, in their order."""
    topics = Topic.objects.filter(version__instrument__code=made_of().talks, version__to_year=None)
    return list(
        topics.select_related("version__scale", "scale")
        .prefetch_related("version__scale__steps", "scale__steps")
        .order_by("number")
    )


def held_of(share: Decimal, planned: int) -> int:
    """How many the share is of those planned."""
    return int(rounded(share * planned / HUNDRED, 0))


def _by_place(
    topics: Sequence[Topic],
    places: Sequence[int],
    year: int,
    user: Reader,
    threshold: int,
) -> Mapping[tuple[int, str], list[HeldTalks]]:
    """(institution, lineage) → the months of the year, in their order."""
    lineage = {topic.pk: topic.lineage for topic in topics}
    measured = (
        Measurement.objects.visible_to(user)
        .filter(topic__in=lineage, institution__in=places, year=year, group="")
        .order_by("period")
    )
    rows: list[tuple[Any, ...]] = list(measured.values_list(*READ))
    measures = {topic.pk: measure_of(topic) for topic in topics}
    hidden = hidden_of(rows, measures, thresholds=[threshold])
    found: dict[tuple[int, str], list[HeldTalks]] = defaultdict(list)
    for pk, institution, topic, period, _group, share, planned, _suppressed in rows:
        if part_of(period) not in MONTHS:
            continue
        shown = HeldTalks(period)
        if pk not in hidden and share is not None and planned is not None:
            shown = HeldTalks(period, held_of(share, planned), planned)
        found[institution, lineage[topic]].append(shown)
    return found
