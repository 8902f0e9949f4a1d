"""A cell that holds a number and a name: “7001 Solsikken”, “Solsikken (7001)”."""

import re
from collections.abc import Container

from files.spreadsheets import Cell
from files.spreadsheets.danish_values import DASHES, SPACES, is_missing

BETWEEN = r"[\s\-–—:;,./|()\[\]#]*"
WORD_BEFORE = (
    r"(?:\b(?:inst(?:itution)?s?|enheds?|afd(?:eling)?s?)?\.?\s*-?(?:nr|nummer|no)\b\.?"
    r"|\b(?:inst(?:itution)?|enhed|afd(?:eling)?)\b\.?)?"
)
NUMBERS = re.compile(r"(?<![\w])[A-Z]?\d[\dA-Z]*(?![\w])", re.IGNORECASE)
#: “9101-01 Solsikken”: the department of a place, behind its number.
DEPARTMENT = re.compile(r"^-\d{1,2}\b")
LONGEST = 200


def split_number(cell: Cell, numbers: Container[str]) -> tuple[str, str] | None:
    """The number and the name in a cell; None where it does not hold just one known number.

    The number stands first or last. A name with a number of its own (“Børnehuset 1001”) is split
    only where that number is known, and a cell that is a number alone is none of these.
    """
    if not isinstance(cell, str) or len(cell) > LONGEST or is_missing(cell):
        return None
    text = SPACES.sub(" ", cell).strip().translate(DASHES)
    known = [match for match in NUMBERS.finditer(text) if match[0].upper() in numbers]
    if len({match[0].upper() for match in known}) != 1:
        return None
    first, last = known[0], known[-1]
    before = re.fullmatch(rf"{BETWEEN}{WORD_BEFORE}{BETWEEN}", text[: first.start()], re.IGNORECASE)
    if before:
        name = DEPARTMENT.sub("", text[first.end() :])
    elif re.fullmatch(BETWEEN, text[last.end() :]) and _is_told_apart(text, last):
        name = re.sub(rf"{WORD_BEFORE}{BETWEEN}$", "", text[: last.start()], flags=re.IGNORECASE)
    else:
        return None
    name = _bare(name)
    return (first[0].upper(), name) if name else None


def _is_told_apart(text: str, number: re.Match[str]) -> bool:
    """“Børnehuset 12” may be called so; a longer number, or one between signs, is none."""
    return len(number[0]) > 2 or text[number.start() - 1] != " "


def _bare(name: str) -> str:
    """A name without the signs that kept it from its number."""
    name = re.sub(r"^[\s\-–—:;,./|)\]#]+|[\s\-–—:;,/|(\[#]+$", "", name)
    return name[1:-1].strip() if re.fullmatch(r"\([^()]*\)", name) else name.strip()
