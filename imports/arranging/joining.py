"""Tables that go on with one another as one table, and what no column but the sheet says."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from files.spreadsheets import Cell, Row
from files.spreadsheets.danish_values import fold
from files.spreadsheets.sheet import BLOCK, column_letters
from imports.arranging.arranged_sheet import Origin
from imports.arranging.parts import Said
from imports.arranging.table_read import ReadColumns
from imports.arranging.tables import Table
from imports.arranging.words import KnownWord, Vocabulary

#: Over the name of the sheet that a row stood on, where several are read: kept with the row.
SHEET = "Ark"


@dataclass(frozen=True, slots=True)
class JoinedTable:
    """One table. origins: where each block of row numbers comes from; () where it is the file's."""

    headers: tuple[str, ...]
    rows: list[Row]
    origins: tuple[Origin, ...] = ()


def join(tables: Sequence[Table], columns: ReadColumns, vocabulary: Vocabulary) -> JoinedTable:
    """The tables beneath one another, with headings we know, and a column for what sheets say."""
    first = tables[0]
    headers = tuple(
        text if index in columns.years else columns.texts.get(index, text)
        for index, text in enumerate(first.headers)
    )
    headers = tuple(_told_apart(headers, columns, vocabulary))
    headers += tuple(word.heading for word in columns.constants)
    own = _columns_of(first)
    if len(tables) == 1:
        places = (*own, *(-1 for _one in columns.constants))
        is_turned = first.grid.is_turned
        told = (Origin("", places, is_turned),) if first.made or is_turned else ()
        return JoinedTable(headers, _with_constants(first.rows, columns, 0), told)
    names = tuple(map(_called, tables))
    columns.constants[KnownWord(SHEET, "sheet", SHEET)] = names
    headers += (SHEET,)
    rows = _with_constants(first.rows, columns, 0)
    unsaid = (-1,) * len(columns.constants)
    origins = [Origin("", (*own, *unsaid), first.grid.is_turned)]
    for at, table in enumerate(tables[1:], start=1):
        places = _places(table, first, columns, vocabulary)
        theirs = _columns_of(table)
        at_home = (theirs[place] if place >= 0 else -1 for place in places)
        origins.append(Origin(table.grid.name, (*at_home, *unsaid), table.grid.is_turned))
        rows += _with_constants([*_moved(table.rows, places, at)], columns, at)
    return JoinedTable(headers, rows, tuple(origins))


def _called(table: Table) -> str:
    """The sheet of a table, or what stands over it where a sheet has several."""
    return ", ".join(table.grid.labels) or table.grid.name


def _told_apart(
    headers: Sequence[str], columns: ReadColumns, vocabulary: Vocabulary
) -> Iterator[str]:
    """Headings of which nothing is read stand twice as they like: their letters tell them apart."""
    times = Counter(map(fold, headers))
    same = {
        name: [one for one in headers if fold(one) == name] for name in times if times[name] > 1
    }
    for index, text in enumerate(headers):
        is_read = columns.words[index] or index in columns.years or index in columns.says
        is_share = "%" in text and any("%" not in one for one in same.get(fold(text), ()))
        if times[fold(text)] == 1 or is_read or (vocabulary.find(text) and not is_share):
            yield text
        else:
            yield f"{text} ({column_letters(index)})"


def _columns_of(table: Table) -> tuple[int, ...]:
    """For each column of a table, the column of the file that says it."""
    return (*range(len(table.headers) - len(table.made)), *table.made)


def _moved(rows: Sequence[Row], places: Sequence[int], at: int) -> Iterator[Row]:
    """Rows of another sheet, in its block, with their cells where the first has them."""
    for row in rows:
        cells = tuple(row.cells[place] if place >= 0 else "" for place in places)
        yield Row(row.number + at * BLOCK, cells)


def _with_constants(rows: list[Row], columns: ReadColumns, at: int) -> list[Row]:
    more: tuple[Cell, ...] = tuple(said[at] for said in columns.constants.values())
    return [Row(row.number, row.cells + more) for row in rows] if more else list(rows)


def _places(
    table: Table, first: Table, columns: ReadColumns, vocabulary: Vocabulary
) -> tuple[int, ...]:
    """For each column of the first table, where another has the same; -1 where it has none."""
    own: dict[str, int] = {}
    for index, (text, known) in enumerate(zip(table.headers, table.head.words, strict=True)):
        own.setdefault(
            _key(text, known.word, known.year, known.says) if known else _key(text, None), index
        )
    # what somebody said of a column holds for that of the same heading on the other sheets
    called = {fold(text): index for index, text in reversed([*enumerate(table.headers)])}
    return tuple(
        own.get(
            _key(text, word, columns.years.get(index), columns.says.get(index, ())),
            own.get(_key(text, None), called.get(fold(text), -1)),
        )
        for index, (text, word) in enumerate(zip(first.headers, columns.words, strict=True))
    )


def _key(
    text: str, word: KnownWord | None, year: int | None = None, says: tuple[Said, ...] = ()
) -> str:
    return f"{fold(word.heading if word else text)} {year or ''} {says or ''}"
