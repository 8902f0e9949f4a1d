"""The table on a sheet: where its headings stand, which rows are its own, what is left out."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from sys import maxsize

from files.spreadsheets import Cell, Row
from files.spreadsheets.danish_values import fold, shown
from files.spreadsheets.grids import Grid, Place
from files.spreadsheets.sheet import CELLS_OF, NUMBER_OF
from imports.arranging.across import told_across
from imports.arranging.aside import (
    AVERAGE,
    is_page_head,
    rooms_of,
    what_stands_aside,
    wholes_of_parts,
)
from imports.arranging.cell_kinds import has_digits
from imports.arranging.crosses import crossed
from imports.arranging.crosses_below import crossed_below
from imports.arranging.gathering import gathered
from imports.arranging.heading_rows import is_topic
from imports.arranging.heads import Head, head_of
from imports.arranging.labels import topic_told
from imports.arranging.merged import filled_down
from imports.arranging.places_below import with_places
from imports.arranging.questions import LeftOut, reason_of
from imports.arranging.sections import Sections, numbers_before_names, parts_behind_names
from imports.arranging.told_above import told_in, told_over
from imports.arranging.topics_below import told_below
from imports.arranging.words import (
    ACROSS,
    NAME,
    NUMBER,
    KnownWord,
    Vocabulary,
)

IN_BRACKETS = re.compile(r"\s*[(\[][^()\[\]]*[)\]]\s*")


@dataclass(slots=True)
class Table:
    """A table as it was found. filled: places that say what a merged cell above says.

    titles: what stands above the headings. aside: all rows that are left out, with their cells.
    hidden: rows that are not shown in the spreadsheet. told: what lines above the headings say,
    as “Dato: 11-02-2026” does. made: for columns that the file has not, at the end, the column
    that says the same; -1 for a line between the rows. is_labelled: whether what stands over it
    says what its figures are. wholes: rows that add up the parts of
    one place and are left out, with the place they are about.
    """

    grid: Grid
    head: Head
    rows: list[Row]
    titles: tuple[str, ...] = ()
    left_out: list[LeftOut] = field(default_factory=list)
    aside: list[Row] = field(default_factory=list)
    filled: set[Place] = field(default_factory=set)
    hidden: tuple[int, ...] = ()
    told: dict[KnownWord, tuple[str, Cell]] = field(default_factory=dict)
    made: tuple[int, ...] = ()
    is_labelled: bool = False
    wholes: list[Row] = field(default_factory=list)

    @property
    def numbers(self) -> list[int]:
        """The columns of places' own numbers."""
        words = enumerate(self.head.words)
        return [index for index, one in words if one and one.word.role == NUMBER]

    def leave_out(self, why: str, number: int, cells: Sequence[Cell]) -> None:
        """Tell of a row that is none of the table's."""
        text = " · ".join(_texts(cells))[:200]
        self.left_out.append(LeftOut(number, why, text, reason_of(why)))
        self.aside.append(Row(number, tuple(cells)))

    @property
    def headers(self) -> tuple[str, ...]:
        return self.head.headers


