"""The headings of a table: the row they stand in, or the two rows they are made of."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from django.utils.translation import gettext as _

from files.spreadsheets import Cell
from files.spreadsheets.danish_values import shown
from files.spreadsheets.grids import Grid
from files.spreadsheets.sheet import column_letters
from files.spreadsheets.table import Record
from imports.arranging.words import ANSWER, KnownHeading, Vocabulary, plain_year

#: So far down headings are looked for.
LOOKED_AT = 40
#: Fewer headings that are understood make no table.
ENOUGH = 2


@dataclass(frozen=True, slots=True)
class Head:
    """headers: one for each column, "" for none. words: what each says, where it is understood.

    It reaches from first_row to last_row.
    """

    first_row: int
    last_row: int
    headers: tuple[str, ...]
    words: tuple[KnownHeading | None, ...]

    @property
    def known(self) -> int:
        """How many columns are understood; years over numbers count, too."""
        years = sum(plain_year(text) is not None for text in self.headers)
        return sum(one is not None for one in self.words) + years

    @property
    def is_of_columns(self) -> bool:
        """Whether they are more than answers, which a row of answers holds as well."""
        return any(one is not None and one.word.role != ANSWER for one in self.words)

    def reaching_over(self, width: int) -> "Head":
        """The same over so many columns: those without a heading are called by their letters."""
        headers = [*self.headers, *[""] * (width - len(self.headers))]
        words = [*self.words, *[None] * (width - len(self.words))]
        names = tuple(
            text or _("Column %(letters)s") % {"letters": column_letters(index)}
            for index, text in enumerate(headers)
        )
        return replace(self, headers=names, words=tuple(words))


def head_of(grid: Grid, vocabulary: Vocabulary, answers: Mapping[str, str]) -> Head | None:
    """The headings of a sheet: the row, or two, of which most is understood; None for none.

    answers["header"]: the row that somebody said they stand in.
    """
    said = answers.get("header", "")
    records = grid.records
    if said.isdecimal():
        at = next((i for i, one in enumerate(records) if one[0] == int(said)), None)
        if at is not None:
            told = max(_heads_at(records, at, grid, vocabulary), key=lambda one: one.known)
            return _looked_at_closely(told, vocabulary)
    best: Head | None = None
    for at in range(min(len(records), LOOKED_AT)):
        for head in _heads_at(records, at, grid, vocabulary):
            # the first of those alike: below it the same headings may be repeated
            if (
                head.known >= ENOUGH
                and head.is_of_columns
                and (best is None or head.known > best.known)
            ):
                best = head
        if best is not None and all(best.words):
            break
    return None if best is None else _looked_at_closely(best, vocabulary)


def _looked_at_closely(head: Head, vocabulary: Vocabulary) -> Head:
    """The same, with headings that are misspelt understood, too."""
    words = tuple(
        word or (vocabulary.misspelt(text) if text else None)
        for text, word in zip(head.headers, head.words, strict=True)
    )
    return replace(head, words=words)


def _heads_at(
    records: Sequence[Record], at: int, grid: Grid, vocabulary: Vocabulary
) -> Iterator[Head]:
    """The headings that begin in a record: it alone, and it with the next."""
    number, cells = records[at]
    alone = _head(number, number, [_text(cell) for cell in cells], vocabulary)
    yield alone
    if at + 1 < len(records) and records[at + 1][0] == number + 1:
        below = records[at + 1][1]
        if all(isinstance(cell, str) or plain_year(cell) for cell in below):
            joined = _head(
                number, number + 1, _joined(number, cells, below, grid, vocabulary), vocabulary
            )
            below_alone = [_text(cell) for cell in below]
            if joined.known > max(alone.known, _head(0, 0, below_alone, vocabulary).known):
                yield joined


def _head(first: int, last: int, texts: Sequence[str], vocabulary: Vocabulary) -> Head:
    words = tuple(vocabulary.find(text) if text else None for text in texts)
    return Head(first, last, tuple(texts), words)


def _joined(
    number: int, above: list[Cell], below: list[Cell], grid: Grid, vocabulary: Vocabulary
) -> list[str]:
    """One heading for each column out of two rows; what reaches over several counts for each."""
    reach = {
        column: merge.left
        for merge in grid.merges
        if merge.top <= number <= merge.bottom
        for column in range(merge.left, merge.right + 1)
    }
    found: list[str] = []
    last = ""
    for column, (upper, lower) in enumerate(zip_longest(above, below, fillvalue="")):
        at = reach.get(column, column)
        upper = above[at] if at < len(above) else upper
        top, sub = _text(upper), _text(lower)
        if not top and sub and not grid.merges:
            top = last  # a file of text has no merged cells: what stands left of it reaches here
        last = top
        both = f"{top} {sub}".strip()
        options = (both, sub, top) if sub else (top,)
        known = [text for text in options if text and vocabulary.find(text)]
        found.append(known[0] if known else both)
    return found


def _text(cell: Cell) -> str:
    return " ".join(shown(cell).split())
