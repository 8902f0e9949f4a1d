"""A file as it came, and what somebody said of it, made the table that a kind of file understands.

Nothing is guessed in silence: what is not sure is a question, and what is left out is told. A file
that needs nothing of the kind comes out as it lies.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from typing import Any

from django.utils.translation import gettext as _

from files.spreadsheets import Row, Unreadable
from files.spreadsheets.cpr import refuse_unread_cpr
from files.spreadsheets.grids import Book, Place
from files.spreadsheets.limits import Limits
from files.spreadsheets.sheet import BLOCK, CELLS_OF
from files.spreadsheets.table import (
    refuse_doubles,
    refuse_too_many_columns,
    refuse_too_many_rows,
    tabulate,
)
from files.spreadsheets.unread import refuse_without_result
from imports.arranging.apart import which_table
from imports.arranging.arranged_sheet import ArrangedSheet, Origin
from imports.arranging.cells_told import CellsTold
from imports.arranging.columns import read_columns
from imports.arranging.filling import fill_down
from imports.arranging.joining import JoinedTable, join
from imports.arranging.legends import Legend, legend_of, with_legend
from imports.arranging.persons import (
    refuse_persons,
    refuse_persons_beside,
    tells_of_persons,
    without_persons,
)
from imports.arranging.questions import Arranged, Choice, FileQuestion, LeftOut
from imports.arranging.reading import read_as
from imports.arranging.repeated import without_parts
from imports.arranging.sheets import tables_in
from imports.arranging.table_read import ReadColumns
from imports.arranging.tables import Table
from imports.arranging.timed import with_times
from imports.arranging.unfolding import unfold
from imports.arranging.words import ABOUT, NUMBER, Vocabulary

#: So many rows are shown as they stand.
SHOWN = 12
#: Above headings that nobody knows stand so many titles at most; and so many headings are a row.
MOST_TITLES, ENOUGH_HEADINGS = 20, 3


def arrange(
    book: Book, vocabulary: Vocabulary, answers: Mapping[str, str], *, limits: Limits | None = None
) -> ArrangedSheet:
    """The file as a sheet with headings we know. Raises `Unreadable`.

    Its `arranged.sheet` is None as long as somebody has to say first where its table is.
    """
    limits = limits or Limits.from_settings()
    if not vocabulary.is_of_persons:
        refuse_persons(book)
    legend = legend_of(book, vocabulary)
    vocabulary = with_legend(vocabulary, legend)
    found = tables_in(book, vocabulary, answers)
    if not found.tables and not found.questions:
        return _as_it_lies(book, limits)
    refuse_persons_beside(book, found)
    facts = _facts(book)
    if not found.tables:
        arranged = Arranged(None, _names(book), 0, (), questions=found.questions, answers=answers)
        return ArrangedSheet(
            **facts, sheet_name="", header_row=0, headers=(), rows=[], arranged=arranged
        )
    return _made_of(book, found.tables, found.questions, vocabulary, answers, facts, limits, legend)


def _made_of(
    book: Book,
    tables: Sequence[Table],
    asked: Sequence[FileQuestion],
    vocabulary: Vocabulary,
    answers: Mapping[str, str],
    facts: Mapping[str, Any],
    limits: Limits,
    legend: Legend,
) -> ArrangedSheet:
    first = tables[0]
    questions = [*asked, *_of_hidden_rows(tables), *fill_down(tables, answers)]
    questions += which_table(first, vocabulary) if len(tables) == 1 else ()
    columns = read_columns(first, vocabulary, answers, others=tables[1:], file=book.name)
    questions += columns.questions
    joined = join(tables, columns, vocabulary)
    joined, of_parts = without_parts(joined, columns, tables, vocabulary, answers)
    questions += of_parts
    numbered = {
        joined.headers[index]
        for index, word in enumerate(columns.words)
        if word and word.role == NUMBER
    }
    of_file = (first.grid.name, book.name) if len(tables) == 1 else ()
    titles = (*first.titles, *of_file)
    joined, of_years = unfold(joined, columns, vocabulary, answers, titles=titles)
    questions += of_years
    joined, of_times = with_times(joined, vocabulary)
    headers, rows = joined.headers, joined.rows
    if len(headers) > limits.columns:
        refuse_too_many_columns(limits)
    if len(rows) > limits.rows:
        refuse_too_many_rows(limits)
    if not rows:
        raise Unreadable(_("The file has headings but no rows under them."))
    refuse_doubles(first.head.last_row, headers)
    _refuse_uncalculated(tables)
    coloured = _coloured(tables, joined)
    rows, abbreviated = legend.spelled_out(rows, frozenset(_about(headers, vocabulary)))
    told = vocabulary.cells(headers, rows, answers, coloured)
    questions += told.questions
    rows, originals = read_as(rows, told)
    left_out = tuple(
        replace(one, sheet=one.sheet or ("" if at == 0 else table.grid.name))
        for at, table in enumerate(tables)
        for one in table.left_out
    )
    sheet = ArrangedSheet(
        **facts,
        sheet_name=first.grid.name,
        header_row=first.head.last_row,
        headers=headers,
        rows=rows,
        coloured=_still_coloured(coloured, told),
        originals={**of_times, **originals, **abbreviated},
        origins=joined.origins,
        numbers=frozenset(index for index, one in enumerate(headers) if one in numbered),
    )
    aside = (row.cells for table in tables for row in table.aside)
    book.refuse_cpr_outside(chain((headers,), map(CELLS_OF, rows), aside))
    shape = _shape_of(tables, columns, questions, left_out, answers)
    return replace(sheet, arranged=replace(shape, sheet=sheet, sheets=_names(book)))


def _about(headers: Sequence[str], vocabulary: Vocabulary) -> Iterator[int]:
    """The columns that say what rows are about."""
    for index, heading in enumerate(headers):
        known = vocabulary.find(heading)
        if known and known.word.role in ABOUT:
            yield index


def _shape_of(
    tables: Sequence[Table],
    columns: ReadColumns,
    questions: Sequence[FileQuestion],
    left_out: tuple[LeftOut, ...],
    answers: Mapping[str, str],
) -> Arranged:
    first = tables[0]
    taken = {one.id for one in questions} | {id_ for id_ in answers if id_.startswith("row:")}
    top = (Row(first.head.last_row, first.headers), *first.rows[:SHOWN])
    return Arranged(
        None,
        (),
        first.head.last_row,
        tuple(replace(one, samples=without_persons(one.samples)) for one in columns.read),
        left_out,
        frozenset(first.filled),
        tuple(one for one in questions if not tells_of_persons(one)),
        {id_: said for id_, said in answers.items() if id_ in taken or id_.startswith("cell")},
        top,
    )


def _as_it_lies(book: Book, limits: Limits) -> ArrangedSheet:
    """The first sheet that is shown as a table from its first row on, or below its titles."""
    grid = next((one for one in book.grids if one.records and not one.is_hidden), None)
    if grid is None:
        raise Unreadable(_("The file has no visible sheet with content."))
    records = ((number, [*cells]) for number, cells in _below_titles(grid.records))
    facts = tabulate(records, limits=limits)
    refuse_without_result(grid.without_result, facts["headers"])
    refuse_unread_cpr((*facts["headers"], grid.name), row=facts["header_row"])
    book.refuse_cpr_outside((facts["headers"], *(row.cells for row in facts["rows"])))
    return ArrangedSheet(**_facts(book), sheet_name=grid.name, coloured=grid.coloured, **facts)


def _below_titles(records: Sequence[Row]) -> Sequence[Row]:
    """Without the rows of a single cell at the top, where a row of headings follows them.

    No heading of it is known, so nothing of it is read before somebody has said what it is.
    """
    filled = [sum(cell != "" for cell in cells) for _number, cells in records[:MOST_TITLES]]
    titles = next((at for at, count in enumerate(filled) if count > 1), 0)
    return records[titles:] if titles and filled[titles] >= ENOUGH_HEADINGS else records


def _facts(book: Book) -> dict[str, Any]:
    """What a sheet tells of its file."""
    return {
        "name": book.name,
        "size": book.size,
        "sha256": book.sha256,
        "kind": book.kind,
        "encoding": book.encoding,
        "separator": book.separator,
    }


def _of_hidden_rows(tables: Sequence[Table]) -> Sequence[FileQuestion]:
    """Whether rows that the spreadsheet does not show are to be read."""
    count = sum(len(table.hidden) for table in tables)
    if not count:
        return ()
    text = _("Rows are hidden or filtered away in the spreadsheet: %(count)s. Are they to be read?")
    choices = (
        Choice("leave", _("No, leave them out")),
        Choice("keep", _("Yes, read them too")),
    )
    cells = tuple(str(number) for table in tables for number in table.hidden[:10])
    return (
        FileQuestion(
            "hidden", "header", text % {"count": count}, choices, count=count, cells=cells
        ),
    )


def _refuse_uncalculated(tables: Sequence[Table]) -> None:
    """Formulas without a result stand in no row that is read."""
    for table in tables:
        if places := table.grid.without_result:
            read = {row.number for row in table.rows}
            missing = [place for place in places if place[0] in read]
            refuse_without_result(missing, table.headers)


def _coloured(tables: Sequence[Table], joined: JoinedTable) -> Mapping[Place, str]:
    """What colours say in the rows that are read, by where they stand in the joined table."""
    if not any(table.grid.coloured for table in tables):
        return {}
    read = {row.number for row in joined.rows}
    origins = joined.origins or (Origin("", tuple(range(len(joined.headers)))),)
    of_each = len(origins) // len(tables)  # a table has a block, or one for each of its years
    return {
        (block * BLOCK + number, index): colour
        for block, origin in enumerate(origins)
        for (number, column), colour in tables[block // of_each].grid.coloured.items()
        for index, place in enumerate(origin.columns)
        if place == column and block * BLOCK + number in read
    }


def _still_coloured(coloured: Mapping[Place, str], told: CellsTold) -> Mapping[Place, str]:
    """Cells whose colour says something that nobody has said yet."""
    said = told.places.keys() | told.without_meaning
    return {place: one for place, one in coloured.items() if place not in said}


def _names(book: Book) -> tuple[str, ...]:
    return tuple(grid.name for grid in book.grids)
