"""Days a text may mean that does not tell one: maj 2026, 12.–14. maj, uge 12, 12/5, 12. mjaj."""

import datetime
import re
from collections.abc import Iterator, Sequence

from imports.arranging.cells.day_texts import (
    LETTERS,
    LONGEST,
    cleaned,
    day,
    days_of,
    full_year,
    last_of,
    monday_of,
    month_called,
    months_like,
)

#: A day within other text, as it is written in full.
WITHIN = re.compile(
    r"\d{1,2}\s?[-/.]\s?\d{1,2}\s?[-/. ]\s?(?:\d{4}|\d{2})(?!\d)|\d{4}-\d{1,2}-\d{1,2}"
    r"|\d{1,2}\.? ?[a-zæøå]{3,9}\.? \d{4}"
)
FROM_TO = re.compile(
    r"(?P<first>\d{1,2}(?:[./ ]+(?:\d{1,2}|[a-zæøå]{3,9}))?)[. ]*(?:-|/|og|til|\+|&|,)\s*"
    r"(?P<last>\d{1,2}[-./ ]+(?:\d{1,2}|[a-zæøå]{3,9})\.?[-./ ]+(?:\d{4}|\d{2}))"
)
MONTH_ALONE = re.compile(
    rf"(?P<part>(?:primo|medio|ultimo|start|midt|slut)(?:en)?(?: af| i)? )?{LETTERS}\.?"
    r"(?: måned)?[ ,/.'-]*(?P<year>\d{4}|\d{2})"
)
MONTH_DIGITS = re.compile(
    r"(?P<month>\d{1,2})\s?[-/.]\s?(?P<year>\d{4})|(?P<y>\d{4})\s?[-/.]?\s?(?P<m>\d{1,2})"
)
MISSPELT = re.compile(r"(?P<day>\d{1,2})[. -]*(?P<name>[a-zæøå]{3,11})[. ,-]*(?P<year>\d{4}|\d{2})")
QUARTER = re.compile(
    r"(?:q(?P<q>[1-4])|(?P<k>[1-4])\.? ?kv(?:artal|t)?\.?)[ ,/-]*(?P<year>\d{4})"
    r"|(?P<y>\d{4})[ ,/-]*q(?P<qq>[1-4])"
)
SEASON = re.compile(r"(?P<name>vinter|forår|sommer|efterår)(?:en|et)?[ ,/-]*(?P<year>\d{4})")
SEASONS = {"vinter": (1, 2), "forår": (3, 5), "sommer": (6, 8), "efterår": (9, 11)}
YEAR = re.compile(r"(?:år(?:et)? )?(?P<year>(?:19|20)\d\d)")
WEEKS = re.compile(
    r"(?:uge|u)\.? ?(?P<first>\d{1,2})(?: ?(?:-|/|og|til|\+) ?(?P<last>\d{1,2}))?"
    r"(?:[ ,/-]+(?P<year>\d{4}))?"
)
NO_YEAR = re.compile(r"(?P<day>\d{1,2})\s?[-/.]\s?(?P<month>\d{1,2})\.?")
NO_YEAR_LETTERS = re.compile(rf"(?P<day>\d{{1,2}})\.? ?{LETTERS}\.?")


def likely_days(text: str, years: Sequence[int]) -> list[datetime.date]:
    """Days that may be meant, the likeliest first; none if nobody can tell.

    years: those of other days in the column, for a text that tells none.
    """
    if len(text) > LONGEST:
        return []
    bare = cleaned(text)
    for reading in (_from_to, _within, _month, _quarter, _misspelt, _weeks, _without_year):
        if found := list(dict.fromkeys(filter(None, reading(bare, years)))):
            return found
    return []


Days = Iterator[datetime.date | None]


def _within(text: str, _years: Sequence[int]) -> Days:
    for match in WITHIN.finditer(text):
        yield from days_of(match[0])


def _from_to(text: str, _years: Sequence[int]) -> Days:
    """12.-14. maj 2026, 30/4 - 2/5 2026: the first and the last."""
    if not (match := FROM_TO.fullmatch(text)):
        return
    last = next(iter(days_of(match["last"])), None)
    if last is None:
        return
    number, month = [*re.split(r"[./ ]+", match["first"]), ""][:2]
    at = month_called(month) if month.isalpha() else int(month or last.month)
    yield day(last.year, at, int(number)) if at else None
    yield last


def _month(text: str, _years: Sequence[int]) -> Days:
    part = ""
    if match := MONTH_ALONE.fullmatch(text):
        part = (match["part"] or "").strip()
        year, months = full_year(match["year"]), [month_called(match["name"])]
        if not months[0]:
            months = months_like(match["name"])
    elif match := MONTH_DIGITS.fullmatch(text):
        year, months = int(match["year"] or match["y"]), [int(match["month"] or match["m"])]
    elif match := YEAR.fullmatch(text):
        year = int(match["year"])
        yield from (day(year, 1, 1), day(year, 12, 31))
        return
    else:
        return
    for month in months:
        if month in range(1, 13):
            yield from _days_of_month(year, month, part)


def _days_of_month(year: int, month: int, part: str) -> Days:
    first, middle, last = day(year, month, 1), day(year, month, 15), last_of(year, month)
    if part.startswith(("ultimo", "slut")):
        yield from (last, middle, first)
    elif part.startswith(("medio", "midt")):
        yield from (middle, first, last)
    else:
        yield from (first, middle, last)


def _quarter(text: str, _years: Sequence[int]) -> Days:
    if match := QUARTER.fullmatch(text):
        year, quarter = (
            int(match["year"] or match["y"]),
            int(match["q"] or match["k"] or match["qq"]),
        )
        yield from (day(year, quarter * 3 - 2, 1), last_of(year, quarter * 3))
    elif match := SEASON.fullmatch(text):
        year, (first, last) = int(match["year"]), SEASONS[match["name"]]
        yield from (day(year, first, 1), last_of(year, last))


def _misspelt(text: str, _years: Sequence[int]) -> Days:
    if match := MISSPELT.fullmatch(text):
        for month in months_like(match["name"]):
            yield day(full_year(match["year"]), month, int(match["day"]))


def _weeks(text: str, years: Sequence[int]) -> Days:
    """uge 12, uge 12-13 2026; “uge 12-26” may be the week of a year or two weeks."""
    if not (match := WEEKS.fullmatch(text)):
        return
    first, last = int(match["first"]), int(match["last"] or 0)
    if last and not match["year"]:
        yield monday_of(2000 + last, first)
    for year in [int(match["year"])] if match["year"] else years[:3]:
        yield monday_of(year, first)
        if last:
            yield monday_of(year, last)


def _without_year(text: str, years: Sequence[int]) -> Days:
    if match := NO_YEAR.fullmatch(text):
        month = int(match["month"])
    elif match := NO_YEAR_LETTERS.fullmatch(text):
        month = month_called(match["name"])
    else:
        return
    if month in range(1, 13):
        for year in years[:3]:
            yield day(year, month, int(match["day"]))
