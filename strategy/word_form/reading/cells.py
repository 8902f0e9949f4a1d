"""What the cells of a table hold, each counted once however many places it covers."""

from collections.abc import Iterable, Iterator
from itertools import zip_longest

from config.bullets import BULLET, items
from files.word import WordCell

SHORT_INTRODUCTION = 60  # letters: “Vi vil:” above a list is no effort of its own


def unique(cells: Iterable[WordCell]) -> list[WordCell]:
    """Each cell once, however many places it covers."""
    return list({id(cell): cell for cell in cells}.values())


def cells_within(cells: Iterable[WordCell]) -> Iterator[WordCell]:
    """Each cell once, and those of the tables inside it."""
    for cell in unique(cells):
        yield cell
        for table in cell.tables:
            for row in table.rows:
                yield from cells_within(row)


def with_listed(cells: Iterable[WordCell]) -> Iterator[WordCell]:
    """The cells that `efforts_in` reads: these, and those of the tables right inside them."""
    for cell in cells:
        yield cell
        yield from (inner for table in cell.tables for row in table.rows for inner in row)


def texts(row: tuple[WordCell, ...], places: list[int]) -> list[str]:
    return [cell.text for cell in unique(row[at] for at in places) if cell.text]


def efforts_in(cells: Iterable[WordCell]) -> tuple[str, ...]:
    """The efforts in some cells: one to an item of a list, or to a line."""
    found: list[str] = []
    for cell in cells:
        found += _efforts_in_lines(_lines_of(cell))
        inner = (one for table in cell.tables for row in table.rows for one in unique(row))
        found += [one.text for one in inner if one.text]
    return tuple(found)


#: What a line says, and whether it is an item of a list.
Line = tuple[str, bool]


def _lines_of(cell: WordCell) -> list[Line]:
    return [
        (line.strip(), paragraph.is_item)
        for paragraph in cell.paragraphs
        for line in ([paragraph.text] if paragraph.is_item else paragraph.text.splitlines())
        if line.strip()
    ]


def _efforts_in_lines(lines: list[Line]) -> list[str]:
    found: list[str] = []
    plain: list[str] = []
    for (line, is_item), after in zip_longest(lines, lines[1:], fillvalue=("", False)):
        if is_item:
            found += items("\n".join(plain))
            found.append(" ".join(line.split()))
            plain = []
        elif not _introduces(line, after):
            plain.append(line)
    return found + items("\n".join(plain))


def _introduces(line: str, after: tuple[str, bool]) -> bool:
    """Whether a line only leads up to the list below it."""
    begins_list = after[1] or bool(BULLET.match(after[0]))
    return begins_list and line.endswith(":") and len(line) <= SHORT_INTRODUCTION


def number_in(text: str) -> int | None:
    digits = "".join(char if char.isdecimal() else " " for char in text[:40]).split()
    return int(digits[0]) if digits and len(digits[0]) <= 2 else None


def joined(one: str, other: str) -> str:
    return "\n".join(part for part in (one, other) if part)


def short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 60 else f"{text[:59]}…"