def table_on(grid: Grid, vocabulary: Vocabulary, answers: Mapping[str, str]) -> Table | None:
    """The table on a sheet; None where no row holds headings that are understood."""
    head = head_of(grid, vocabulary, answers)
    if head is None:
        return None
    above = grid.records[: bisect_left(grid.records, head.first_row, key=NUMBER_OF)]
    titles = (*(" ".join(_texts(cells)) for _number, cells in above), *grid.labels)
    below = grid.records[bisect_right(grid.records, head.last_row, key=NUMBER_OF) :]
    table = Table(grid, head, [], titles)
    for number, cells in above:
        table.leave_out("title", number, cells)
        table.told |= told_in(cells, vocabulary)
    for label in grid.labels:
        table.told |= told_over(label, vocabulary)
    width = max(map(len, map(CELLS_OF, below)), default=0)
    table.head = head.reaching_over(width)
    table.head = with_places(table.head, below, vocabulary)
    records, table.filled = filled_down(below, grid, head.last_row)
    reader = _Rows(table, vocabulary, answers)
    if line := _line_over(head, grid.records):
        reader.sections.line(*line)
    table.rows = reader.of(records)
    table.wholes = [*wholes_of_parts(head, table.rows, table.aside)]
    table.head, table.rows, table.made = reader.sections.made_columns(table.head, table.rows)
    for apart in (numbers_before_names, parts_behind_names):
        if split := apart(table.head, table.rows, vocabulary):
            table.head, table.rows, column = split
            table.made += (column,)
    table.rows = crossed_below(table.head, table.rows, vocabulary)
    told = {*reader.sections.numbers}
    table.left_out = [one for one in table.left_out if one.row not in told]
    table.head, table.rows, made = told_below(table.head, table.rows, vocabulary)
    table.made += made
    topic = topic_told(titles, vocabulary) if vocabulary.topics else None
    _leave_asides(table, vocabulary)
    table.head, table.rows = told_across(table.head, table.rows, vocabulary, topic)
    for made_of in (gathered, crossed):
        table.head, table.rows, made = made_of(table.head, table.rows, vocabulary)
        table.made += made
    return table


def _line_over(head: Head, records: Sequence[Row]) -> Row | None:
    """The line above headings that come again further down, each time under a line of its own."""
    at = bisect_left(records, head.last_row, key=NUMBER_OF)
    own = [*_texts(records[at].cells)]
    is_again = any([*_texts(cells)] == own for _number, cells in records[at + 1 :])
    return records[at - 1] if at and is_again else None


def _leave_asides(table: Table, vocabulary: Vocabulary) -> None:
    """Leave rows out that tell of places across what nothing is read of: how many answered."""
    across = {at for at, one in enumerate(table.head.words) if one and one.word.role == ACROSS}
    if not across:
        return
    kept: list[Row] = []
    for row in table.rows:
        label = next((cell for at, cell in enumerate(row.cells) if at not in across and cell), "")
        if isinstance(label, str) and fold(label) in vocabulary.asides:
            table.leave_out("part", row.number, row.cells)
        else:
            kept.append(row)
    table.rows = kept


