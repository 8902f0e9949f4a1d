"""What headings say beside what they measure: a part, a round, a topic or a place.

“Børn pr. voksen, 0-2 år” and “Forår 2025 Grøn” are two texts in one. What is beside the measured
thing becomes a column of its own, with a row for each that a heading says (`unfolding`).
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from files.spreadsheets import Cell
from files.spreadsheets.danish_values import MONTHS, fold
from imports.arranging.times import PART_HEADING, part_beside

#: A heading of ours, and what it says there.
Said = tuple[str, Cell]

AGES = re.compile(
    r"\b(\d{1,2})\s?(?:-|–|til)\s?(\d{1,2})[\s-]?år(?:ige|s)?\b|\b(\d{1,2})[\s-]?år(?:ige|s(?:sprog\w*|vurdering\w*)?)\b",
    re.IGNORECASE,
)
#: The ages of those in a nursery and in a kindergarten, where nothing says that they are years.
BARE_AGES = re.compile(r"(?:^|(?<=[\s,(]))(0(?=\s?-\s?2)|3(?=\s?-\s?5))\s?-\s?([25])()\s*$")
ROUND = re.compile(
    r"\b(?P<before>forår|efterår)(?:et)?\s?(?:20)?(?P<y1>\d\d)\b"
    r"|\b20(?P<y2>\d\d)\s?(?P<after>forår|efterår)\b|\b(?P<letter>[FE])(?P<y3>\d\d)\b"
    r"|\b(?P<half>[12])\.?\s?(?:halvår|hå)(?:et)?\.?\s?(?:20)?(?P<y4>\d\d)\b"
    r"|\b20(?P<y5>\d\d)[\s,-]*(?P<later>[12])\.?\s?(?:halvår|hå)\b",
    re.IGNORECASE,
)
#: A quarter, a month or a week.
PART_OF_YEAR = re.compile(
    rf"\b(?:\d\.? ?kv(?:artal|t)?\b|[kq]\d\b|kvartal|(?:{'|'.join(MONTHS)})\b|uge \d|måned)",
    re.IGNORECASE,
)
SEASONS = {"f": "Forår", "e": "Efterår", "1": "Forår", "2": "Efterår"}
AGE_HEADING, ROUND_HEADING = "Aldersgruppe", "Runde"
#: What says the same as the age beside it.
OF_AN_AGE = frozenset(
    map(
        fold,
        ("Vuggestue", "Vuggestuebørn", "Vuggestuer", "Børnehave", "Børnehavebørn", "Børnehaver"),
    )
)
#: What they say alone, over figures.
AGE_OF_A_KIND = {
    **dict.fromkeys(map(fold, ("Vuggestue", "Vuggestuebørn")), "0-2 år"),
    **dict.fromkeys(map(fold, ("Børnehave", "Børnehavebørn")), "3-5 år"),
}
#: Between a part and the rest of a heading.
BETWEEN = " \t,;:/()[]–-"
#: How many answered, behind the name of a place or a topic: “Myretuen (n=21)”.
COUNTED = re.compile(r"\s*[(\[]\s*n\s*[=:]?\s*[\d.,]+\s*[)\]]\s*$", re.IGNORECASE)


class HeadingPart(NamedTuple):
    """A part that a heading names. rest: the heading without it."""

    heading: str
    said: str
    rest: str


@dataclass(frozen=True, slots=True)
class LongForm:
    """How rows tell of a topic: the headings of the topic and of its value.

    group: that of a part of the place, where each is measured by itself. day: that of the day,
    where each is measured on one.
    """

    topic: str
    value: str
    group: str = ""
    day: str = ""


def part_in(text: str) -> HeadingPart | None:
    """The age group, the round, or the month, quarter or week that a text names."""
    for pattern, heading, told in ((AGES, AGE_HEADING, _ages), (ROUND, ROUND_HEADING, round_told)):
        if found := pattern.search(text):
            rest = f"{text[: found.start()]} {text[found.end() :]}".strip(BETWEEN)
            rest = "" if fold(rest) in OF_AN_AGE else " ".join(rest.split())
            return HeadingPart(heading, told(found), rest)
    if found := BARE_AGES.search(text):
        return HeadingPart(AGE_HEADING, _ages(found), text[: found.start()].strip(BETWEEN))
    if age := AGE_OF_A_KIND.get(fold(text)):
        return HeadingPart(AGE_HEADING, age, "")
    if beside := part_beside(text):
        return HeadingPart(PART_HEADING, beside[0].said, beside[1])
    return None


def _ages(found: re.Match[str]) -> str:
    low, high, one = found.groups()
    return f"{one}-årige" if one else f"{low}-{high} år"


def round_told(found: re.Match[str]) -> str:
    """A round as our own files write it."""
    said = found.groupdict()
    names = ("before", "after", "letter", "half", "later")
    season = next(one for name in names if (one := said[name]))[0].lower()
    year = next(one for name in ("y1", "y2", "y3", "y4", "y5") if (one := said[name]))
    return f"{SEASONS[season]} 20{year}"


def rounds_of(year: str) -> tuple[str, ...]:
    """The rounds of a year, as our own files write them."""
    return tuple(f"{season} {year}" for season in SEASONS.values())


def whole_round(text: str) -> str:
    """The round that a cell is, and nothing else; "" for none."""
    found = ROUND.fullmatch(text.strip())
    return round_told(found) if found else ""


def long_form_of(
    texts: Sequence[str], forms: Mapping[str, tuple[LongForm, ...]]
) -> LongForm | None:
    """The one long form in which most of these topics are told; None where fewer than most are."""
    found: dict[LongForm, int] = {}
    for text in texts:
        for form in forms.get(fold(text), ()):
            found[form] = found.get(form, 0) + 1
    best = max(found, key=found.__getitem__, default=None)
    return best if best and found[best] * 5 >= len(texts) * 4 else None
