"""The year wheel of a cluster: its plan, measuring, meetings and days that matter, in one year."""

import calendar
import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from charts import Ring, RingSpan, year_ring
from config.phrases import stretch
from dashboards.calendar import CalendarEntry
from dashboards.year.entries import YearEntry
from dashboards.year.sources import entries_of_year
from institutions.access import Reader
from institutions.models import Cluster

#: From the outside in, with the words of the legend.
BANDS = {
    "plan": gettext_lazy("Process plan, goals and decisions"),
    "measuring": gettext_lazy("Measuring"),
    "meetings": gettext_lazy("Meetings, parents and boards"),
    "other": gettext_lazy("Budget and other things"),
}


@dataclass(frozen=True, slots=True)
class NumberedPoint:
    """One thing in the year, with its number in the ring. state: done, now, overdue or nothing."""

    number: int
    when: str
    what: str
    who: str
    band: str
    href: str
    state: str
    step: int | None
    invited: str
    outcome: str

    @property
    def mark(self) -> str:
        return {"now": "started", "overdue": "missed"}.get(self.state, "")

    @property
    def word(self) -> str:
        return {"now": _("Under way"), "overdue": _("Overdue")}.get(self.state, "")


@dataclass(frozen=True, slots=True)
class YearMonth:
    """A month with what begins in it; what began before the year stands in the first."""

    name: str
    points: tuple[NumberedPoint, ...]
    is_now: bool


@dataclass(frozen=True, slots=True)
class YearWheel:
    """A cluster's year; a fixed number of queries, however much there is in it."""

    cluster: Cluster
    year: int
    on: datetime.date
    months: tuple[YearMonth, ...]
    ring: Ring
    entries: tuple[YearEntry, ...]
    may_edit: bool

    @classmethod
    def build(cls, cluster: Cluster, *, year: int, user: Reader, on: datetime.date) -> Self:
        entries = entries_of_year(cluster, year=year, user=user)
        points = [_point(n, entry, on=on) for n, entry in enumerate(entries, start=1)]
        by_month: dict[int, list[NumberedPoint]] = {month: [] for month in range(1, 13)}
        for entry, point in zip(entries, points, strict=True):
            begins = entry.entry.from_on
            by_month[begins.month if begins.year == year else 1].append(point)
        return cls(
            cluster=cluster,
            year=year,
            on=on,
            months=tuple(
                YearMonth(
                    date_format(datetime.date(year, month, 1), "F"),
                    tuple(found),
                    (on.year, on.month) == (year, month),
                )
                for month, found in by_month.items()
            ),
            ring=_ring(year, entries, on=on),
            entries=entries,
            may_edit=Cluster.objects.editable_by(user).contains(cluster),
        )

    @property
    def past_months(self) -> tuple[YearMonth, ...]:
        """Those of this year that are over, as far as they hold something: folded away."""
        over = self.months[: self.on.month - 1] if self.year == self.on.year else ()
        return tuple(month for month in over if month.points)

    @property
    def coming_months(self) -> tuple[YearMonth, ...]:
        """From today on; of another year all."""
        return self.months[self.on.month - 1 :] if self.year == self.on.year else self.months

    @property
    def bands(self) -> tuple[tuple[str, str], ...]:
        """(class of the mark, words) of the bands that hold something."""
        held = {entry.band for entry in self.entries}
        return tuple((f"ring-{band}", str(words)) for band, words in BANDS.items() if band in held)

    @property
    def heading(self) -> str:
        """How much there is, and what comes next."""
        count = len(self.entries)
        if not count:
            return _("Nothing stands in the year yet")
        found = ngettext("%(count)s thing in %(year)s", "%(count)s things in %(year)s", count) % {
            "count": count,
            "year": self.year,
        }
        coming = next((row.entry for row in self.entries if row.entry.from_on > self.on), None)
        if coming is None or coming.from_on.year != self.year or self.on.year != self.year:
            return found
        return _("%(found)s; next comes %(what)s on %(date)s") % {
            "found": found,
            "what": coming.what,
            "date": date_format(coming.from_on, "MONTH_DAY_FORMAT"),
        }

    @property
    def calendar_entries(self) -> Iterable[CalendarEntry]:
        return (row.entry for row in self.entries)


def _point(number: int, row: YearEntry, *, on: datetime.date) -> NumberedPoint:
    entry = row.entry
    return NumberedPoint(
        number=number,
        when=stretch(entry.from_on, entry.to_on, today=entry.to_on),
        what=entry.what,
        who=entry.concerns,
        band=str(BANDS[row.band]),
        href=entry.href if row.is_linked else "",
        state=_state(row, on=on),
        step=row.step,
        invited=row.invited,
        outcome=row.outcome,
    )


def _state(row: YearEntry, *, on: datetime.date) -> str:
    entry = row.entry
    if row.is_done:
        return "done"
    if entry.to_on < on:
        return "overdue" if row.is_done is False else ""
    return "now" if entry.from_on <= on else ""


def _ring(year: int, entries: Iterable[YearEntry], *, on: datetime.date) -> Ring:
    last = datetime.date(year, 12, calendar.monthrange(year, 12)[1])
    spans = [
        RingSpan(number, row.band, row.entry.from_on, min(row.entry.to_on, last))
        for number, row in enumerate(entries, start=1)
    ]
    return year_ring(year, spans=spans, bands=list(BANDS), today=on)
