"""Values as Danish spreadsheets write them: numbers, dates, missing, suppressed, names to match.

Every function takes one cell of a `Sheet`: text, a number or a date.
"""

import datetime
import re
import unicodedata
from decimal import Decimal
from functools import lru_cache

from django.utils.translation import gettext as _


class NotUnderstood(ValueError):
    """A value that cannot be read with certainty. Its text is one sentence for the user."""


MISSING = {"", "..", "...", "…", "-", "–", "—", "−", "i.a.", "i.a", "ikke besvaret"} | {
    *("n/a", "n.a.", "ikke opgjort", "ikke målt"),
    *("ikke observeret", "ikke relevant", "ikke stillet", "ej målt"),
    *("i.o.", "i.o", "ej observeret", "ikke scoret", "ikke oplyst"),
}
SUPPRESSED = re.compile(
    r"\*+|\.|<\s*[0-9]{1,3}(?:\s*%)?"
    r"|for få(?: (?:svar|besvarelser|børn))?"
    r"|(?:under|færre end|mindre end)\s[0-9]{1,2}(?:\s(?:svar|besvarelser|børn|personer))?",
    re.IGNORECASE,
)

SPACES = re.compile(r"[\s\u00a0\u2007\u202f]+")
DASHES = str.maketrans({"−": "-", "–": "-", "‑": "-"})
NUMBER = re.compile(
    r"(?P<sign>[+-]?)\s?"
    r"(?P<whole>[0-9]+|[1-9][0-9]{0,2}(?:\.[0-9]{3})+|[1-9][0-9]{0,2}(?: [0-9]{3})+)"
    r"(?P<decimals>,[0-9]+)?\s?%?"
)
WITH_A_POINT = re.compile(r"[+-]?[0-9]+\.[0-9]+\s?%?")
WITH_THOUSANDS = re.compile(r"[+-]?[1-9][0-9]{0,2}(?:\.[0-9]{3})+(?: ?%)?")
LONGEST_NUMBER = 40

MONTHS = (
    "januar",
    "februar",
    "marts",
    "april",
    "maj",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "december",
)
MONTH_NUMBERS = {month[:3]: number for number, month in enumerate(MONTHS, start=1)}
MIDNIGHT = r"(?:[T ]00[:.]00(?:[:.]00(?:\.0+)?)?)?"
DAY_FIRST = re.compile(rf"([0-9]{{1,2}})([-/.])([0-9]{{1,2}})\2([0-9]{{4}}|[0-9]{{2}}){MIDNIGHT}")
YEAR_FIRST = re.compile(rf"([0-9]{{4}})([-/.])([0-9]{{1,2}})\2([0-9]{{1,2}}){MIDNIGHT}")
MONTH_IN_LETTERS = re.compile(r"([0-9]{1,2})\.? ([a-z]{3,9})\.? ([0-9]{4})")
FIRST_YEAR, LAST_YEAR = 1900, 2100
# Excel counts days from here; a date in a cell that lost its format arrives as such a number.
EXCEL_EPOCH = datetime.date(1899, 12, 30)
EXCEL_DAYS = range(36_526, 73_051)  # 1 January 2000 to 31 December 2099

NOT_IN_KEYS = re.compile(r"[\W_]+")
FOLDED = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "é": "e", "è": "e", "á": "a", "ó": "o"})


def danish_decimal(value: object) -> Decimal:
    """The number in a cell: 1.250,5 · 3,4 · 82,0 % · −3 · 12. "61 %" is 61, not 0.61.

    A comma is always the decimal sign. A point counts only as thousands separator, and only
    where nothing else could be meant: 1.012,0 and 1.250.000 are read, 1.250 is refused, for it
    may be 1250 or 1.25, and so is 0.125, which a spreadsheet in English wrote. Numbers from
    .xlsx are safe, and rounded to the fifteen digits Excel keeps. Raises `NotUnderstood`.
    """
    if isinstance(value, bool):
        raise NotUnderstood(_not_a_number(value))
    if isinstance(value, int | Decimal):
        return _finite(Decimal(value))
    if isinstance(value, float):
        return _finite(Decimal(format(value, ".15g")))
    if isinstance(value, datetime.date):
        raise NotUnderstood(
            _("“%(value)s” is a date and not a number. Excel may have changed it by itself.")
            % {"value": shown(value)}
        )
    text = SPACES.sub(" ", str(value)).strip().translate(DASHES)
    match = NUMBER.fullmatch(text) if len(text) <= LONGEST_NUMBER else None
    if match is None:
        raise NotUnderstood(_not_a_number(value))
    if match["whole"].count(".") == 1 and not match["decimals"]:
        raise NotUnderstood(
            _("“%(value)s” can be read in two ways. Write %(thousands)s or %(decimals)s.")
            % {
                "value": text,
                "thousands": text.replace(".", ""),
                "decimals": text.replace(".", ","),
            }
        )
    whole = match["whole"].replace(".", "").replace(" ", "")
    decimals = (match["decimals"] or "").replace(",", ".")
    return Decimal(f"{match['sign']}{whole}{decimals}")


