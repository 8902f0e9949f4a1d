"""Rows that are about the same, and differ by a column of which nothing is read.

Groups of staff, kinds of absence: each row is about a part of what is kept as one figure.
Which of the parts is meant is asked, so that none takes another's place in silence.
"""

from collections import Counter
from collections.abc import Collection, Container, Iterable, Mapping, Sequence
from dataclasses import replace

from django.utils.translation import gettext as _

from files.spreadsheets import Cell, Row, Unreadable
from files.spreadsheets.danish_values import fold, shown
from files.spreadsheets.sheet import BLOCK, column_of
from imports.arranging.joining import SHEET, JoinedTable
from imports.arranging.persons import of_one_person
from imports.arranging.questions import Choice, FileQuestion
from imports.arranging.table_read import ReadColumns
from imports.arranging.tables import Table
from imports.arranging.words import ABOUT, GROUP, OTHER, VALUE, Vocabulary

#: So many parts may be chosen among; and so many rows about the same are what single persons say.
MOST_PARTS, OF_PERSONS = 16, 3


def without_parts(
    joined: JoinedTable,
    columns: ReadColumns,
    tables: Sequence[Table],
    vocabulary: Vocabulary,
    answers: Mapping[str, str],
) -> tuple[JoinedTable, list[FileQuestion]]:
    """The rows of the parts that are meant, and what is asked. Raises `Unreadable`."""
    if not vocabulary.long_forms:
        return joined, []
    questions: list[FileQuestion] = []
    read = columns
    columns = _without_unread(joined, columns, vocabulary)
    if columns.words != read.words and len(tables) == 1:
        joined = _with_wholes(joined, tables[0])
    while (found := _column_of_parts(joined, columns)) is not None:
        question, index = found
        questions.append(question)
        said = answers.get(question.id, "")
        if said not in [choice.value for choice in question.choices]:
            break
        parts = {row.number for row in joined.rows if shown(row.cells[index]) != said}
        joined = _without(parts, joined, tables)
    return joined, questions


def _without_unread(
    joined: JoinedTable, columns: ReadColumns, vocabulary: Vocabulary
) -> ReadColumns:
    """What the columns are, without that of rooms where the file's layout knows none."""
    unread = vocabulary.unread(joined.headers)
    pairs = zip(joined.headers, columns.words, strict=False)
    words = [
        None if word and word.meaning == GROUP and fold(text) in unread else word
        for text, word in pairs
    ]
    return replace(columns, words=words)


def _with_wholes(joined: JoinedTable, table: Table) -> JoinedTable:
    """With the rows that add up the parts of a place, where no part is kept by itself."""
    if not table.wholes or not joined.rows:
        return joined
    constants = joined.rows[0].cells[len(table.head.headers) :]
    wholes = [Row(row.number, row.cells + constants) for row in table.wholes]
    numbers = {row.number for row in wholes}
    table.left_out = [one for one in table.left_out if one.row not in numbers]
    return replace(joined, rows=sorted([*joined.rows, *wholes], key=lambda row: row.number))


def _without(parts: Container[int], joined: JoinedTable, tables: Sequence[Table]) -> JoinedTable:
    """Without these rows, of which each table tells that they are left out."""
    for row in joined.rows:
        if row.number in parts:
            block, number = divmod(row.number, BLOCK)
            tables[block].leave_out("part", number, row.cells)
    return replace(joined, rows=[row for row in joined.rows if row.number not in parts])


def _column_of_parts(joined: JoinedTable, columns: ReadColumns) -> tuple[FileQuestion, int] | None:
    """The column nobody reads that tells rows about the same apart, and a question about it."""
    unread = [index for index in range(len(joined.headers)) if not _is_read(index, joined, columns)]
    told = _keys(joined, columns) if unread else []
    if len(set(told)) == len(told):
        return None  # as in most files: everything is read, or nothing is told twice
    keys = {row.number: key for row, key in zip(joined.rows, told, strict=True)}
    again = _told_again(joined.rows, told)
    if len({row.cells for row in again}) < len(again):
        return None  # the same row twice says nothing new
    each = {index: {*map(shown, column_of(again, index))} for index in unread}
    different = {index: texts for index, texts in each.items() if "" not in texts}
    if parts := _columns_telling_parts(different, again, keys):
        index = min(parts, key=lambda one: len(different[one]))
        choices = _of_all(index, again, keys) or dict.fromkeys(column_of(again, index))
        return _question(joined.headers[index], choices, len(again)), index
    _refuse_persons(again, different, len({keys[row.number] for row in again}))
    return None


