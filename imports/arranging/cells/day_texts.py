"""Days as people write them: 12/5-26, uge 12 2026, 12. maj, and what is no single day."""

import calendar
import datetime
import re
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from zoneinfo import ZoneInfo

from django.utils.timezone import localdate

from files.spreadsheets.danish_values import (
    DASHES,
    EXCEL_DAYS,
    EXCEL_EPOCH,
    FIRST_YEAR,
    LAST_YEAR,
    MONTHS,
    SPACES,
    NotUnderstood,
    danish_date,
)

#: Texts longer than that tell more than a day.
LONGEST = 80
WEEKDAYS = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag")
ENGLISH = {"january": 1, "february": 2, "march": 3, "may": 5, "june": 6, "july": 7, "october": 10}
MONTH_WORDS = {name: number for number, name in enumerate(MONTHS, start=1)} | ENGLISH
SHORT = {"sept": 9, "oct": 10}

WEEKDAY = re.compile(
    r"^(?P<day>man|tir|ons|tor|fre|lør|søn)(?:s?(?:dag(?:en)?)?)(?:[.,]\s*|\s+)", re.IGNORECASE
)
BEFORE = re.compile(r"^(?:(?:dato|pr|per|den|d)\b[.:]?\s*)+", re.IGNORECASE)
CLOCK = re.compile(
    r"(?:\s*,?\s*\b(?:kl\.?|klokken)\s*[0-2]?\d(?:[.:][0-5]\d)?"
    r"|(?<=\d)[t ]\s?[0-2]?\d:[0-5]\d(?::[0-5]\d(?:[.,]\d+)?)?"
    r"|(?<=\d{4}) [0-2]?\d\.[0-5]\d(?:\.[0-5]\d)?)\s*$"
)
OFFSET = re.compile(r"\d{4}-\d\d-\d\d[t ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:z|[+-]\d\d:?\d\d)")
HERE = ZoneInfo("Europe/Copenhagen")
SIGN = r"\s*[-/.,']\s*|\s+"
DAY_FIRST = re.compile(
    rf"(?P<day>\d{{1,2}})(?:{SIGN})(?P<month>\d{{1,2}})(?:{SIGN})'?(?P<year>\d{{4}}|\d{{2}})"
)
YEAR_FIRST = re.compile(
    rf"(?P<year>\d{{4}})(?:{SIGN})(?P<month>\d{{1,2}})(?:{SIGN})(?P<day>\d{{1,2}})"
)
LETTERS = r"(?P<name>[a-zæøå]{3,9})"
DAY_MONTH = re.compile(
    rf"(?P<day>\d{{1,2}})\s*[-./]?\s*{LETTERS}\.?\s*[-./,]?\s*'?(?P<year>\d{{4}}|\d{{2}})"
)
MONTH_DAY = re.compile(rf"{LETTERS}\.? (?P<day>\d{{1,2}})\.?,? (?P<year>\d{{4}})")
WEEK = re.compile(
    r"(?:uge|u\.?)\s*(?P<week>\d{1,2})\s*(?:[,/.]|-|i|\()?\s*(?P<year>\d{4})\)?"
    r"|(?P<year2>\d{4})\s*[,/-]?\s*(?:uge|u|w)\.?\s*(?P<week2>\d{1,2})"
    r"|(?P<week3>\d{1,2})\.? uge (?:i )?(?P<year3>\d{4})"
)
SERIAL = re.compile(r"(\d{5})(?:[.,]\d+)?")
EIGHT = re.compile(r"\d{8}")


def cleaned(text: str) -> str:
    """The text without what says nothing of the day: “tirsdag d. 12/5 2026 kl. 10”."""
    text = SPACES.sub(" ", text).strip().translate(DASHES).casefold()
    text = BEFORE.sub("", WEEKDAY.sub("", BEFORE.sub("", text)))
    return CLOCK.sub("", text).strip(" .,;:")


def weekday_in(text: str) -> int | None:
    """The day of the week a text begins with; Monday is 0."""
    text = SPACES.sub(" ", text).strip().casefold()
    match = WEEKDAY.match(BEFORE.sub("", text))
    if match is None:
        return None
    return next(n for n, name in enumerate(WEEKDAYS) if name.startswith(match["day"]))


