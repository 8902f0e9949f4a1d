"""A column of numbers: points and commas told apart, shares as text, fractions asked about once."""

import datetime
from collections import Counter
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.translation import gettext as _

from files.spreadsheets import Cell
from files.spreadsheets.danish_values import NotUnderstood, danish_decimal, shown
from imports.arranging.cells.asking import (
    NOTHING,
    CellsRead,
    answer_to,
    asked_about,
    said_in,
    samples_of,
)
from imports.arranging.cells.fractions import (
    FRACTION,
    asked_of_fractions,
    in_percent,
    may_be_fractions,
)
from imports.arranging.cells.number_texts import (
    COMMA,
    POINT,
    NumberText,
    number_in,
    unit_in,
    within,
    written,
)
from imports.arranging.questions import Choice, Question

NUMBER, LEAVE = "number", "leave"


@dataclass(slots=True)
class _Column:
    """What is found out of a column while it is read. numbers: what cells are."""

    heading: str
    lowest: Decimal | None
    highest: Decimal | None
    is_percent: bool
    answers: Mapping[str, str]
    said: Counter[Cell]
    texts: dict[Cell, NumberText] = field(default_factory=dict)
    numbers: dict[Cell, Decimal] = field(default_factory=dict)
    replaced: dict[Cell, Cell] = field(default_factory=dict)
    questions: list[Question] = field(default_factory=list)


def read_numbers(
    heading: str,
    cells: Iterable[Cell],
    *,
    lowest: Decimal | float | None,
    highest: Decimal | float | None,
    is_percent: bool,
    answers: Mapping[str, str],
) -> CellsRead:
    """What is surely a number is read; what may be two is asked about, once for the column.

    What the strict reader takes stays as it stands, but for fractions where per cent is meant, and
    1,250 in a column that is otherwise written with decimal points.
    """
    column = _Column(
        heading, _decimal(lowest), _decimal(highest), is_percent, answers, said_in(cells)
    )
    for cell in column.said:
        if (text := number_in(cell)) is not None:
            column.texts[cell] = text
        with suppress(NotUnderstood):
            column.numbers[cell] = danish_decimal(cell)
    _read_separators(column)
    _read_units(column)
    _read_days(column)
    if is_percent:
        _read_fractions(column)
    return CellsRead(column.replaced, tuple(column.questions))


def _decimal(limit: Decimal | float | None) -> Decimal | None:
    return None if limit is None else Decimal(str(limit))


def _take(column: _Column, cell: Cell, number: Decimal) -> None:
    column.numbers[cell] = number
    column.replaced[cell] = written(number)


# --- Points and commas ----------------------------------------------------------------------------


def _read_separators(column: _Column) -> None:
    """Read what has no unit to ask about; what may be read in two ways by what the others say."""
    plain = {cell: text for cell, text in column.texts.items() if _is_plain(column, text)}
    ways = {text.says() for text in plain.values()} - {""}
    doubtful = {}
    for cell, text in plain.items():
        if text.is_certain:
            if cell not in column.numbers and text.value is not None:
                _take(column, cell, text.value)
        elif (way := _way_that_fits(column, text)) and cell not in column.numbers:
            _take(column, cell, _number(text, way))
        elif cell not in column.numbers or (POINT in ways and not way):
            doubtful[cell] = text
    if not doubtful:
        return
    way = _way_of_the_others(column, doubtful, plain.values())
    if not way:
        question = _asked_of_separators(column, doubtful, ways)
        column.questions.append(question)
        way = answer_to(question, column.answers) or ""
    for cell, text in doubtful.items():
        if way and (cell not in column.numbers or way == POINT):
            _take(column, cell, _number(text, way))


def _way_of_the_others(
    column: _Column, doubtful: Mapping[Cell, NumberText], others: Iterable[NumberText]
) -> str:
    """The way the rest of the column is surely written in; "" where it is both, or not sure."""
    others = list(others)
    ways = {text.says() for text in others} - {""}
    has_commas = any(cell in column.numbers for cell in doubtful)
    if ways == {POINT} and not has_commas:
        return POINT
    groups = any(text.has_points and text.says() == COMMA for text in others)
    return COMMA if ways == {COMMA} and groups else ""


def _is_plain(column: _Column, text: NumberText) -> bool:
    """Whether nothing stands beside the number that would have to be asked about."""
    if text.is_share and not column.is_percent:
        return False
    return not text.beside or unit_in(column.heading, text.beside)