def danish_whole(value: object) -> int:
    """The whole number in a cell: 40.000 · 40 000 · 12. There a point can only part thousands.

    Raises `NotUnderstood`, for 1,5 and 1.2 too.
    """
    if isinstance(value, str):
        text = SPACES.sub(" ", value).strip()
        value = text.replace(".", "") if WITH_THOUSANDS.fullmatch(text) else text
    try:
        number = danish_decimal(value)
    except NotUnderstood:
        number = None
    if number is None or number != int(number) or (isinstance(value, str) and "," in value):
        told = _("“%(value)s” is no whole number. Write it with digits alone, as 40000.")
        raise NotUnderstood(told % {"value": shown(value)})
    return int(number)


def danish_date(value: object) -> datetime.date:
    """The day in a cell: 11-02-2026 · 11.02.2026 · 11/2/26 · 2026-02-11 · 11. februar 2026.

    The day comes first unless a year of four digits does; two digits of a year mean this century.
    A number is read as Excel's count of days when that lands between 2000 and 2099. A clock time
    in a date cell is left out. Raises `NotUnderstood`.
    """
    if isinstance(value, datetime.datetime):
        value = value.date()
    if isinstance(value, datetime.date):
        return _within_reach(value.year, value.month, value.day, shown_as=value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        if value in EXCEL_DAYS:
            return EXCEL_EPOCH + datetime.timedelta(days=int(value))
        raise NotUnderstood(_not_a_date(value))
    text = SPACES.sub(" ", str(value)).strip().translate(DASHES)
    if match := DAY_FIRST.fullmatch(text):
        day, _sign, month, year = match.groups()
        century = "20" if len(year) == 2 else ""
        return _within_reach(int(century + year), int(month), int(day), shown_as=value)
    if match := YEAR_FIRST.fullmatch(text):
        year, _sign, month, day = match.groups()
        return _within_reach(int(year), int(month), int(day), shown_as=value)
    if match := MONTH_IN_LETTERS.fullmatch(text.casefold()):
        day, name, year = match.groups()
        number = MONTH_NUMBERS.get(name[:3], 0)
        if number and MONTHS[number - 1].startswith(name):
            return _within_reach(int(year), number, int(day), shown_as=value)
    raise NotUnderstood(_not_a_date(value))


def is_missing(value: object) -> bool:
    """Nothing was measured or answered: empty, "..", "-", "i.a.", "Ikke besvaret"."""
    if value is None:
        return True
    return isinstance(value, str) and SPACES.sub(" ", value).strip().casefold() in MISSING


def is_suppressed(value: object) -> bool:
    """A value exists but too few are behind it to show it: "*", "<5", "." alone."""
    return isinstance(value, str) and SUPPRESSED.fullmatch(value.strip()) is not None


def fold(text: str) -> str:
    """The key by which headings and labels match: "Måle-dato " and "MAALEDATO" both "maaledato".

    Case, spaces, punctuation and invisible signs do not count, and æ, ø, å equal ae, oe, aa; nor
    does the stress of »justér« and »én«. All whitespace goes, since text out of PDF files has gaps
    inside the words.
    """
    return _fold_once(text) if len(text) <= LONGEST_WORD else _fold(text)


def _fold(text: str) -> str:
    text = unicodedata.normalize("NFKC", text).casefold()
    text = unicodedata.normalize("NFKC", text).translate(FOLDED)
    return NOT_IN_KEYS.sub("", text)


#: Headings, labels and names come again and again; longer texts are not worth remembering.
LONGEST_WORD = 100
_fold_once = lru_cache(maxsize=5_000)(_fold)


def shown(value: object) -> str:
    """The cell as a Danish spreadsheet shows it: 3.4 as "3,4", a date as "11-02-2026"."""
    if isinstance(value, datetime.datetime):
        return f"{value:%d-%m-%Y %H:%M}"
    if isinstance(value, datetime.date):
        return f"{value:%d-%m-%Y}"
    if isinstance(value, float):
        return format(value, ".15g").replace(".", ",")
    return str(value)


def _finite(number: Decimal) -> Decimal:
    if not number.is_finite():
        raise NotUnderstood(_not_a_number(number))
    return number


def _within_reach(year: int, month: int, day: int, *, shown_as: object) -> datetime.date:
    try:
        date = datetime.date(year, month, day)
    except ValueError:
        raise NotUnderstood(_not_a_date(shown_as)) from None
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise NotUnderstood(_not_a_date(shown_as))
    return date


def _not_a_number(value: object) -> str:
    text = shown(value)[:LONGEST_NUMBER]
    if WITH_A_POINT.fullmatch(text):
        return _("“%(value)s” has a point. Write the number with a comma: %(better)s.") % {
            "value": text,
            "better": text.replace(".", ","),
        }
    return _("“%(value)s” is not a number.") % {"value": text}


def _not_a_date(value: object) -> str:
    return _("“%(value)s” is not a date. Write it as 31-12-2026.") % {
        "value": shown(value)[:LONGEST_NUMBER]
    }
