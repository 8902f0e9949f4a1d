"""Lines between the rows that say of those below them where they belong: made a column."""

import re
from collections.abc import Sequence
from dataclasses import replace

from files.spreadsheets import Cell, Row
from files.spreadsheets.danish_values import fold, shown
from files.spreadsheets.sheet import column_of
from imports.arranging.heads import Head
from imports.arranging.words import (
    GROUP,
    LIKELY,
    NAME,
    NUMBER,
    TOPIC,
    TWO_IN_ONE,
    VALUE,
    KnownHeading,
    KnownWord,
    Vocabulary,
)

#: “401001 - Birkehuset” and “Birkehuset (401001)”.
NUMBER_AND_NAME = re.compile(
    r"\s*(?P<before>\d{3,})\s*[\s:–-]\s*(?P<name>[^\W\d].*)"
    r"|\s*(?P<called>[^\W\d].*?)[\s,]*[(\[]?\b(?<!\d[./-])(?P<after>\d{3,})[)\]]?"
    r"\s*(?:\((?:tidl|tidligere|før|hed)\b[^()]*\)\s*)?",
    re.IGNORECASE,
)
#: “Område Vest - Klynge Fyrtårnet”, and what is written where a place lies in no inner one.
TWO_LINES = re.compile(r"\s*(?P<outer>(?:område|distrikt)\b.*?)\s+[-–/]\s+(?P<inner>.+?)\s*", re.I)
OF_AN_AREA = re.compile(r"\s*(?:område|distrikt)\b", re.IGNORECASE)
IN_NONE = re.compile(r"\b(?:uden (?:for )?(?:klynge|dagtilbud)|selvejende|privat)", re.IGNORECASE)
#: The lines that a row stands under, from the outer to the inner.
Lines = tuple[str, ...]


class Sections:
    """The lines above each row, as the rows of a sheet are gone through."""

    def __init__(self, vocabulary: Vocabulary, head: Head) -> None:
        there = {one.word.meaning for one in head.words if one}
        told = any(one and one.word.role in (NUMBER, NAME) for one in head.words)
        self.vocabulary = vocabulary
        self.words = [
            word
            for word in vocabulary.sections
            if word.meaning not in there and not (told and word.role in (NUMBER, NAME))
        ]
        self.numbers: list[int] = []
        self.current: list[str] = []
        self.pending: list[str] = []
        self.pending_numbers: list[int] = []
        self.of_rows: dict[int, Lines] = {}
        self.topics = _TopicLines(vocabulary, head)

    def line(self, number: int, cells: Sequence[Cell]) -> None:
        """Keep a line that may say something of the rows below it."""
        texts = [shown(cell).strip() for cell in cells if cell != ""]
        if self.topics.takes(number, texts):
            return
        if self.words and len(texts) == 1 and self._says_something(texts[0]):
            self.pending += self._said(texts[0])
            self.pending_numbers.append(number)

    def _said(self, text: str) -> Lines:
        """What a line says of the rows below it: an outer and an inner place may stand in one."""
        found = TWO_LINES.fullmatch(text) if len(self.words) > 1 else None
        if found is None:
            return (text,)
        return found["outer"], "" if IN_NONE.search(found["inner"]) else found["inner"]

    def _says_something(self, text: str) -> bool:
        if any(word.role in (NUMBER, NAME) for word in self.words):
            return (
                self.vocabulary.place_told(text) != ""
                or fold(text) in self.vocabulary.wholes
                or self.vocabulary.names_a_board(text)
            )
        return any(sign.isalpha() for sign in text)

    def row(self, number: int) -> None:
        """Tell that a row stands here: the lines above it are its own."""
        self.topics.row(number)
        if not self.words:
            return
        if self.pending:
            kept = self.current[: max(0, len(self.current) - len(self.pending))]
            self.current = [*kept, *self.pending]
            self.numbers += self.pending_numbers
            self.pending, self.pending_numbers = [], []
        self.of_rows[number] = tuple(self.current)

    def made_columns(
        self, head: Head, rows: Sequence[Row]
    ) -> tuple[Head, list[Row], tuple[int, ...]]:
        """The headings and rows with a column for each depth; as they were where rows have none."""
        if self.topics.is_told:
            self.numbers += self.topics.numbers
            return self.topics.made_column(head, rows)
        if not self.of_rows:
            return head, [*rows], ()
        depths = {len(self.of_rows.get(row.number, ())) for row in rows}
        depth = depths.pop() if len(depths) == 1 else 0
        words: list[KnownWord] = self.words[-depth:] if depth else []
        if depth == 1 and all(map(OF_AN_AREA.match, {lines[0] for lines in self.of_rows.values()})):
            words = self.words[:1]
        if not words or len(words) < depth:
            self.numbers = []
            return head, [*rows], ()
        known = tuple(KnownHeading(word, LIKELY, word.heading) for word in words)
        headers = (*head.headers, *(word.heading for word in words))
        found = [Row(row.number, (*row.cells, *self.of_rows[row.number])) for row in rows]
        return replace(head, headers=headers, words=(*head.words, *known)), found, (-1,) * depth


