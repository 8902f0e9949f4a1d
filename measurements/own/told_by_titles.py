"""What titles, names of sheets and headings of a file say of what it measures."""

import re
from collections.abc import Iterator, Sequence
from pathlib import PurePath

from files.spreadsheets import Sheet
from files.spreadsheets.danish_values import shown
from files.spreadsheets.grids import read_book
from imports.arranging.heading_years import plain_year, without_year
from imports.arranging.parts import part_in

#: How a sheet is called that nobody has given a name.
NO_NAME = re.compile(r"(?:ark|sheet|data|tabel|udtræk)\s?\d*", re.IGNORECASE)
#: “(1 = slet ikke, 5 = i høj grad)”, “skala 1-5”, “gennemsnit 1-7”, “fra 1 til 5”.
ON_A_SCALE = re.compile(
    r"\b(?P<low>[01])\s*=[^,;)]*[,;]\s*(?:.*?[,;]\s*)?(?P<high>\d{1,2})\s*="
    r"|\b(?:skala|score|gennemsnit|gns\.?|fra)\D{0,12}(?P<first>[01])\s*(?:-|–|til)\s*(?P<last>\d{1,2})",
    re.IGNORECASE,
)
#: What stands beside numbers, or in brackets behind a heading or a title.
UNIT = re.compile(
    r"\d\s*(?P<beside>t\.?\s?kr\.?|mio\.?\s?kr\.?|kr\.?|timer|dage|min\.?|stk\.?|børn)\s*$"
    r"|[(\[](?:i\s)?(?P<told>t\.?\s?kr\.?|1\.000 kr\.?|kr\.?|timer|dage|minutter|stk\.?|børn)[)\]]",
    re.IGNORECASE,
)
BRACKETS = re.compile(r"\([^()]*\)?")


def titles_of(sheet: Sheet, content: bytes, name: str) -> Iterator[str]:
    """The lines above the headings."""
    grids = (one for one in read_book(content, name=name).grids if one.name == sheet.sheet_name)
    for grid in grids:
        above = (row for row in grid.records if row.number < sheet.header_row)
        filled = ([shown(cell).strip() for cell in row.cells if cell != ""] for row in above)
        yield from (texts[0] for texts in filled if len(texts) == 1)


def called(titles: Sequence[str], sheet: str, file: str) -> str:
    """What a file may be called: by its title, the name of its sheet, or its own."""
    stem = re.sub(r"^\d+[_\-. ]+", "", PurePath(file).stem).replace("_", " ")
    texts = (*titles[:1], "" if NO_NAME.fullmatch(sheet.strip()) else sheet, stem)
    cleaned = (_cleaned(one) for one in texts)
    return next((one for one in cleaned if len(one) > 2), stem)[:100]


def has_name(titles: Sequence[str], sheet: str) -> bool:
    """Whether a title, or the name of a sheet, says what a file is about."""
    return bool(titles) or bool(sheet and not NO_NAME.fullmatch(sheet.strip()))


def _cleaned(text: str) -> str:
    """A title without brackets, years and what it says of time."""
    text = BRACKETS.sub(" ", text)
    text = re.sub(r"\s(?:pr\.?|per)\s(?:måned|kvartal|uge|år)\b.*", " ", text, flags=re.IGNORECASE)
    text = without_time(" ".join(text.split())) or text
    return text.strip(" ,;:-–.").capitalize() if text.islower() else text.strip(" ,;:-–.")


def without_time(heading: str) -> str:
    """What a heading measures, without the year, the month or the part that it tells."""
    if plain_year(heading) is not None:
        return ""
    part = part_in(heading)
    rest = without_year(part.rest if part else heading)
    is_open = rest.count("(") > rest.count(")") and f"{rest})" in heading
    return f"{rest})" if is_open else rest


def unit_in(text: str) -> str:
    """The unit that a text tells, as it is written there; "" for none."""
    found = UNIT.search(text)
    return (found["beside"] or found["told"]) if found else ""


def scale_in(text: str) -> tuple[int, int] | None:
    """The ends of the scale that a text tells."""
    found = ON_A_SCALE.search(text)
    if not found:
        return None
    low, high = (int(found["low"] or found["first"]), int(found["high"] or found["last"]))
    return (low, high) if high > low else None
