"""What an unknown file may be an instrument of: its columns' headings and some of what they hold.

Nothing is decided here. What is guessed stands in the fields of the page, to be corrected.
"""

import re
from collections.abc import Container, Iterable, Sequence
from decimal import Decimal
from pathlib import PurePath
from typing import Any, NamedTuple

from files.spreadsheets import Cell, Sheet
from files.spreadsheets.danish_values import (
    NotUnderstood,
    danish_decimal,
    fold,
    is_missing,
    is_suppressed,
    shown,
)
from imports.arranging.times import part_of_year
from measurements.importing.values import plain
from measurements.layouts.columns import Column
from measurements.layouts.declared import INSTITUTION
from measurements.layouts.derived import ANSWERED, PARTS, QUESTION, RESULT, YEAR
from measurements.models import Instrument, Scale

#: So many rows of a file are looked at.
ENOUGH_ROWS = 2000
#: Words that repeat so little are comments, not steps.
MOST_STEPS = 10
#: Scales that numbers are usually given on, the shortest first.
SCALES = ((1, 4), (1, 5), (1, 7), (1, 10))
#: What tells a heading apart that stands several times.
TOLD_APART = re.compile(r" \([A-Z]{1,2}\)$")
#: What tells rows apart is no question.
NUMBERS_OF_ROWS = re.compile(r"(?:\bid|nr|nummer|kode)\.?$", re.IGNORECASE)
YEAR_OF_ROWS = re.compile(r"(?:år|year)$", re.IGNORECASE)
YEAR_IN_NAME = re.compile(r"(?:19|20)\d\d")
#: Columns that are never questions.
COMMENTS = frozenset(map(fold, ("Kommentar", "Kommentarer", "Bemærkning", "Bemærkninger", "Note")))
COUNTS = frozenset(map(fold, ("Svarprocent", "Inviterede", "Kommune", "Benchmark", "I alt")))
_YEARS = range(1990, 2101)


class FoundColumn(NamedTuple):
    """A column of a file: its heading, and cells of it from the top."""

    heading: str
    samples: Sequence[Cell]


def columns_of(sheet: Sheet) -> list[FoundColumn]:
    """The columns of a sheet that have a heading."""
    rows = sheet.rows[:ENOUGH_ROWS]
    return [
        FoundColumn(heading, [row.cells[index] for row in rows])
        for index, heading in enumerate(sheet.headers)
        if heading
    ]


def prefilled(name: str, columns: Iterable[FoundColumn]) -> dict[str, Any]:
    """The fields of `OwnInstrumentForm` as a file of these columns would fill them in.

    name: of the file, or of what it is about. Questions are the headings, or what stands in a
    column that names the question of each row.
    """
    columns = list(columns)
    months = [one for one in columns if part_of_year(one.heading)]
    questions, told = _asked_in([one for one in columns if one not in months])
    if months and not questions:  # one thing, counted in each of them
        questions, told = [_name_of(name)], [cell for one in months for cell in one.samples]
    has_counts = any(_is(one, ANSWERED) for one in columns)
    answers = {
        "name": _name_of(name),
        "questions": "\n".join(questions),
        "group_name": next((one.heading for one in columns if fold(one.heading) in _PARTS), ""),
        **_measured(told),
    }
    if year := _year_of(name, columns):
        answers["year"] = year
    return {**answers, "kind": _kind_of(answers.get("measured"), has_counts=has_counts).value}


def _kind_of(measured: object, *, has_counts: bool) -> Instrument.Kind:
    if has_counts or measured == Scale.Kind.NUMERIC:
        return Instrument.Kind.SURVEY
    is_rated = measured == Scale.Kind.ORDINAL
    return Instrument.Kind.OBSERVATION if is_rated else Instrument.Kind.COUNT


def seen_between(columns: Iterable[FoundColumn]) -> tuple[Decimal, Decimal] | None:
    """The lowest and the highest of the numbers that answer; None where words do."""
    _questions, told = _asked_in(list(columns))
    numbers = numbers_in(_told(told))
    return (min(numbers), max(numbers)) if 2 * len(numbers) > len(_told(told)) else None


def _asked_in(columns: Sequence[FoundColumn]) -> tuple[list[str], list[Cell]]:
    """The questions of a file, and some of the answers: in rows, or in a column each."""
    of_questions = next((one for one in columns if _is(one, QUESTION)), None)
    of_values = next((one for one in columns if _is(one, RESULT)), None)
    if of_questions and of_values:
        cells = [cell for cell in of_questions.samples if not is_missing(cell)]
        return list(dict.fromkeys(map(shown, cells))), list(of_values.samples)
    asked = questions_among(columns)
    return [one.heading for one in asked], [cell for one in asked for cell in one.samples]


_PARTS = frozenset(map(fold, PARTS))


def _names(*columns: Column) -> frozenset[str]:
    return frozenset(fold(text) for one in columns for text in (one.heading, *one.synonyms))


