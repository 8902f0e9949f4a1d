"""The headings of a table: the row they stand in, or the two rows they are made of."""

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from files.spreadsheets import Cell, Row
from files.spreadsheets.danish_values import fold, shown
from files.spreadsheets.grids import Grid
from files.spreadsheets.sheet import column_letters
from imports.arranging.cell_kinds import day_in, is_decimal
from imports.arranging.labels import is_year_or_value
from imports.arranging.parts import part_in
from imports.arranging.places_known import NUMBERED
from imports.arranging.places_over import ENOUGH, places_over
from imports.arranging.two_rows import goes_on, joined_texts, tells_years_over, text_of
from imports.arranging.words import (
    ANSWER,
    TOPIC,
    KnownHeading,
    Vocabulary,
    plain_year,
)

#: So far down headings are looked for.
LOOKED_AT = 40
#: So many columns from the left may say what a row is about.
LEFTMOST = 8


def nameless(index: int) -> str:
    """What a column without a heading is called."""
    return _("Column %(letters)s") % {"letters": column_letters(index)}


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
        """How many columns are understood; years and parts over numbers count, too."""
        return self.understood + sum(map(_says_when_or_whom, self.headers))

    @property
    def understood(self) -> int:
        """How many columns say what they are."""
        return sum(one is not None for one in self.words)

    @property
    def rank(self) -> tuple[int, int]:
        """How likely they are the headings, of two that are: a year alone says less."""
        return self.known, self.understood

    @property
    def is_of_columns(self) -> bool:
        """Whether they are more than answers, which a row of answers holds as well."""
        return any(one is not None and one.word.role != ANSWER for one in self.words)

    def reaching_over(self, width: int) -> "Head":
        """The same over so many columns: those without a heading are called by their letters."""
        headers = [*self.headers, *[""] * (width - len(self.headers))]
        words = [*self.words, *[None] * (width - len(self.words))]
        names = tuple(text or nameless(index) for index, text in enumerate(headers))
        return replace(self, headers=names, words=tuple(words))

    def without(self, left: Container[int]) -> "Head":
        """The same with these columns read no more: their letters tell them apart."""
        headers = tuple(
            f"{text} ({column_letters(at)})" if at in left else text
            for at, text in enumerate(self.headers)
        )
        words = tuple(None if at in left else one for at, one in enumerate(self.words))
        return replace(self, headers=headers, words=words)


def _says_when_or_whom(text: str) -> bool:
    """Whether a heading is a year, an age group or a round, and nothing else."""
    part = part_in(text)
    return plain_year(text) is not None or (part is not None and not part.rest)


def head_of(grid: Grid, vocabulary: Vocabulary, answers: Mapping[str, str]) -> Head | None:
    """The headings of a sheet: the row, or two, of which most is understood; None for none.

    answers["header"]: the row that somebody said they stand in.
    """
    said = answers.get("header", "")
    numbers = (one[0] for one in grid.records) if said else ()
    at = next((i for i, number in enumerate(numbers) if str(number) == said), None)
    if at is not None:
        told = max(_heads_at(grid.records, at, grid, vocabulary), key=lambda one: one.known)
        return _looked_at_closely(told, vocabulary)
    best = _best_of(grid, vocabulary) or head_by_content(grid, vocabulary)
    return None if best is None else _looked_at_closely(best, vocabulary)


def _best_of(grid: Grid, vocabulary: Vocabulary) -> Head | None:
    best: Head | None = None
    for at in range(min(len(grid.records), LOOKED_AT)):
        for head in _heads_at(grid.records, at, grid, vocabulary):
            # the first of those alike: below it the same headings may be repeated
            is_better = head.rank > best.rank if best else head.known >= ENOUGH
            is_longer = best and head.rank == best.rank and head.first_row == best.first_row
            if head.is_of_columns and (is_better or is_longer):
                best = head
        if best is not None and all(best.words):
            break
    return best


