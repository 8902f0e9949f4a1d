"""What the cells of a table hold, each counted once however many places it covers."""

from collections.abc import Iterable, Iterator
from itertools import zip_longest

from files.word import WordCell
from strategy.bullets import BULLET, items

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
        plain: list[str] = []
        lines = [
            (line.strip(), paragraph.is_item)
            for paragraph in cell.paragraphs
            for line in ([paragraph.text] if paragraph.is_item else paragraph.text.splitlines())
            if line.strip()
        ]
        for (line, is_item), after in zip_longest(lines, lines[1:], fillvalue=("", False)):
            if is_item:
                found += items("\n".join(plain))
                found.append(" ".join(line.split()))
                plain = []
            elif not _introduces(line, after):
                plain.append(line)
        found += items("\n".join(plain))
        for table in cell.tables:
            found += [inner.text for row in table.rows for inner in unique(row) if inner.text]
    return tuple(found)


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