class _Rows:
    """Goes through the records under the headings, and takes those that are rows."""

    def __init__(self, table: Table, vocabulary: Vocabulary, answers: Mapping[str, str]) -> None:
        self.table, self.vocabulary, self.answers = table, vocabulary, answers
        self.is_topic = cache(lambda text: is_topic(text, vocabulary))
        head = table.head
        self.width = len(head.headers)
        self.headings = {fold(text) for text in head.headers if text}
        self.numbers = table.numbers
        self.names = [i for i, one in enumerate(head.words) if one and one.word.role == NAME]
        self.rooms = rooms_of(head)
        self.sections = Sections(vocabulary, head)
        self.is_over = False
        self.known: set[Cell] = set()
        self.hidden: list[int] = []
        is_answered = any(id_.startswith("row:") for id_ in answers)
        self.takes_plain = not is_answered and not table.grid.hidden_rows
        self.last, self.rows_seen = table.head.last_row, False

    def of(self, records: Sequence[Row]) -> list[Row]:
        """Those about a place that another is about are most, and need no look."""
        at = self.numbers[0] if self.numbers and self.takes_plain else maxsize
        known, taken, sections = self.known, [], self.sections
        for record in records:
            try:
                if record[1][at] in known:
                    taken.append(record)
                    if sections.pending or sections.current:
                        sections.row(record[0])
                    continue
            except IndexError:
                pass  # a short record, or none is to be taken without a look
            self._look(record, taken)
            at = maxsize if self.is_over else at
        self.table.hidden = tuple(self.hidden)
        return [*map(self._padded, taken)] if self._is_ragged(taken) else taken

    def _look(self, record: Row, taken: list[Row]) -> None:
        """Take a record if it is a row, and remember where the rows are."""
        self.rows_seen = bool(taken)
        self.last = max(self.last, taken[-1][0]) if taken else self.last
        if self._is_row(*record):
            taken.append(record)
            self.sections.row(record[0])
        self.last = record[0]

    def _is_ragged(self, rows: Sequence[Row]) -> bool:
        return any(map(self.width.__ne__, map(len, map(CELLS_OF, rows))))

    def _is_row(self, number: int, cells: Sequence[Cell]) -> bool:
        """Whether a record is a row; one that is none is told as left out."""
        asked = self.answers.get(f"row:{number}")
        why = "" if asked == "keep" else self._why_not(number, cells)
        if not why and asked == "leave":
            why = "title"
        if not why and number in self.table.grid.hidden_rows and asked != "keep":
            self.hidden.append(number)
            why = "" if self.answers.get("hidden") == "keep" else "hidden"
        if why:
            self.table.leave_out(why, number, cells)
            if why == "title":
                self.sections.line(number, cells)
        return not why

    def _padded(self, row: Row) -> Row:
        return Row(row.number, row.cells + ("",) * (self.width - len(row.cells)))

    def _why_not(self, number: int, cells: Sequence[Cell]) -> str:
        """Why a record is no row; "" for one that is."""
        if self.is_over:
            return "other_table"
        if of_nobody := self.vocabulary.of_nobody(self.table.headers, cells):
            return of_nobody
        if self.vocabulary.is_row(cells) or self._has_a_number(cells):
            return ""
        texts = [*_texts(cells)]
        folded = [*map(fold, texts)]
        if self._repeats(folded) or is_page_head(texts, self.table.titles):
            return "heading_again"
        named = self._told_in(cells, (*self.numbers, *self.names))
        if (
            why := self._why_not_a_place(texts, named, self._told_in(cells, self.rooms))
        ) is not None:
            return why
        if not self.rows_seen and all(map(IN_BRACKETS.fullmatch, texts)):
            return "note"  # what is meant by the headings above
        if len(texts) > 1 and self.is_topic(texts[0]):
            return ""
        self.is_over = self._begins_another(number, cells, folded)
        return "other_table" if self.is_over else what_stands_aside(texts, named)

    def _why_not_a_place(
        self, texts: Sequence[str], named: Sequence[str], rooms: Sequence[str]
    ) -> str | None:
        """The same by where places and rooms are named; None where that says nothing."""
        if any(map(AVERAGE.match, rooms)):
            return "total"
        if any(map(self.vocabulary.is_place, named)):
            return ""
        if self.vocabulary.wholes.isdisjoint(map(fold, named)):
            return None
        return "total" if len(texts) > 1 else "title"

    @staticmethod
    def _told_in(cells: Sequence[Cell], columns: Iterable[int]) -> list[str]:
        return [shown(cells[i]) for i in columns if i < len(cells)]

    def _has_a_number(self, cells: Sequence[Cell]) -> bool:
        """Whether the number of a place stands in a record; the first such is remembered."""
        told = [cells[i] for i in self.numbers if i < len(cells) and self._is_number(cells[i])]
        first = cells[self.numbers[0]] if told and self.numbers[0] < len(cells) else ""
        if told and self._is_number(first):
            self.known.add(first)
        return bool(told)

    @staticmethod
    def _is_number(cell: Cell) -> bool:
        """Whether a cell may be the number of a place: it has a digit, and is no sentence."""
        return has_digits(cell) and " " not in shown(cell).strip()

    def _repeats(self, folded: Sequence[str]) -> bool:
        return (
            len(folded) > 1 and sum(one in self.headings for one in folded) * 5 >= len(folded) * 4
        )

    def _begins_another(self, number: int, cells: Sequence[Cell], folded: Sequence[str]) -> bool:
        """Whether other headings begin: those we know, or only words below a blank row."""
        is_apart = self.rows_seen and number > self.last + 1
        if is_apart and self.names and 1 < len(folded) <= (self.width - self.names[0]) / 2:
            return True  # as a list of what is meant by the values is
        if is_apart and self.numbers and len(cells) > 1 and not any(map(has_digits, cells)):
            return True
        found = [word for one in folded if (word := self.vocabulary.names.get(one))]
        return len(found) > 1 and any(word.role in (NUMBER, NAME) for word in found)


def _texts(cells: Sequence[Cell]) -> Iterator[str]:
    return (shown(cell) for cell in cells if cell != "")