def _looked_at_closely(head: Head, vocabulary: Vocabulary) -> Head:
    """The same, with headings that are misspelt understood, too."""
    words = tuple(
        word or (vocabulary.misspelt(text) if text else None)
        for text, word in zip(head.headers, head.words, strict=True)
    )
    return replace(head, words=words)


def _heads_at(
    records: Sequence[Row], at: int, grid: Grid, vocabulary: Vocabulary
) -> Iterator[Head]:
    """The headings that begin in a record: it alone, and it with the next."""
    number, cells = records[at]
    if _holds_figures(records, at) or _is_of_a_form(records, at, vocabulary):
        return
    alone = _head(number, number, [text_of(cell) for cell in cells], vocabulary)
    next_number, below = records[at + 1] if at + 1 < len(records) else Row(0, ())
    is_lower = all(_may_be_heading(cell, vocabulary) for cell in below)
    if not (is_lower and tells_years_over(number, cells, below, grid)):
        yield alone  # else the row below tells its columns apart
    if next_number == number + 1 and is_lower and not _is_of_a_topic(cells, below, vocabulary):
        both = joined_texts(number, cells, below, grid, vocabulary)
        joined = _head(number, next_number, both, vocabulary)
        lower = _head(next_number, next_number, [text_of(cell) for cell in below], vocabulary)
        if _is_better(joined, alone, lower) or (
            _is_as_good(joined, alone, lower)
            and (goes_on(number, cells, below, grid) or _tells_apart(joined, lower))
        ):
            yield joined


def _holds_figures(records: Sequence[Row], at: int) -> bool:
    """Whether a row has a figure with decimals below a word: it is a row, whatever it names."""
    if not at:
        return False
    above = records[at - 1].cells
    return any(
        is_decimal(cell) and index < len(above) and shown(above[index])[:1].isalpha()
        for index, cell in enumerate(records[at].cells)
    )


def _is_of_a_form(records: Sequence[Row], at: int, vocabulary: Vocabulary) -> bool:
    """Whether a row and one beside it are each a heading with what is said of it, as in a form."""
    beside = (near for near in (at - 1, at + 1) if 0 <= near < len(records))
    return _is_a_fact(records[at].cells, vocabulary) and any(
        _is_a_fact(records[near].cells, vocabulary) for near in beside
    )


def _is_a_fact(cells: Sequence[Cell], vocabulary: Vocabulary) -> bool:
    filled = [cell for cell in cells if cell != ""]
    if len(filled) != ENOUGH:
        return False
    label, said = (vocabulary.find(shown(cell).rstrip(": ")) for cell in filled)
    is_said = said is None or said.word.role == ANSWER  # a room may be called »Rød« as well
    return label is not None and label.word.role not in (TOPIC, ANSWER) and is_said


def _least(alone: Head, lower: Head) -> tuple[int, int]:
    """How likely the better of two rows is the headings, each by itself."""
    return max(alone.rank, lower.rank if lower.understood else alone.rank)


def _is_better(joined: Head, alone: Head, lower: Head) -> bool:
    return joined.rank > _least(alone, lower)


def _is_as_good(joined: Head, alone: Head, lower: Head) -> bool:
    return joined.rank == _least(alone, lower)


def _tells_apart(joined: Head, lower: Head) -> bool:
    """Whether the lower row says the same of several columns, which the upper one tells apart."""
    says, alone = (
        [fold(text) for text, one in zip(head.headers, head.words, strict=True) if one]
        for head in (joined, lower)
    )
    return len(set(alone)) < len(alone) and len(set(says)) == len(says)


def head_by_content(grid: Grid, vocabulary: Vocabulary) -> Head | None:
    """The row above those that tell of places or topics we know, where nobody knows its words."""
    if not vocabulary.long_forms:
        return None
    looked_at = grid.records[:LOOKED_AT]
    width = max((len(cells) for _number, cells in looked_at), default=0)
    for index in range(min(width, LEFTMOST)):
        first = _first_told([*_column(index, looked_at)], vocabulary)
        above = (at for at in reversed(range(first)) if _is_of_words(looked_at[at].cells, index))
        if (at := next(above, None)) is not None:
            return _with_times_over(looked_at, at, grid, vocabulary)
    return None


