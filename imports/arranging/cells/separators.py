"""Points and commas: which are decimals, by the scale, by the other cells, or by an answer."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from files.spreadsheets import Cell
from files.spreadsheets.danish_values import shown
from imports.arranging.cells.asking import samples_of
from imports.arranging.cells.number_column import NumberColumn
from imports.arranging.cells.number_texts import COMMA, POINT, WAYS, NumberText, written
from imports.arranging.questions import Choice, FileQuestion


def read_separators(column: NumberColumn) -> None:
    """Read numbers with nothing beside them; those that may be two by what the others say."""
    plain = {cell: text for cell, text in column.texts.items() if column.is_plain(text)}
    ways = {text.says() for text in plain.values()} - {""}
    doubtful = {
        cell: text for cell, text in plain.items() if not _is_read(column, cell, text, ways)
    }
    if not doubtful:
        return
    way = _way_of_the_others(column, doubtful, plain.values())
    if not way:
        way = column.ask(_question(column, doubtful, ways)) or ""
    for cell, text in doubtful.items():
        if way and (cell not in column.numbers or way == POINT):
            column.take(cell, text.read(way))


def _is_read(column: NumberColumn, cell: Cell, text: NumberText, ways: set[str]) -> bool:
    """Whether a number can be read by itself; it is then. ways: what the column's numbers say.

    What the strict reader takes is doubted only where the column has decimal points.
    """
    stands = cell in column.numbers
    if text.is_certain:
        if not stands:
            column.take(cell, text.value)
        return True
    way = column.way_that_fits(text)
    if way and not stands:
        column.take(cell, text.read(way))
    return bool(way) or (stands and POINT not in ways)


def _way_of_the_others(
    column: NumberColumn, doubtful: Mapping[Cell, NumberText], others: Iterable[NumberText]
) -> str:
    """The way the rest of the column is surely written in; "" where it is both, or not sure."""
    others = list(others)
    ways = {text.says() for text in others} - {""}
    if ways == {POINT} and not any(cell in column.numbers for cell in doubtful):
        return POINT
    has_thousands = any(text.has_points and text.says() == COMMA for text in others)
    if ways == {COMMA} and has_thousands:
        return COMMA
    return "" if ways else column.way


def _question(
    column: NumberColumn, doubtful: Mapping[Cell, NumberText], ways: set[str]
) -> FileQuestion:
    cell, text = next(iter(doubtful.items()))
    sentence = _("How are thousands and decimals written under “%(heading)s”?")
    choices = [
        Choice(
            way,
            _("%(text)s is %(number)s") % {"text": shown(cell), "number": written(text.read(way))},
        )
        for way in WAYS
    ]
    return FileQuestion(
        f"unit:{column.heading}:separators",
        "unit",
        sentence % {"heading": column.heading},
        tuple(choices),
        proposed=next(iter(ways)) if len(ways) == 1 else "",
        count=column.count(doubtful),
        samples=samples_of(doubtful),
        because=_("“%(text)s” can be read in two ways.") % {"text": shown(cell)},
    )
