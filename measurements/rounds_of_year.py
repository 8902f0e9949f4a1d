"""The parts of a year: what rounds, months, quarters and weeks are called, and which goes first.

A period is “2026”, “2026-1” (a round), “2026-03”, “2026-K1” (a quarter), “2026-U12” (a week) or a
day.
"""

import calendar
import datetime
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator
from typing import Protocol, TypeVar

from django.db.models import Case, F, Value, When
from django.db.models.functions import Length
from django.utils.formats import date_format
from django.utils.translation import gettext as _

#: As “2026-1”: a year and one digit. A year alone, a month and a day are of no round.
_LONG = len("2026-1")
#: The round that a measurement is of, in a query of them; empty where it is of none.
ROUND = Case(When(period_length=_LONG, then=F("period")), default=Value(""))
PERIOD_LENGTH = Length("period")
#: How long a year is, and what the parts of one are that come again in the next.
YEAR, PARTS = len("2026"), (len("2026-03"), len("2026-U12"))


def year_before(period: str, year: int) -> str:
    """The same round of the year before: “2025-1” of “2026-1”, “2025” of “2026”."""
    return f"{year - 1}{period.removeprefix(str(year))}"


def round_said(period: str, year: int) -> str:
    """“forår 2026”, “efterår 2026”, “marts 2026”, “1. kvartal 2026”, “uge 12 2026”, or the year."""
    part = period.removeprefix(f"{year}-")
    if part == "1":
        return _("spring %(year)s") % {"year": year}
    if part == "2":
        return _("autumn %(year)s") % {"year": year}
    if not is_part(period):
        return str(year)
    if part[0] == "K":
        return _("quarter %(number)s of %(year)s") % {"number": part[1:], "year": year}
    if part[0] == "U":
        return _("week %(number)s of %(year)s") % {"number": int(part[1:]), "year": year}
    if part not in MONTHS:
        return str(year)
    return date_format(datetime.date(year, int(part), 1), "YEAR_MONTH_FORMAT").lower()


MONTHS = frozenset(f"{month:02d}" for month in range(1, 13))


def is_part(period: str) -> bool:
    """Whether a period is a month, a quarter or a week."""
    return len(period) in PARTS


def part_of(period: str) -> str:
    """What comes again in other years: “03” of “2026-03”; "" of all other periods."""
    return period[YEAR + 1 :] if is_part(period) else ""


def comes_again_as(period: str) -> str:
    """What a period is called in any year: “1” of a round, “03” of a month; "" of a whole year."""
    return period[YEAR + 1 :]


def in_order_of_year(period: str) -> tuple[bool, str]:
    """How periods of a year are put in order: the figure of the whole of it is behind its parts."""
    return len(period) == YEAR, period


def contains(wider: str, narrower: str) -> bool:
    """Whether a month, a quarter or a week lies within another period of its year."""
    if wider[:YEAR] != narrower[:YEAR] or not is_part(narrower) or wider == narrower:
        return False
    quarter, part = part_of(wider), part_of(narrower)
    if len(wider) == YEAR:
        return True
    if not quarter.startswith("K") or part not in MONTHS:
        return False
    return (int(part) + 2) // 3 == int(quarter[1:])


class OfPeriod(Protocol):
    """A figure of a series, in a period."""

    @property
    def series(self) -> Hashable: ...
    @property
    def period(self) -> str: ...


Figure = TypeVar("Figure", bound=OfPeriod)


def wider_periods(figures: Iterable[Figure]) -> Iterator[tuple[Figure, list[Figure]]]:
    """Figures with those of the same series that lie within their periods, the narrow first."""
    series: dict[Hashable, list[Figure]] = defaultdict(list)
    for figure in figures:
        series[figure.series].append(figure)
    for of_one in series.values():
        if any(is_part(one.period) for one in of_one):
            for figure in sorted(of_one, key=_width):
                if within := [one for one in of_one if contains(figure.period, one.period)]:
                    yield figure, within


def _width(figure: OfPeriod) -> int:
    """Months before quarters, and these before years."""
    return 2 if len(figure.period) == YEAR else int(part_of(figure.period).startswith("K"))


def last_day(period: str) -> datetime.date:
    """The last day of a period: of a round of the year its half."""
    year, part = int(period[:YEAR]), period[YEAR + 1 :]
    if part in MONTHS:
        return _last_of_month(year, int(part))
    if part[:1] == "K":
        return _last_of_month(year, int(part[1:]) * 3)
    if part[:1] == "U":
        return datetime.date.fromisocalendar(year, int(part[1:]), 7)
    if part == "1":
        return datetime.date(year, 6, 30)
    if "-" in part:
        return datetime.date.fromisoformat(period)
    return datetime.date(year, 12, 31)


def _last_of_month(year: int, month: int) -> datetime.date:
    return datetime.date(year, month, calendar.monthrange(year, month)[1])