def _with_times_over(records: Sequence[Row], at: int, grid: Grid, vocabulary: Vocabulary) -> Head:
    """The headings in a row, with the years or parts that stand over several of them."""
    number, cells = records[at]
    if at:
        before, above = records[at - 1]
        times = [cell for cell in above if cell != ""]
        are_times = all(_says_when_or_whom(shown(cell)) for cell in times)
        if before == number - 1 and len(times) >= ENOUGH and are_times:
            both = joined_texts(before, above, cells, grid, vocabulary)
            return _head(before, number, both, vocabulary)
    return _head(number, number, [text_of(cell) for cell in cells], vocabulary)


def _column(index: int, records: Sequence[Row]) -> Iterator[tuple[Cell, bool]]:
    """What stands in a column, and whether anything stands beside it."""
    for _number, cells in records:
        cell = cells[index] if index < len(cells) else ""
        yield cell, sum(one != "" for one in cells) > 1


def _first_told(column: Sequence[tuple[Cell, bool]], vocabulary: Vocabulary) -> int:
    """Where the places or topics begin that a column is of; 0 where it is of none."""
    told = [at for at, (cell, beside) in enumerate(column) if _is_told(cell, beside, vocabulary)]
    while told and not column[told[0]][1] and not vocabulary.names_a_place(column[told[0]][0]):
        told.pop(0)  # a title that names the topic of the whole table
    if len(told) < ENOUGH or len(told) * 2 < sum(cell != "" for cell, _ in column[told[0] :]):
        return 0
    return told[0]


def _is_told(cell: Cell, is_beside: bool, vocabulary: Vocabulary) -> bool:
    """Whether a cell is a place there is, or a topic beside something."""
    if cell == "":
        return False
    bare = fold(NUMBERED.sub("", shown(cell)))
    if bare in vocabulary.long_forms or vocabulary.names_a_place(cell):
        return True
    return is_beside and is_topic(cell, vocabulary)


def is_topic(cell: Cell, vocabulary: Vocabulary) -> bool:
    """Whether a text is a topic, as a heading may write it."""
    known = vocabulary.find(cell) if isinstance(cell, str) and cell[:1].isalnum() else None
    return known is not None and known.word.role == TOPIC


def _is_of_words(cells: Sequence[Cell], index: int) -> bool:
    """Whether words, or years, stand beside one another: one alone stands beside the topics."""
    filled = [cell for cell in cells if cell != ""]
    is_alone = len(filled) == 1 and any(cell != "" for cell in cells[index + 1 :])
    return (len(filled) >= ENOUGH or is_alone) and all(
        plain_year(cell) is not None
        or day_in(cell) is not None
        or (isinstance(cell, str) and any(map(str.isalpha, cell)))
        for cell in filled
    )


def _is_of_a_topic(above: Sequence[Cell], cells: Sequence[Cell], vocabulary: Vocabulary) -> bool:
    """Whether a row tells of a topic, under what only says that figures stand below."""
    at = next((index for index, cell in enumerate(cells) if cell != ""), 0)
    if (
        not cells
        or not is_topic(cells[at], vocabulary)
        or any(cell != "" for cell in above[: at + 1])
    ):
        return False
    return all(is_year_or_value(cell, vocabulary) for cell in above if cell != "")


def _may_be_heading(cell: Cell, vocabulary: Vocabulary) -> bool:
    """Whether a cell may be the lower part of a heading: words or a year, and no place."""
    if cell == "" or plain_year(cell) is not None:
        return True
    if vocabulary.topics and part_in(shown(cell)):
        return True
    has_words = isinstance(cell, str) and (cell[:1].isalpha() or is_topic(cell, vocabulary))
    return has_words and not vocabulary.is_place(cell)


def _head(first: int, last: int, texts: Sequence[str], vocabulary: Vocabulary) -> Head:
    words = tuple(vocabulary.find(text) if text else None for text in texts)
    if vocabulary.long_forms:
        words = places_over(texts, words, vocabulary)
    return Head(first, last, tuple(texts), words)
