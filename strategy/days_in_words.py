"""Days as Danes write them: “juni 2026”, “ved udgangen af 2026”, “uge 47 2026”, “15.11.2026”.

Of a month, a season or a year the last day counts: that is when one has the result. Without a year
there is no day, since a guess would be a promise nobody made.
"""

import calendar
import datetime
import re
from collections.abc import Callable, Iterator

from django.utils import timezone

MONTHS = {
    name: number
    for number, names in enumerate(
        [
            ("januar", "jan"),
            ("februar", "feb"),
            ("marts", "mar"),
            ("april", "apr"),
            ("maj",),
            ("juni", "jun"),
            ("juli", "jul"),
            ("august", "aug"),
            ("september", "sept", "sep"),
            ("oktober", "okt"),
            ("november", "nov"),
            ("december", "dec"),
        ],
        start=1,
    )
    for name in names
}
#: The last month of each part of the year.
PARTS = {
    "foråret": 5,
    "forår": 5,
    "forårssemestret": 6,
    "sommeren": 8,
    "sommer": 8,
    "sommerferien": 6,  # one is done before it begins
    "sommerferie": 6,
    "efteråret": 11,
    "efterår": 11,
    "jul": 12,
    "julen": 12,
}
LONGEST = 20_000  # letters that are looked through; an answer has a few hundred
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_PART = "|".join(sorted(PARTS, key=len, reverse=True))
_YEAR = r"(?P<year>20\d{2})"
_SHORT = r"(?P<year>20\d{2}|\d{2})"

_NUMBERS = re.compile(rf"(?<!\d)(?P<day>\d{{1,2}})[./-](?P<month>\d{{1,2}})[./-]{_SHORT}(?!\d)")
_ISO = re.compile(rf"(?<!\d){_YEAR}-(?P<month>\d{{2}})-(?P<day>\d{{2}})(?!\d)")
_DAY = re.compile(
    rf"(?<!\d)(?P<day>\d{{1,2}})\.?\s*(?:den\s+)?(?P<month>{_MONTH})\.?,?\s+{_YEAR}\b"
)
_OF_MONTH = re.compile(
    rf"(?:(?P<place>primo|medio|midten\s+af|starten\s+af|begyndelsen\s+af)\s+)?"
    rf"\b(?P<month>{_MONTH})\.?(?:\s+måned)?,?\s+(?:i\s+)?{_YEAR}\b"
)
_OF_PART = re.compile(rf"\b(?P<part>{_PART})\s+(?:i\s+)?{_YEAR}\b")
_WINTER = re.compile(r"\bvinter(?:en)?\s+(?P<first>20\d{2})(?:\s*[/–-]\s*(?P<last>\d{2,4}))?\b")
_WEEK = re.compile(
    rf"\buge\s+(?:\d{{1,2}}\s*(?:-|–|og|til)\s*)?(?P<week>\d{{1,2}})\W{{0,3}}(?:i\s+)?{_YEAR}\b"
)
_QUARTER = re.compile(rf"\b(?P<number>[1-4])\.\s*kvartal(?:et)?\s+(?:af\s+|i\s+)?{_YEAR}\b")
_HALF = re.compile(rf"\b(?P<number>[12])\.\s*halvår(?:et)?\s+(?:af\s+|i\s+)?{_YEAR}\b")
_SCHOOL_YEAR = re.compile(
    r"\b(?:skole|institutions|dagtilbuds)år(?:et)?\s+20\d{2}\s*[/–-]\s*(?P<last>\d{2,4})\b"
)
_OF_YEAR = re.compile(
    rf"\b(?:(?P<place>primo|medio|midten\s+af|starten\s+af|begyndelsen\s+af)\s+|"
    rf"(?:ultimo|(?:ved\s+)?(?:ud)?gangen\s+af|(?:ved\s+|i\s+)?(?:slutningen|afslutningen)\s+af|"
    rf"inden\s+udgangen\s+af|i\s+løbet\s+af|i|senest|årsskiftet|hele)\s+){_YEAR}\b"
)


def days(text: str) -> list[datetime.date]:
    """The days a text names, in the order of its words."""
    found: list[tuple[int, datetime.date]] = []
    rest = text[:LONGEST].replace("\xa0", " ").casefold()
    for pattern, reading in _READINGS:
        for match in pattern.finditer(rest):
            day = reading(match)
            if day is not None:
                found.append((match.start(), day))
                rest = rest[: match.start()] + "·" * len(match[0]) + rest[match.end() :]
    return [day for _place, day in sorted(found)]


def last_day(text: str) -> datetime.date | None:
    """The day by which everything a text speaks of has happened, if it names one."""
    return max(days(text), default=None)


def _date(year: int, month: int, day: int) -> datetime.date | None:
    try:
        return datetime.date(year + 2000 if year < 100 else year, month, day)
    except ValueError:
        return None


def _end_of(year: int, month: int) -> datetime.date:
    return datetime.date(year, month, calendar.monthrange(year, month)[1])


def _in_numbers(match: re.Match[str]) -> datetime.date | None:
    return _date(int(match["year"]), int(match["month"]), int(match["day"]))


def _in_letters(match: re.Match[str]) -> datetime.date | None:
    return _date(int(match["year"]), MONTHS[match["month"]], int(match["day"]))


def _of_month(match: re.Match[str]) -> datetime.date | None:
    year, month, place = int(match["year"]), MONTHS[match["month"]], match["place"] or ""
    if place.startswith(("medio", "midten")):
        return datetime.date(year, month, 15)
    return datetime.date(year, month, 10) if place else _end_of(year, month)


def _of_part(match: re.Match[str]) -> datetime.date | None:
    return _end_of(int(match["year"]), PARTS[match["part"]])


def _winter(match: re.Match[str]) -> datetime.date | None:
    first = int(match["first"])
    return _end_of(first + 1 if match["last"] else first, 2)


def _week(match: re.Match[str]) -> datetime.date | None:
    try:
        return datetime.date.fromisocalendar(int(match["year"]), int(match["week"]), 5)
    except ValueError:
        return None


def _quarter(match: re.Match[str]) -> datetime.date | None:
    return _end_of(int(match["year"]), 3 * int(match["number"]))


def _half(match: re.Match[str]) -> datetime.date | None:
    return _end_of(int(match["year"]), 6 * int(match["number"]))


def _school_year(match: re.Match[str]) -> datetime.date | None:
    last = int(match["last"])
    return _date(last % 100, 7, 31)


def _of_year(match: re.Match[str]) -> datetime.date | None:
    year, place = int(match["year"]), match["place"] or ""
    if place.startswith(("medio", "midten")):
        return datetime.date(year, 6, 30)
    return datetime.date(year, 1, 31) if place else datetime.date(year, 12, 31)


def _readings() -> Iterator[
    tuple[re.Pattern[str], Callable[[re.Match[str]], datetime.date | None]]
]:
    yield _ISO, _in_numbers
    yield _NUMBERS, _in_numbers
    yield _DAY, _in_letters
    yield _SCHOOL_YEAR, _school_year
    yield _WINTER, _winter
    yield _WEEK, _week
    yield _QUARTER, _quarter
    yield _HALF, _half
    yield _OF_MONTH, _of_month
    yield _OF_PART, _of_part
    yield _OF_YEAR, _of_year


_READINGS = tuple(_readings())


def example_day() -> str:
    """A day ahead, written as we ask for it: in November, when the year's results are in."""
    return f"15.11.{timezone.localdate().year + 1}"
