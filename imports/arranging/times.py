"""Months, quarters and weeks as headings and cells write them, and as our own files do.

“jan”, “Marts 2026”, “2026-03”, “1. kvt. 2026”, “2026 K1”, “Uge 12”. A year may be told elsewhere:
in a column, or by what stands above. Told in our own way they are “Marts 2026”, “1. kvartal 2026”
and “Uge 12 2026”.
"""

import datetime
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from files.spreadsheets import Cell
from files.spreadsheets.danish_values import MONTH_NUMBERS, MONTHS, fold, shown

#: Above the part of a year that a row is about, where the year stands for itself.
PART_HEADING = "Måned"
#: How a column is called that says it.
PART_HEADINGS = frozenset(
    fold(one)
    for one in ("Måned", "Mdr", "Mdr.", "Månedsnavn", "Kvartal", "Kvt", "Uge", "Ugenr", "Uge nr.")
)

_YEAR = r"(?P<{0}>(?:19|20)\d\d)"
_SHORT = r"'?(?P<{0}>\d\d)"
_NAMES = "|".join(f"{name}|{name[:3]}{'t?' if name[:3] == 'sep' else ''}" for name in MONTHS)
_NUMBER = r"(?:0?[1-9]|1[0-2])"
MONTH = re.compile(
    rf"(?:{_YEAR.format('y1')}[\s\-–/.,]*)?\b(?P<name>{_NAMES})\b\.?"
    rf"(?:[\s\-–/.,]*(?:{_YEAR.format('y2')}|{_SHORT.format('y3')})(?!\d))?",
    re.IGNORECASE,
)
MONTH_IN_FIGURES = re.compile(
    rf"{_YEAR.format('y1')}(?:\s*[-/]\s*|[mM])(?P<m1>{_NUMBER})"
    rf"|(?P<m2>{_NUMBER})\s*[-/]\s*{_YEAR.format('y2')}"
    rf"|{_YEAR.format('y3')}(?P<m3>0[1-9]|1[0-2])"
)
FIRST_OF_MONTH = re.compile(r"0?1[-./](?P<month>\d{1,2})[-./](?P<year>(?:19|20)\d\d)")
QUARTER = re.compile(
    rf"(?:{_YEAR.format('y1')}[\s\-–/.,]*)?"
    r"(?:\b(?P<q1>[1-4])\s?\.?\s?(?:kvartal|kvt|kv)\b\.?|\b(?:kvartal|kvt\.?|kv\.?)\s?(?P<q2>[1-4])\b"
    r"|(?<![A-Za-zÆØÅæøå])[KkQq](?P<q3>[1-4])\b)"
    rf"(?:[\s\-–/.,]*(?:{_YEAR.format('y2')}|{_SHORT.format('y3')})(?!\d))?",
    re.IGNORECASE,
)
THREE_MONTHS = re.compile(
    r"(?P<first>jan|apr|jul|okt)[a-z]*\.?\s*(?:-|–|til)\s*(?P<last>mar|jun|sep|dec)[a-z]*\.?"
    rf"(?:[\s\-–/.,]*{_YEAR.format('y2')})?",
    re.IGNORECASE,
)
_QUARTERS = {("jan", "mar"): 1, ("apr", "jun"): 2, ("jul", "sep"): 3, ("okt", "dec"): 4}
WEEK = re.compile(
    rf"(?:{_YEAR.format('y1')}[\s\-–/.,]*)?\buge\s?(?P<week>[1-9]|0[1-9]|[1-4]\d|5[0-3])\b"
    rf"(?:[\s\-–/.,]*{_YEAR.format('y2')}(?!\d))?",
    re.IGNORECASE,
)
#: Without one of these a text names no part of a year: most texts need no closer look.
MAY_BE = re.compile(
    r"jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec|kv|\b[kq][1-4]|[^a-zæøå][kq][1-4]|uge|(?:19|20)\d\d",
    re.IGNORECASE,
)
#: Around what a heading says besides.
BETWEEN = " \t,;:/()[]–-"