_OTHER = _names(*INSTITUTION, YEAR, ANSWERED) | _PARTS | COMMENTS | COUNTS


def _is(column: FoundColumn, known: Column) -> bool:
    return fold(column.heading) in _names(known)


def _is_beside(column: FoundColumn) -> bool:
    """Whether it only says what figures are of, or how many are behind them."""
    return fold(TOLD_APART.sub("", column.heading)) in _OTHER


def is_of_questions(column: FoundColumn) -> bool:
    """Whether it names what each row asks about."""
    return _is(column, QUESTION)


def may_be_question(column: FoundColumn) -> bool:
    """Whether it is none of the others, and holds numbers, or words that repeat."""
    if _is_beside(column) or NUMBERS_OF_ROWS.search(column.heading.strip()):
        return False
    if _is_of_years(column):
        return False
    cells = _told(column.samples)
    if not cells or len(numbers_in(cells)) == len(cells):
        return True
    different = {fold(shown(cell)) for cell in cells}
    return len(different) <= MOST_STEPS and (len(different) < len(cells) or len(cells) < 3)


def questions_among(columns: Sequence[FoundColumn]) -> list[FoundColumn]:
    """Those that may be questions; in few rows also by the words they have in common."""
    found = [one for one in columns if may_be_question(one)]
    words = {fold(shown(cell)) for one in found for cell in _told(one.samples)}
    return [one for one in columns if one in found or _has_words_of(one, words)]


def _has_words_of(column: FoundColumn, words: Container[str]) -> bool:
    """Whether half of the few different words of a column stand in others as well."""
    if _is_beside(column):
        return False
    different = {fold(shown(cell)) for cell in _told(column.samples)}
    return 0 < len(different) <= MOST_STEPS and 2 * sum(one in words for one in different) >= len(
        different
    )


def _is_of_years(column: FoundColumn) -> bool:
    """Whether it is called a year, of whatever, and holds nothing else."""
    cells = _told(column.samples)
    is_called = _is(column, YEAR) or bool(YEAR_OF_ROWS.search(column.heading.strip()))
    return is_called and bool(cells) and all(one in _YEARS for one in numbers_in(cells))


def may_be_measured(columns: Iterable[FoundColumn]) -> bool:
    """Whether something is answered in one column, and another tells of whom."""
    answered: list[FoundColumn] = []
    others: list[FoundColumn] = []
    for column in columns:
        is_question = may_be_question(column)
        (answered if is_question else others).append(column)
    return any(_told(one.samples) for one in answered) and any(_told(one.samples) for one in others)


def _told(cells: Iterable[Cell]) -> list[Cell]:
    return [cell for cell in cells if not is_missing(cell) and not is_suppressed(cell)]


def numbers_in(cells: Iterable[Cell]) -> list[Decimal]:
    """The numbers among some cells."""
    found = []
    for cell in cells:
        try:
            found.append(danish_decimal(cell))
        except NotUnderstood:
            continue
    return found


def _measured(cells: Iterable[Cell]) -> dict[str, Any]:
    """How it is measured, as far as the cells tell."""
    told = _told(cells)
    if not told:
        return {}
    numbers = numbers_in(told)
    if 2 * len(numbers) < len(told):
        words = {fold(shown(cell)): shown(cell) for cell in told}
        return {"measured": Scale.Kind.ORDINAL.value, "steps": "\n".join(words.values())}
    decimals = {"decimals": 1 if any(one != int(one) for one in numbers) else 0}
    if any(isinstance(cell, str) and cell.rstrip().endswith("%") for cell in told):
        return {"measured": Scale.Kind.PERCENT.value, **decimals}
    for lowest, highest in SCALES:
        if lowest <= min(numbers) and max(numbers) <= highest:
            ends = {"lowest": plain(Decimal(lowest)), "highest": plain(Decimal(highest))}
            return {"measured": Scale.Kind.NUMERIC.value, **ends, "decimals": 1}
    return {"measured": Scale.Kind.COUNT.value, **decimals}


def _name_of(name: str) -> str:
    """A file's name as a name: without its ending and the year, with spaces."""
    stem = (
        PurePath(name).stem if PurePath(name).suffix in (".xlsx", ".xlsm", ".csv", ".ods") else name
    )
    words = YEAR_IN_NAME.sub(" ", re.sub(r"[_\-.]+", " ", stem)).split()
    text = " ".join(words)
    return text[:1].upper() + text[1:]


def _year_of(name: str, columns: Sequence[FoundColumn]) -> int | None:
    """The first year that the rows tell of, else the one in the name."""
    for column in columns:
        if _is_of_years(column):
            years = [int(one) for one in numbers_in(_told(column.samples)) if one in _YEARS]
            if years:
                return min(years)
    found = YEAR_IN_NAME.search(name)
    return int(found[0]) if found else None