class _TopicLines:
    """Lines between the rows that name what the figures below them are, as pivots have them."""

    def __init__(self, vocabulary: Vocabulary, head: Head) -> None:
        self.vocabulary = vocabulary
        meanings = {one.word.meaning for one in head.words if one}
        self.is_looked_for = bool(vocabulary.topics) and VALUE in meanings and TOPIC not in meanings
        self.current = ""
        self.numbers: list[int] = []
        self.of_rows: dict[int, str] = {}

    def takes(self, number: int, texts: Sequence[str]) -> bool:
        """Whether a line names the topic of the rows below it; it is kept then."""
        known = self.vocabulary.find(texts[0]) if self.is_looked_for and len(texts) == 1 else None
        if known is None or not (known.word.role == TOPIC or known.says):
            return False
        self.current = texts[0]
        self.numbers.append(number)
        return True

    def row(self, number: int) -> None:
        if self.current:
            self.of_rows[number] = self.current

    @property
    def is_told(self) -> bool:
        return len({*self.of_rows.values()}) > 1

    def made_column(
        self, head: Head, rows: Sequence[Row]
    ) -> tuple[Head, list[Row], tuple[int, ...]]:
        word = self.vocabulary.names.get(fold("Spørgsmål"))
        heading = word.heading if word else ""
        known = KnownHeading(word, LIKELY, heading) if word else None
        found = [Row(row.number, (*row.cells, self.of_rows.get(row.number, ""))) for row in rows]
        head = replace(head, headers=(*head.headers, heading), words=(*head.words, known))
        return head, found, (-1,)


def parts_behind_names(
    head: Head, rows: Sequence[Row], vocabulary: Vocabulary
) -> tuple[Head, list[Row], int] | None:
    """Parts that stand behind the names of places, made a column: “Solsikken, afd. Rød stue”.

    Only where one place comes with several. And the column that they stood in.
    """
    group = vocabulary.word_meaning(GROUP)
    at = _where_parts_may_be(head, rows, vocabulary) if group else None
    if group is None or at is None:
        return None
    split = {cell: _place_and_part(cell, vocabulary) for cell in {row.cells[at] for row in rows}}
    places = [vocabulary.place_told(place) for place, part in split.values() if part]
    numbers = [vocabulary.places.get(fold(place), place) for place in places]
    if len(numbers) == len(set(numbers)) and not _tells_parts(head.headers[at], vocabulary):
        return None
    found = [
        Row(row.number, (*row.cells[:at], place, *row.cells[at + 1 :], part))
        for row in rows
        for place, part in (split[row.cells[at]],)
    ]
    name = [word for word in vocabulary.names.values() if word.role == NAME][-1]
    known = head.words[at] or KnownHeading(name, LIKELY, name.heading)
    words = (*head.words[:at], known, *head.words[at + 1 :])
    words = (*words, KnownHeading(group, LIKELY, group.heading))
    return replace(head, headers=(*head.headers, group.heading), words=words), found, at


def _tells_parts(heading: str, vocabulary: Vocabulary) -> bool:
    """Whether a heading says that a part stands behind the place: “Hus/stue”."""
    words = (vocabulary.names.get(fold(piece)) for piece in TWO_IN_ONE.split(heading))
    return any(one and one.meaning == GROUP for one in words)


def _where_parts_may_be(head: Head, rows: Sequence[Row], vocabulary: Vocabulary) -> int | None:
    """The column of names, where no other tells the parts; else one of nothing but parts."""
    meanings = {one.word.meaning for one in head.words if one}
    roles = [one.word.role if one else "" for one in head.words]
    if GROUP in meanings or NUMBER in roles:
        return None
    return roles.index(NAME) if NAME in roles else _of_places(rows, vocabulary)


def _of_places(rows: Sequence[Row], vocabulary: Vocabulary) -> int | None:
    """The first column in which nothing but parts of places stand."""
    for index, first in enumerate(rows[0].cells if rows else ()):
        if _is_part(first, vocabulary) and all(
            _is_part(cell, vocabulary) for cell in {*column_of(rows, index)}
        ):
            return index
    return None


def _is_part(cell: Cell, vocabulary: Vocabulary) -> bool:
    return isinstance(cell, str) and vocabulary.part_of_a_place(cell) is not None


def _place_and_part(cell: Cell, vocabulary: Vocabulary) -> tuple[Cell, str]:
    """A place there is and its part; the cell as it is, and "", where it names no such."""
    return vocabulary.part_of_a_place(cell) or (cell, "")


def numbers_before_names(
    head: Head, rows: Sequence[Row], vocabulary: Vocabulary
) -> tuple[Head, list[Row], int] | None:
    """Numbers that stand before the names of new places, made a column; None where they do not.

    And the column that they stood in.
    """
    roles = [one.word.role if one else "" for one in head.words]
    number = vocabulary.word_meaning(NUMBER)
    if number is None or NUMBER in roles or vocabulary.long_forms or not rows:
        return None
    columns = [roles.index(NAME)] if NAME in roles else [*range(len(rows[0].cells))]
    in_each = ((at, _numbered(at, rows)) for at in columns)
    at, found = next((one for one in in_each if one[1]), (-1, []))
    if not found:
        return None
    split = [_split_at(row, at, one) for row, one in zip(rows, found, strict=True)]
    name = [word for word in vocabulary.names.values() if word.role == NAME][-1]
    known = head.words[at] or KnownHeading(name, LIKELY, name.heading)
    headers = (*head.headers, number.heading)
    words = (*head.words[:at], known, *head.words[at + 1 :])
    words = (*words, KnownHeading(number, LIKELY, number.heading))
    return replace(head, headers=headers, words=words), split, at


def _numbered(at: int, rows: Sequence[Row]) -> list[re.Match[str]]:
    """The numbers and names in a column; none where a cell holds no such."""
    found = [NUMBER_AND_NAME.fullmatch(shown(row.cells[at])) for row in rows]
    told = [one for one in found if one]
    return told if len(told) == len(rows) else []


def _split_at(row: Row, at: int, found: re.Match[str]) -> Row:
    """A row with the name alone, and the number at its end."""
    number, name = found["before"] or found["after"], found["name"] or found["called"]
    return Row(row.number, (*row.cells[:at], name, *row.cells[at + 1 :], number))
