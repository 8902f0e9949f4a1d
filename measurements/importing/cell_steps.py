"""Ratings on the ordinal scales of a file, read scale by scale and asked about once."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from files.spreadsheets import Cell, Row
from files.spreadsheets.grids import Place
from imports.arranging.cells import answer_to, read_colours, read_steps
from imports.arranging.cells_told import CellReading
from imports.arranging.questions import FileQuestion
from measurements.importing.cell_scales import ScalePart


class StepsTold(NamedTuple):
    """What ratings are read as. places: single cells; without_meaning: coloured and said empty."""

    readings: list[CellReading]
    questions: list[FileQuestion]
    places: dict[Place, Cell]
    without_meaning: frozenset[Place]


def read_parts(
    parts: Sequence[ScalePart],
    headers: Sequence[str],
    rows: Sequence[Row],
    answers: Mapping[str, str],
    coloured: Mapping[Place, str],
) -> StepsTold:
    """Every scale of a file. What is the same question of two of them is asked once.

    Where the same way to write steps means something else on another scale, each is asked for
    itself, by its name.
    """
    first = [_read(part, headers, rows, answers, coloured, about="") for part in parts]
    apart = _asked_otherwise(first)
    found = [
        _read(part, headers, rows, answers, coloured, about=part.scale.name)
        if apart & {one.id for one in told.questions}
        else told
        for part, told in zip(parts, first, strict=True)
    ]
    return _together(found)


def _asked_otherwise(told: Iterable[StepsTold]) -> set[str]:
    """The ids of questions that have other answers on other scales."""
    asked: dict[str, set[tuple[str, ...]]] = {}
    for one in (one for each in told for one in each.questions):
        asked.setdefault(one.id, set()).add(tuple(choice.label for choice in one.choices))
    return {id_ for id_, ways in asked.items() if len(ways) > 1}


def _together(found: Sequence[StepsTold]) -> StepsTold:
    places: dict[Place, Cell] = {}
    without: set[Place] = set()
    for told in found:
        places |= told.places
        without |= told.without_meaning
    readings = [reading for told in found for reading in told.readings]
    questions = _once(one for told in found for one in told.questions)
    return StepsTold(readings, questions, places, frozenset(without))


def _read(
    part: ScalePart,
    headers: Sequence[str],
    rows: Sequence[Row],
    answers: Mapping[str, str],
    coloured: Mapping[Place, str],
    *,
    about: str,
) -> StepsTold:
    read = read_steps(part.headings(headers), part.texts(rows), part.steps, answers, about=about)
    places: dict[Place, Cell] = {
        (row.number, index): read.replaced[row.cells[index]]
        for index, held in part.cells.items()
        for row in held
        if row.cells[index] in read.replaced
    }
    readings = [CellReading(tuple(part.columns), read.replaced)] if read.replaced else []
    single = part.single if coloured else set()
    here = {
        place: colour
        for place, colour in coloured.items()
        if place[1] in part.columns or place in single
    }
    told, questions = read_colours(here, part.steps, answers, about=about) if here else ({}, ())
    is_said = all(answer_to(one, answers) is not None for one in questions)
    empty = frozenset(here.keys() - told.keys()) if is_said else frozenset()
    return StepsTold(readings, [*read.questions, *questions], places | {**told}, empty)


def _once(questions: Iterable[FileQuestion]) -> list[FileQuestion]:
    """Each question once, about all its cells."""
    told = list(questions)
    counts: Counter[str] = Counter()
    for one in told:
        counts[one.id] += one.count
    cells = {id_: tuple(c for one in told if one.id == id_ for c in one.cells) for id_ in counts}
    first = {one.id: one for one in reversed(told)}
    return [
        replace(first[id_], count=counts[id_], cells=cells[id_])
        for id_ in dict.fromkeys(one.id for one in told)
    ]
