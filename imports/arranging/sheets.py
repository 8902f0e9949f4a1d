"""Which sheets of a file are read: the one with a table, or several that go on; else we ask."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from files.spreadsheets.danish_values import fold
from files.spreadsheets.grids import Book, Grid
from imports.arranging.aside import TOTAL
from imports.arranging.heads import nameless
from imports.arranging.labelled import named_by_labels, tell_other_topics, widened, with_parts_alike
from imports.arranging.pieces import pieces_of
from imports.arranging.questions import Choice, FileQuestion, LeftOut, reason_of
from imports.arranging.tables import Table, table_on
from imports.arranging.turned import turned_table
from imports.arranging.words import NAME, NUMBER, PLACE, TOPIC, VALUE, KnownWord, Vocabulary

#: A sheet that is called so may be what another sheet was before.
OLD = re.compile(r"\b(?:gl|gammel|gamle|kopi|kladde|backup|udkast|arkiv|old|copy)\b", re.IGNORECASE)
#: How much of the headings of two sheets must agree for one to be more of the other.
ALIKE = 0.8
ALL = "*"
#: What the columns of a list of places are.
PLACES = frozenset({NUMBER, NAME, PLACE})
#: What is said beside them on a sheet that has nothing else.
COMMENT = re.compile(r"\s*(?:kommentar|bemærkning)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class FoundTables:
    """The tables that are read, the first of them first; and what is asked of the sheets.

    others: those that may be meant as well.
    """

    tables: tuple[Table, ...]
    questions: tuple[FileQuestion, ...] = ()
    others: tuple[Table, ...] = ()


def tables_in(book: Book, vocabulary: Vocabulary, answers: Mapping[str, str]) -> FoundTables:
    """The tables of a file, or a question which of them are meant."""
    tables = [table for grid in book.grids for table in _tables_on(grid, vocabulary, answers)]
    tables = with_parts_alike(named_by_labels(tables, vocabulary), vocabulary)
    found = [table for table in tables if table.rows or table.hidden]
    shown = _without_lists([one for one in found if not one.grid.is_hidden], vocabulary)
    shown = _without_the_whole(shown, vocabulary)
    if len(shown) == 1 or not found:
        return FoundTables(tuple(shown))
    alike = bool(shown) and _go_on(shown)
    if alike and not any(OLD.search(one.grid.name) for one in shown):
        return FoundTables(tuple(widened(shown)))
    return _asked_of(shown or found, answers, may_all=alike or not shown)


def _tables_on(grid: Grid, vocabulary: Vocabulary, answers: Mapping[str, str]) -> Sequence[Table]:
    """The tables of a sheet: several where they go on with one another, else the one."""
    pieces = pieces_of(grid, vocabulary)
    if len(pieces) > 1:
        tables = [table_on(one, vocabulary, answers) for one in pieces]
        found = [table for table in tables if table and table.rows]
        if len(found) == len(pieces) and _go_on(named_by_labels(found, vocabulary)):
            return found
    table = table_on(grid, vocabulary, answers)
    table = turned_table(grid, table, vocabulary, answers) or table
    return [table] if table else []


def _go_on(tables: Sequence[Table]) -> bool:
    """Whether tables are about the same, each with more rows, or with other topics."""
    first, *others = tables
    if all(_goes_on(first, one) for one in others):
        return True
    is_told = all(map(_is_labelled, tables)) or _have_topics(tables)
    return is_told and tell_other_topics(tables)


def _have_topics(tables: Sequence[Table]) -> bool:
    """Whether tables of one sheet have topics beside one another, each with a line over it."""
    return len({one.grid.name for one in tables}) == 1 and all(
        one.grid.labels and any(word and word.word.role == TOPIC for word in one.head.words)
        for one in tables
    )


def _is_labelled(table: Table) -> bool:
    """Whether each of its figures says what it is of: a topic over it, or a part beside it."""
    return table.is_labelled or any(one and one.says for one in table.head.words)


def _asked_of(tables: Sequence[Table], answers: Mapping[str, str], *, may_all: bool) -> FoundTables:
    """Those that somebody has chosen, and the question."""
    question = _which(tables, may_all=may_all)
    said = answers.get("sheet", "")
    if said == ALL and may_all:
        return FoundTables(tuple(tables), (question,))
    chosen = tuple(widened([one for one in tables if one.grid.name == said]))
    others = tuple(one for one in tables if one not in chosen)
    return FoundTables(chosen, (question,), others)


def _without_lists(tables: list[Table], vocabulary: Vocabulary) -> list[Table]:
    """Sheets that only list places or topics go where another tells more, as in our templates."""
    if len(tables) < 2:
        return tables
    telling = [one for one in tables if not _lists_places(one)] or tables
    return [one for one in telling if _has_places(one, vocabulary)] or telling


def _without_the_whole(tables: list[Table], vocabulary: Vocabulary) -> list[Table]:
    """The sheets of one place each, without one that says what all of them are together."""
    of_places = [one for one in tables if _is_of_a_place(one, vocabulary)]
    others = [one for one in tables if one not in of_places]
    is_whole = len(of_places) > 1 and all(TOTAL.fullmatch(one.grid.name.strip()) for one in others)
    if not is_whole:
        return tables
    for one in others:
        reason, row = reason_of("total"), one.head.last_row
        of_places[0].left_out.append(LeftOut(row, "total", one.grid.name, reason, one.grid.name))
    return of_places


def _is_of_a_place(table: Table, vocabulary: Vocabulary) -> bool:
    return vocabulary.place_told(table.grid.name) != ""


def _has_places(table: Table, vocabulary: Vocabulary) -> bool:
    """Whether a heading or a cell names a place, or a cluster where those are told."""
    if any(word and word.word.role in PLACES for word in table.head.words):
        return True
    cells = {cell for row in table.rows for cell in row.cells}
    wholes = vocabulary.wholes
    if wholes and any(fold(one) in wholes for one in cells if isinstance(one, str)):
        return True
    return any(map(vocabulary.names_a_place, cells))


def _lists_places(table: Table) -> bool:
    pairs = zip(table.head.headers, table.head.words, strict=True)
    return all(
        COMMENT.match(text) or (word is not None and word.word.role in PLACES)
        for text, word in pairs
        if text
    )


def _which(tables: Sequence[Table], *, may_all: bool) -> FileQuestion:
    names = dict.fromkeys(one.grid.name for one in tables)
    choices = [Choice(one, _("The sheet “%(sheet)s”") % {"sheet": one}) for one in names]
    if may_all and len(tables) > 1:
        choices.insert(0, Choice(ALL, _("All of them together")))
    because = "" if may_all else _("Read the file once more afterwards for what the others hold.")
    if tables[0].grid.is_hidden:
        because = _("The only sheets with a table are hidden.")
    return FileQuestion(
        "sheet", "sheet", _("Which sheet is to be read?"), tuple(choices), because=because
    )


def _goes_on(first: Table, other: Table) -> bool:
    """Whether two sheets have the same headings, and all that is understood on the other."""
    ours, theirs = _keys(first), _keys(other)
    if len(ours) == len(theirs) and all(
        a == b or not (a and b) for a, b in zip(ours, theirs, strict=True)
    ):
        return True
    if _has_rooms(first) and _has_rooms(other) and _about_rooms(first) == _about_rooms(other):
        return True
    own, known = {*ours} - {""}, {word.word.heading for word in other.head.words if word}
    there = {*theirs} - {""}
    return known <= own and len(own & there) >= ALIKE * max(len(own), len(there))


def _has_rooms(table: Table) -> bool:
    """Whether parts of one place stand across, each table with its own."""
    return any(one and one.says and one.word.meaning == VALUE for one in table.head.words)


def _about_rooms(table: Table) -> tuple[set[str], set[KnownWord]]:
    """What a table with parts across says besides: its columns, and the lines above it."""
    words = (one for one in table.head.words if one and not one.says)
    return {one.word.heading for one in words}, {*table.told}


def _keys(table: Table) -> list[str]:
    """What each column says; "" for one without a heading of its own."""
    pairs = zip(table.head.headers, table.head.words, strict=True)
    return [
        word.word.heading if word else "" if text.startswith(nameless(at)) else fold(text)
        for at, (text, word) in enumerate(pairs)
    ]