def days_of(text: str) -> tuple[datetime.date, ...]:
    """Every day that the whole of a text can be, its first reading first; none if it is no day."""
    if len(text) > LONGEST:
        return ()
    bare = cleaned(text)
    found = [*_written_out(bare), *_in_week(bare), *_in_digits(bare), *_elsewhere(bare)]
    return tuple(dict.fromkeys(day for day in found if day))


def day(year: int, month: int, number: int) -> datetime.date | None:
    """The day there is, if there is one within reach."""
    try:
        found = datetime.date(year, month, number)
    except ValueError:
        return None
    return found if FIRST_YEAR <= year <= LAST_YEAR else None


def full_year(digits: str) -> int:
    """Two digits of a year mean this century."""
    return int(digits) + (2000 if len(digits) == 2 else 0)


def month_called(name: str) -> int:
    """The month of a name, or of its beginning; 0 if there is none, or there are several."""
    if name in SHORT:
        return SHORT[name]
    hits = {n for word, n in MONTH_WORDS.items() if len(name) > 2 and word.startswith(name)}
    return hits.pop() if len(hits) == 1 else 0


def months_like(name: str) -> list[int]:
    """The months a misspelt name may mean, the likeliest first."""
    return [MONTH_WORDS[one] for one in get_close_matches(name, MONTHS, n=3, cutoff=0.6)]


def monday_of(year: int, week: int) -> datetime.date | None:
    """The Monday of a week; None where the year has no such week."""
    try:
        return datetime.date.fromisocalendar(year, week, 1)
    except ValueError:
        return None


def last_of(year: int, month: int) -> datetime.date | None:
    return day(year, month, calendar.monthrange(year, month)[1])


def _written_out(text: str) -> Iterator[datetime.date | None]:
    try:
        yield danish_date(text)
        return
    except NotUnderstood:
        pass
    for pattern in (DAY_FIRST, YEAR_FIRST):
        if match := pattern.fullmatch(text):
            yield day(full_year(match["year"]), int(match["month"]), int(match["day"]))
    for pattern in (DAY_MONTH, MONTH_DAY):
        if (match := pattern.fullmatch(text)) and (month := month_called(match["name"])):
            yield day(full_year(match["year"]), month, int(match["day"]))


def _in_week(text: str) -> Iterator[datetime.date | None]:
    if match := WEEK.fullmatch(text):
        year, week = (
            next(filter(None, (match[name], match[f"{name}2"], match[f"{name}3"])))
            for name in ("year", "week")
        )
        yield monday_of(int(year), int(week))


def _in_digits(text: str) -> Iterator[datetime.date | None]:
    """20260512, 12052026, 120526, and Excel's count of days as text."""
    if match := SERIAL.fullmatch(text):
        if int(match[1]) in EXCEL_DAYS:
            yield EXCEL_EPOCH + datetime.timedelta(days=int(match[1]))
        text = f"0{match[1]}" if match[0] == match[1] else ""
    if EIGHT.fullmatch(text):
        for one in (
            day(int(text[:4]), int(text[4:6]), int(text[6:])),
            day(int(text[4:]), int(text[2:4]), int(text[:2])),
        ):
            if one and one.year >= 1990:
                yield one
    if len(text) == 6 and text.isdecimal():
        yield day(2000 + int(text[4:]), int(text[2:4]), int(text[:2]))
        yield day(2000 + int(text[:2]), int(text[2:4]), int(text[4:]))


def _elsewhere(text: str) -> Iterator[datetime.date | None]:
    """A moment with its distance from Greenwich: the day it was here, and the day that is told."""
    if OFFSET.fullmatch(text):
        try:
            moment = datetime.datetime.fromisoformat(text.upper())
        except ValueError:
            return
        told = datetime.date.fromisoformat(text[:10])
        yield from (localdate(moment, HERE), told)


def years_of(days: Iterable[datetime.date]) -> list[int]:
    """The years that days lie in, the commonest first."""
    counted: dict[int, int] = {}
    for one in days:
        counted[one.year] = counted.get(one.year, 0) + 1
    return sorted(counted, key=lambda year: -counted[year])