class PartOfYear(NamedTuple):
    """A month (“03”), a quarter (“K1”) or a week (“U12”). year: None where it is told elsewhere."""

    part: str
    year: int | None = None

    @property
    def said(self) -> str:
        """As our own files write it."""
        if self.part[0] == "K":
            name = f"{self.part[1:]}. kvartal"
        elif self.part[0] == "U":
            name = f"Uge {int(self.part[1:])}"
        else:
            name = MONTHS[int(self.part) - 1].capitalize()
        return name if self.year is None else f"{name} {self.year}"

    @property
    def period(self) -> str:
        """As a measurement keeps it: “2026-03”, “2026-K1”, “2026-U12”."""
        return f"{self.year}-{self.part}"


def part_of_year(cell: Cell) -> PartOfYear | None:
    """The part of a year that a cell is, and nothing else."""
    if isinstance(cell, datetime.date):
        return PartOfYear(f"{cell.month:02d}", cell.year) if cell.day == 1 else None
    text = " ".join(shown(cell).split())
    if not MAY_BE.search(text):
        return None
    if found := MONTH_IN_FIGURES.fullmatch(text):
        month = found["m1"] or found["m2"] or found["m3"]
        return PartOfYear(f"{int(month):02d}", _year_of(found))
    if (found := FIRST_OF_MONTH.fullmatch(text)) and 1 <= int(found["month"]) <= 12:
        return PartOfYear(f"{int(found['month']):02d}", int(found["year"]))
    if found := THREE_MONTHS.fullmatch(text):
        quarter = _QUARTERS.get((found["first"].lower(), found["last"].lower()))
        return PartOfYear(f"K{quarter}", _year_of(found)) if quarter else None
    for pattern in (MONTH, QUARTER, WEEK):
        if found := pattern.fullmatch(text):
            return _told(found)
    return None


def part_beside(text: str) -> tuple[PartOfYear, str] | None:
    """The one part of a year within a heading, and the heading without it."""
    if not MAY_BE.search(text):
        return None
    if whole := part_of_year(text):
        return whole, ""
    for pattern in (QUARTER, WEEK, MONTH):
        found = [*pattern.finditer(text)]
        if len(found) == 1:
            rest = f"{text[: found[0].start()]} {text[found[0].end() :]}".strip(BETWEEN)
            return _told(found[0]), " ".join(rest.split())
    return None


def numbered_part(cell: Cell, heading: str) -> PartOfYear | None:
    """What a bare number is below »Måned«, »Kvartal« or »Uge«; else what the cell is."""
    if told := part_of_year(cell):
        return told
    text, name = shown(cell).strip().rstrip("."), fold(heading)
    if not text.isdecimal():
        return None
    number = int(text)
    if name.startswith("kv"):
        return PartOfYear(f"K{number}") if 1 <= number <= 4 else None
    if name.startswith("uge"):
        return PartOfYear(f"U{number:02d}") if 1 <= number <= 53 else None
    return PartOfYear(f"{number:02d}") if 1 <= number <= 12 else None


def parts_across(headings: Sequence[str]) -> Iterator[tuple[int, PartOfYear]]:
    """The headings that are parts of a year and nothing else, where there are several."""
    told = [(at, part) for at, text in enumerate(headings) if text and (part := part_of_year(text))]
    if len({part for _at, part in told}) > 1:
        yield from told


def _told(found: re.Match[str]) -> PartOfYear:
    groups = found.groupdict()
    if name := groups.get("name"):
        return PartOfYear(f"{MONTH_NUMBERS[name[:3].lower()]:02d}", _year_of(found))
    if week := groups.get("week"):
        return PartOfYear(f"U{int(week):02d}", _year_of(found))
    return PartOfYear(f"K{groups['q1'] or groups['q2'] or groups['q3']}", _year_of(found))


def _year_of(found: re.Match[str]) -> int | None:
    groups = found.groupdict()
    told = next((groups[one] for one in ("y1", "y2", "y3") if groups.get(one)), None)
    return None if told is None else int(told if len(told) == 4 else f"20{told}")
