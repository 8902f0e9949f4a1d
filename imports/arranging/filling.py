"""Blank cells under a merged or a grouped one: what stands above them is what they say."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from config.phrases import listing
from files.spreadsheets import Row
from files.spreadsheets.sheet import column_of
from imports.arranging.questions import Choice, FileQuestion
from imports.arranging.tables import Table
from imports.arranging.words import ABOUT, NAME, NUMBER

FILL = "fill"


def fill_down(tables: Sequence[Table], answers: Mapping[str, str]) -> list[FileQuestion]:
    """Fill cells that are blank under what a row is about; ask where no merged cell tells so."""
    gaps = {id(table): [*_gaps(table)] for table in tables}
    if not any(gaps.values()):
        return []
    if all(_has_merges(table) for table in tables if gaps[id(table)]):
        _fill(tables, gaps)
        return []
    if answers.get(FILL) == "yes":
        _fill(tables, gaps)
    first = next(table for table in tables if gaps[id(table)])
    headings = [_("“%(heading)s”") % {"heading": first.headers[i]} for i in gaps[id(first)]]
    text = _("Cells under %(headings)s are blank. Do they say what stands above them?")
    choices = (Choice("yes", _("Yes, the same as above")), Choice("no", _("No, they are blank")))
    return [FileQuestion(FILL, "header", text % {"headings": listing(headings)}, choices)]


def _gaps(table: Table) -> list[int]:
    """Columns that say what a row is about, and are blank where rows go on beneath one another."""
    roles = {index: one.word.role for index, one in enumerate(table.head.words) if one}
    about = [index for index, role in roles.items() if role in ABOUT]
    places = [index for index in about if roles[index] in (NUMBER, NAME)]
    nameless = bool(places) and _is_nameless(table, places)
    return [
        index
        for index in about
        # a number, or a name beside it, is enough
        if (nameless or (index not in places and _comes_in_runs(table, index)))
        and _begins_filled(table, index)
    ]


def _is_nameless(table: Table, places: Sequence[int]) -> bool:
    """Whether a row tells of no place at all."""
    first, *others = places
    if "" not in column_of(table.rows, first):
        return False
    blank = [row for row in table.rows if row.cells[first] == ""]
    return any(all(row.cells[i] == "" for i in others) for row in blank)


def _begins_filled(table: Table, index: int) -> bool:
    """Whether the first row of a column says something, and a later one does not."""
    cells = column_of(table.rows, index)
    return bool(cells) and cells[0] != "" and "" in cells


def _comes_in_runs(table: Table, index: int) -> bool:
    """Whether a column is filled where something new begins, and blank in between."""
    filled = [cell for cell in column_of(table.rows, index) if cell != ""]
    return len(filled) * 2 <= len(table.rows) and len(set(filled)) == len(filled)


def _has_merges(table: Table) -> bool:
    return any(one.bottom > one.top > table.head.last_row for one in table.grid.merges)


def _fill(tables: Sequence[Table], gaps: Mapping[int, Sequence[int]]) -> None:
    for table in tables:
        last: dict[int, object] = {}
        rows = []
        for row in table.rows:
            cells = [*row.cells]
            for index in gaps[id(table)]:
                if cells[index] == "":
                    cells[index] = last.get(index, "")  # type: ignore[call-overload]
                    table.filled.add((row.number, index))
                last[index] = cells[index]
            rows.append(Row(row.number, tuple(cells)))
        table.rows = rows