def _told_again(rows: Sequence[Row], told: Sequence[tuple[Cell, ...]]) -> list[Row]:
    """The rows about something that others are about, too."""
    times = Counter(told)
    return [row for row, key in zip(rows, told, strict=True) if times[key] > 1]


def _keys(joined: JoinedTable, columns: ReadColumns) -> list[tuple[Cell, ...]]:
    """What each row is about."""
    words = [*columns.words, *columns.constants]
    about = [
        index
        for index, word in enumerate(words)
        if word is not None
        and (word.role in ABOUT or (word.role == OTHER and word.meaning != VALUE))
        and index not in columns.says
        and (joined.headers[index] != SHEET or _have_their_own(joined, columns))
    ]
    return [*zip(*(column_of(joined.rows, index) for index in about), strict=True)]


def _have_their_own(joined: JoinedTable, columns: ReadColumns) -> bool:
    """Whether a table has columns that another lacks: its rows are about the same, and say more."""
    count = len(columns.words)
    return any(-1 in origin.columns[:count] for origin in joined.origins)


def _is_read(index: int, joined: JoinedTable, columns: ReadColumns) -> bool:
    """Whether a column says something: the sheet's name does not, where it tells no more."""
    if joined.headers[index] == SHEET:
        return False
    if index >= len(columns.words):
        return True
    is_told = index in columns.years or index in columns.says
    return is_told or columns.words[index] is not None


def _tells_apart(index: int, again: Sequence[Row], keys: Mapping[int, tuple[Cell, ...]]) -> bool:
    """Whether what stands in a column stands at several of those that rows are about."""
    pairs = {(keys[row.number], shown(row.cells[index])) for row in again}
    each = Counter(text for _key, text in pairs)
    many = len({key for key, _text in pairs})
    return len(pairs) > many and (many == 1 or all(count > 1 for count in each.values()))


def _of_all(index: int, again: Sequence[Row], keys: Mapping[int, tuple[Cell, ...]]) -> list[Cell]:
    """What stands once at each of those that rows are about, where others do not: the whole."""
    places = {keys[row.number] for row in again}
    pairs = {(keys[row.number], row.cells[index]) for row in again}
    times = Counter(cell for _key, cell in pairs)
    whole = [cell for cell, count in times.items() if count == len(places)]
    is_once = len(places) > 1 and len(pairs) == len(again)
    return whole if is_once and len(whole) < len(times) else []


def _columns_telling_parts(
    told: Mapping[int, set[str]], again: Sequence[Row], keys: Mapping[int, tuple[Cell, ...]]
) -> list[int]:
    """Of columns and what stands in them those that may tell of which part a row is."""
    return [
        index
        for index, texts in told.items()
        if _may_be_parts(texts)
        and (_tells_apart(index, again, keys) or _of_all(index, again, keys))
    ]


def _may_be_parts(texts: Collection[str]) -> bool:
    """Whether texts are so few as parts are, and no numbers."""
    return 1 < len(texts) <= MOST_PARTS and any(map(_has_letters, texts))


def _has_letters(text: str) -> bool:
    return any(map(str.isalpha, text))


def _question(heading: str, cells: Iterable[Cell], count: int) -> FileQuestion:
    texts = [*dict.fromkeys(map(shown, cells))]
    return FileQuestion(
        f"part:{heading}",
        "header",
        _("Several rows are about the same, and differ by “%(heading)s”. Which are to be read?")
        % {"heading": heading},
        tuple(Choice(text, text) for text in texts),
        count=count,
        because=_("One figure is kept of each. Is the whole not among them, make a row of it."),
    )


def _refuse_persons(again: Sequence[Row], told: Mapping[int, set[str]], places: int) -> None:
    """Raise `Unreadable` for rows that are each what one person answered."""
    is_numbered = any(len(texts) == len(again) for texts in told.values())
    if is_numbered and len(again) >= OF_PERSONS * places:
        raise Unreadable(of_one_person())
