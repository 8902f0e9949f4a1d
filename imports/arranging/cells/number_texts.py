"""Numbers as people write them: 6.4%, 60 pct., 1,250.5, 12 dage, and those that may be two."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from files.spreadsheets import Cell
from files.spreadsheets.danish_values import DASHES, SPACES, fold

#: What a share is called: it says that the number is in per cent already.
PERCENT = re.compile(r"%|pct\.?|procent(?:er)?|percent|pc\.?", re.IGNORECASE)
SIGNED = re.compile(r"(?P<before>[^\d+-]*?)(?P<number>[+-]?\s?\d(?:[\d., ]*\d)?)(?P<after>\D*)")
#: “1:2,9”: so many to one.
TO_ONE = re.compile(r"^1\s?:\s?(?=\d)")
LONGEST = 40

DANISH = re.compile(r"[+-]?(?:\d+|[1-9]\d{0,2}(?:[. ]\d{3})+)(?:,\d+)?")
ENGLISH = re.compile(r"[+-]?(?:\d+|[1-9]\d{0,2}(?:[, ]\d{3})+)(?:\.\d+)?")
POINT, COMMA = "decimal point", "decimal comma"
WAYS = (COMMA, POINT)


@dataclass(frozen=True, slots=True)
class NumberText:
    """A number in a text. danish, english: what it is in each way to write; None for what is none.

    beside: other words in the cell; is_share: whether it says that it is in per cent.
    """

    danish: Decimal | None
    english: Decimal | None
    beside: str
    is_share: bool
    has_points: bool = False

    @property
    def is_certain(self) -> bool:
        """Whether it can be read in one way only."""
        return self.danish is None or self.english is None or self.danish == self.english

    @property
    def value(self) -> Decimal:
        """The number of a text that is certain."""
        return self.read(COMMA)

    def says(self) -> str:
        """The way to write that alone makes it a number; "" where both do."""
        if self.danish is not None and self.english is not None:
            return ""
        return COMMA if self.english is None else POINT

    def read(self, way: str) -> Decimal:
        """The number as it is written in one way, or in the one way it can be."""
        first, other = (self.english, self.danish)[:: 1 if way == POINT else -1]
        found = other if first is None else first
        if found is None:
            raise ValueError("a text without a number")
        return found


def number_in(cell: Cell) -> NumberText | None:
    """The number that a text holds, with what stands beside it; None if it is no single number."""
    if not isinstance(cell, str) or len(cell) > LONGEST:
        return None
    text = SPACES.sub(" ", cell).strip().lstrip("'").translate(DASHES)
    text = TO_ONE.sub("", text)
    match = SIGNED.fullmatch(text)
    if match is None:
        return None
    number = match["number"].strip().replace("+ ", "+").replace("- ", "-")
    danish, english = _in_danish(number), _in_english(number)
    if danish is None and english is None:
        return None
    beside = f"{match['before'].strip()} {match['after'].strip()}".strip()
    rest = PERCENT.sub(" ", beside, count=1).strip(" .") if PERCENT.search(beside) else beside
    is_share = rest != beside
    return NumberText(danish, english, rest if is_share else beside, is_share, "." in number)


def within(number: Decimal, lowest: Decimal | None, highest: Decimal | None) -> bool:
    return (lowest is None or number >= lowest) and (highest is None or number <= highest)


def written(number: Decimal) -> str:
    """A number as Danes write it: 6,4."""
    text = f"{number:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.replace(".", ",")


def way_of(cells: Iterable[Cell]) -> str:
    """How decimals are surely written in some cells: with commas alone, or with points alone."""
    texts = (number_in(cell) for cell in cells if isinstance(cell, str))
    ways = {text.says() for text in texts if text} - {""}
    return ways.pop() if len(ways) == 1 else ""


def unit_in(heading: str, beside: str) -> bool:
    """Whether the heading tells the unit that stands beside a number: “Fravær (dage)”."""
    unit = fold(beside)
    words: Iterable[str] = re.split(r"[\s()\[\],/.:;–-]+", heading)
    return bool(unit) and unit in {fold(word) for word in words}


def _in_danish(number: str) -> Decimal | None:
    if not DANISH.fullmatch(number):
        return None
    return Decimal(number.replace(".", "").replace(" ", "").replace(",", "."))


def _in_english(number: str) -> Decimal | None:
    if not ENGLISH.fullmatch(number):
        return None
    return Decimal(number.replace(",", "").replace(" ", ""))
