"""Texts that tell of a row that it is none of the table's: totals, notes, titles."""

import re
from collections.abc import Iterable, Iterator, Sequence

from files.spreadsheets import Row
from files.spreadsheets.danish_values import fold, shown
from imports.arranging.heads import Head
from imports.arranging.words import DATE, GROUP, NAME, NUMBER

TOTALS = (
    *("i ?alt", "ialt", "total(?:t|er|en)?", "subtotal", "delsum", "sum", "samlet(?: resultat)?"),
    *(
        r"\w*gennemsnit\w*",
        "gns",
        "snit",
        "middel(?:værdi)?",
        "median",
        "hele kommunen",
        "kommunetal",
    ),
    *("landstal", "landsgennemsnit", "hovedtotal"),
)
TOTAL = re.compile(rf"\b(?:{'|'.join(TOTALS)})\b", re.IGNORECASE)
#: What adds up the rooms of a place.
WHOLE = re.compile(r"\s*(?:i ?alt|total(?:t|en)?|samlet|hele huset)\s*", re.IGNORECASE)
#: What is called so is about several places, or counts them.
OF_SEVERAL = re.compile(
    r"\s*(?:(?:hele|alle)\s+(?:\w+\s+)?(?:\w*dagtilbud\w*|klynge\w*|område\w*|distrikt\w*|kommunen|huse\w*"
    r"|institutioner\w*|enheder\w*|forvaltning\w*|afdeling\w*)\b|(?:kommunen|klyngen|øvrige|alle)\s*$"
    r"|[a-zæøå]+\s+kommune\s*$|(?:antal|andel)\s)",
    re.IGNORECASE,
)
#: A room is not called so.
AVERAGE = re.compile(
    r"\s*(?:\w*gennemsnit\w*|gns\.?|snit\w*|middel(?:værdi)?|median)\b", re.IGNORECASE
)
NOTE = re.compile(r"^\s*(?:\*|\d\)|note|kilde|anm|bemærk|opgjort|opdateret|udtræk|trukket)", re.I)
#: How the pages of a printed report are counted.
PAGE = re.compile(r"\bside\s*:?\s*\d+(?:\s*(?:af|/|-)\s*\d+)?", re.IGNORECASE)
LONG_TEXT = 60


def what_stands_aside(texts: Sequence[str], named: Sequence[str]) -> str:
    """What a record is that stands among the rows, or below them, without a place of ours.

    "" for a row. named: what stands where a row names its place.
    """
    begins = any(len(text) <= LONG_TEXT and TOTAL.match(text) for text in texts[1:3])
    if begins or any(_is_total(text) for text in (*named, *texts[:1])):
        return "total"
    is_note = bool(NOTE.search(texts[0])) or len(texts[0]) > LONG_TEXT
    if len(texts) == 1:
        return "note" if is_note else "title"
    return "note" if NOTE.search(texts[0]) and not any(named) else ""


def _is_total(text: str) -> bool:
    """Whether a text calls a row a total: no sentence does, and no question."""
    is_short = len(text) <= LONG_TEXT and not text.endswith("?")
    return is_short and bool(TOTAL.search(text) or OF_SEVERAL.match(text))


def is_page_head(texts: Sequence[str], titles: Iterable[str]) -> bool:
    """Whether a record among the rows is what stands above the headings, on the next page."""
    text = " ".join(texts)
    is_of_page = len(texts) > 1 or PAGE.search(text) is not None
    said = _of_no_page(text) if is_of_page else ""
    return said != "" and said in map(_of_no_page, titles)


def _of_no_page(text: str) -> str:
    return fold(PAGE.sub(" ", text))


def rooms_of(head: Head) -> list[int]:
    """The columns of rooms, where each is looked at on its day."""
    if not any(one and one.word.role == DATE for one in head.words):
        return []
    words = enumerate(head.words)
    return [index for index, one in words if one and one.word.meaning == GROUP]


def wholes_of_parts(head: Head, rows: Sequence[Row], aside: Iterable[Row]) -> Iterator[Row]:
    """Rows that add up the rooms above them, of the one place that these are in."""
    words = [*enumerate(head.words)]
    rooms = [index for index, one in words if one and one.word.meaning == GROUP]
    names = [index for index, one in words if one and one.word.role in (NAME, NUMBER)]
    if not rooms or not names:
        return
    by_number = {row.number: row for row in rows}
    for row in aside:
        above = by_number.get(row.number - 1)
        if above and _is_whole(row, rooms[0], names):
            yield _of_place(row, above, names)


def _is_whole(row: Row, room: int, names: Sequence[int]) -> bool:
    """Whether a row adds up rooms, and names no place itself."""
    cells = row.cells
    is_called_so = len(cells) > room and WHOLE.fullmatch(shown(cells[room])) is not None
    return is_called_so and not any(cells[at] != "" for at in names if at < len(cells))


def _of_place(row: Row, above: Row, names: Sequence[int]) -> Row:
    """A row with the place that the row above it names."""
    cells = (*row.cells, *[""] * len(above.cells))[: len(above.cells)]
    named = (above.cells[at] if at in names else cell for at, cell in enumerate(cells))
    return Row(row.number, tuple(named))
