"""Months, quarters and weeks, wherever a table says them, beside the year they are of."""

import datetime
from collections.abc import Collection, Iterator, Mapping, Sequence

from files.spreadsheets import Cell, Row, Sheet
from files.spreadsheets.danish_values import fold, is_missing, shown
from files.spreadsheets.grids import Place
from files.spreadsheets.sheet import column_of
from imports.arranging.arranged_sheet import Origin
from imports.arranging.heading_years import plain_year
from imports.arranging.joining import JoinedTable
from imports.arranging.table_read import YEAR_HEADING
from imports.arranging.times import PartOfYear, numbered_part, part_of_year
from imports.arranging.words import PART, YEAR, Vocabulary

#: What stands where a month would, in the rows of a whole year.
WHOLE = frozenset(map(fold, ("I alt", "Året", "Hele året", "År", "Total", "Samlet", "Alle")))


def with_times(
    table: JoinedTable, vocabulary: Vocabulary
) -> tuple[JoinedTable, Mapping[Place, Cell]]:
    """The table with what each row is of in the column of years: “Marts 2026”.

    Beside it what stood there before.
    """
    if not vocabulary.topics:
        return table, {}
    words = [vocabulary.names.get(fold(one)) for one in table.headers]
    parts = [at for at, one in enumerate(words) if one and one.meaning == PART]
    year = next((at for at, one in enumerate(words) if one and one.role == YEAR), None)
    if parts and any(one is not None and one.meaning == "date" for one in words):
        return table, {}  # of what is measured on days the day tells more
    if not parts:
        return _of_one_column(table, year)
    if year is None:
        table, year = _with_years(table)
    said = {
        row.number: _said(row.cells[year], [(table.headers[at], row.cells[at]) for at in parts])
        for row in table.rows
    }
    return _saying(table, year, said)


def years_in(sheet: Sheet) -> Iterator[int]:
    """The years that the rows of a sheet are of."""
    for heading in sheet.headers:
        if fold(heading) == fold(YEAR_HEADING):
            at = sheet.headers.index(heading)
            for cell in {*column_of(sheet.rows, at)}:
                part = None if isinstance(cell, int | float) else part_of_year(cell)
                year = plain_year(cell) or (part.year if part else None)
                if year:
                    yield year


def _of_one_column(
    table: JoinedTable, year: int | None
) -> tuple[JoinedTable, Mapping[Place, Cell]]:
    """The same where years and their parts stand in one column."""
    cells = set() if year is None else {*column_of(table.rows, year)}
    told: dict[Cell, PartOfYear] = {
        cell: part
        for cell in cells
        if not isinstance(cell, int | float) and (part := part_of_year(cell))
    }
    if year is None or not told or _are_days(cells):
        return table, {}
    said = {row.number: told[cell].said for row in table.rows if (cell := row.cells[year]) in told}
    return _saying(table, year, said)


def _are_days(cells: Collection[Cell]) -> bool:
    """Whether days stand there, of which one only is the first of a month."""
    days = [cell for cell in cells if isinstance(cell, datetime.date)]
    return bool(days) and (len(days) < 2 or any(day.day != 1 for day in days))


def _with_years(table: JoinedTable) -> tuple[JoinedTable, int]:
    """The table with a column for the years, at its end."""
    rows = [Row(row.number, (*row.cells, "")) for row in table.rows]
    width = len(table.headers)
    before = table.origins or (Origin("", tuple(range(width))),)
    origins = tuple(one._replace(columns=(*one.columns, -1)) for one in before)
    return JoinedTable((*table.headers, YEAR_HEADING), rows, origins), width


def _saying(
    table: JoinedTable, at: int, said: Mapping[int, Cell]
) -> tuple[JoinedTable, Mapping[Place, Cell]]:
    """The table with these texts in a column, by the numbers of the rows."""
    rows: list[Row] = []
    before: dict[Place, Cell] = {}
    for row in table.rows:
        cell = said.get(row.number, row.cells[at])
        if cell != row.cells[at]:
            before[row.number, at] = row.cells[at]
            row = Row(row.number, (*row.cells[:at], cell, *row.cells[at + 1 :]))
        rows.append(row)
    return JoinedTable(table.headers, rows, table.origins), before


def _said(year: Cell, cells: Sequence[tuple[str, Cell]]) -> Cell:
    """What a row is of: its year, and the parts that its other columns tell."""
    told = [*_parts_in(cells)]
    own = part_of_year(year) if not isinstance(year, int | float) else None
    if own:
        told.append(own)
    strange = [shown(cell) for heading, cell in cells if _is_strange(heading, cell)]
    if strange or len({one.part for one in told}) > 1:
        return " ".join(filter(None, (shown(year), *(strange or map(_name_of, told)))))
    if not told:
        return year
    part = next((one for one in told if one.year), told[0])
    stands = plain_year(year)
    if part.year and stands and part.year != stands:
        return f"{part.said} ({stands})"  # nobody can tell which is right
    return part._replace(year=part.year or stands).said


def _name_of(part: PartOfYear) -> str:
    return part.said


def _parts_in(cells: Sequence[tuple[str, Cell]]) -> Iterator[PartOfYear]:
    for heading, cell in cells:
        if part := numbered_part(cell, heading):
            yield part


def _is_strange(heading: str, cell: Cell) -> bool:
    is_whole = is_missing(cell) or fold(shown(cell)) in WHOLE or plain_year(cell) is not None
    return not is_whole and numbered_part(cell, heading) is None