def _way_that_fits(column: _Column, text: NumberText) -> str:
    """The way to read a number by which alone it lies on the scale."""
    fits = [way for way in (COMMA, POINT) if _fits(column, _number(text, way))]
    return fits[0] if len(fits) == 1 else ""


def _fits(column: _Column, number: Decimal) -> bool:
    return within(number, column.lowest, column.highest)


def _number(text: NumberText, way: str) -> Decimal:
    number = text.read(way)
    if number is None:
        raise ValueError(way)
    return number


def _asked_of_separators(
    column: _Column, doubtful: Mapping[Cell, NumberText], ways: set[str]
) -> Question:
    cell, text = next(iter(doubtful.items()))
    words = {"text": shown(cell)}
    choices = [
        Choice(way, _("%(text)s is %(number)s") % {**words, "number": written(_number(text, way))})
        for way in (COMMA, POINT)
    ]
    return Question(
        f"unit:{column.heading}:separators",
        "unit",
        _("How are thousands and decimals written under “%(heading)s”?")
        % {"heading": column.heading},
        tuple(choices),
        proposed=next(iter(ways)) if len(ways) == 1 else "",
        count=sum(column.said[one] for one in doubtful),
        samples=samples_of(doubtful),
        because=_("“%(text)s” can be read in two ways.") % words,
    )


# --- Words beside numbers -------------------------------------------------------------------------


def _read_units(column: _Column) -> None:
    """Ask about what stands beside numbers, once for each: 12 dage, ca. 60."""
    found: dict[str, dict[Cell, Decimal]] = {}
    for cell, text in column.texts.items():
        is_foreign_share = text.is_share and not column.is_percent
        if cell in column.numbers or not text.beside or is_foreign_share:
            continue
        way = "" if text.is_certain else _way_that_fits(column, text)
        number = _number(text, way) if way else text.value if text.is_certain else None
        if number is not None:
            found.setdefault(text.beside, {})[cell] = number
    for beside, cells in found.items():
        question = _asked_of_unit(column, beside, cells)
        column.questions.append(question)
        answer = answer_to(question, column.answers)
        for cell, number in cells.items():
            if answer == NUMBER:
                _take(column, cell, number)
            elif answer == NOTHING:
                column.replaced[cell] = ""


def _asked_of_unit(column: _Column, beside: str, cells: Mapping[Cell, Decimal]) -> Question:
    cell, number = next(iter(cells.items()))
    words = {"text": shown(cell), "number": written(number)}
    sentence = _("Under “%(heading)s” numbers have “%(beside)s” beside them. What are they?")
    return Question(
        f"unit:{column.heading}:{beside}",
        "unit",
        sentence % {"heading": column.heading, "beside": beside},
        (
            Choice(NUMBER, _("The numbers alone: “%(text)s” is %(number)s") % words),
            Choice(NOTHING, _("No values: read the cells as empty")),
            Choice(LEAVE, _("Neither: the cells have to be corrected")),
        ),
        count=sum(column.said[one] for one in cells),
        samples=samples_of(cells),
    )


# --- Days that were numbers -----------------------------------------------------------------------


def _read_days(column: _Column) -> None:
    """Excel makes a day of “3.4”: ask what stood there, where a number on the scale can have."""
    for cell in column.said:
        if not isinstance(cell, datetime.date):
            continue
        numbers = [Decimal(f"{cell.day}.{cell.month}"), Decimal(f"{cell.day}.{cell.month:02}")]
        fitting = [one for one in dict.fromkeys(numbers) if _fits(column, one)]
        if not fitting:
            continue
        question = asked_about(
            column.heading,
            shown(cell),
            count=column.said[cell],
            choices=[
                *(Choice(written(one), written(one)) for one in fitting),
                Choice(NOTHING, _("No value: read the cell as empty")),
            ],
            takes_text=True,
            because=_("Excel makes a date of a number with a point, like 3.4."),
        )
        column.questions.append(question)
        answer = answer_to(question, column.answers)
        if answer is not None:
            column.replaced[cell] = "" if answer == NOTHING else answer


# --- Shares of one --------------------------------------------------------------------------------


def _read_fractions(column: _Column) -> None:
    marked = {cell for cell, text in column.texts.items() if text.is_share}
    cells = may_be_fractions(column.numbers, marked)
    if not cells:
        return
    suspects = {cell: column.numbers[cell] for cell in cells}
    count = sum(column.said[cell] for cell in cells)
    question = asked_of_fractions(column.heading, suspects, count=count)
    column.questions.append(question)
    if answer_to(question, column.answers) == FRACTION:
        for cell, number in suspects.items():
            column.replaced[cell] = in_percent(cell, number)
