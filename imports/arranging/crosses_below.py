"""Crosses under steps that stand below each topic, cut short or not: made the topic's own cell."""

import re
from collections.abc import Mapping, Sequence

from files.spreadsheets import Row
from files.spreadsheets.danish_values import fold, shown
from imports.arranging.crosses import CROSSES
from imports.arranging.heads import Head, nameless
from imports.arranging.words import TOPIC, Vocabulary

#: So many steps stand below a topic at least.
ENOUGH = 2


def crossed_below(head: Head, rows: Sequence[Row], vocabulary: Vocabulary) -> list[Row]:
    """The rows with the step that each topic has a cross under; as they are where any has none."""
    groups = _groups(head)
    is_each = bool(groups) and all(len(columns) >= ENOUGH for columns in groups.values())
    first, *others = rows if is_each and rows else (Row(0, ()),)
    steps = _steps_below(first, groups, vocabulary) if others else {}
    found = [_with_steps(row, groups, first, steps) for row in others if steps]
    return [row for row in found if row] if found and all(found) else [*rows]


def _steps_below(
    first: Row, groups: Mapping[int, Sequence[int]], vocabulary: Vocabulary
) -> Mapping[str, str]:
    """What the first row says below the topics, as steps; {} where it says anything else."""
    beside = {at for columns in groups.values() for at in columns}
    said = {shown(first.cells[at]).strip() for at in beside}
    others = (cell for at, cell in enumerate(first.cells) if at not in beside)
    if "" in said or any(cell != "" for cell in others):
        return {}
    return _steps(said, vocabulary)


def _groups(head: Head) -> dict[int, list[int]]:
    """The column of each topic, and those to its right that no heading stands over."""
    groups: dict[int, list[int]] = {}
    current: int | None = None
    for index, (text, known) in enumerate(zip(head.headers, head.words, strict=True)):
        if known and known.word.role == TOPIC:
            current = index
            groups[index] = [index]
        elif text and text != nameless(index):
            current = None
        elif current is not None:
            groups[current].append(index)
    return groups


def _steps(said: set[str], vocabulary: Vocabulary) -> Mapping[str, str]:
    """Text → the step that it is or begins, of the one scale that has another for each of them."""
    found = []
    for labels in {*vocabulary.editions}:
        told = {text: [one for one in labels if _begins(text, one, vocabulary)] for text in said}
        steps = {text: ones[0] for text, ones in told.items() if len(ones) == 1}
        if len(steps) == len(said) == len({*steps.values()}) and len(said) >= ENOUGH:
            found.append(steps)
    return found[0] if len(found) == 1 else {}


def _begins(text: str, label: str, vocabulary: Vocabulary) -> bool:
    """Whether a text begins a step, one of its words, or another way to write it."""
    folded = fold(text)
    ways = [word for word, one in vocabulary.steps.items() if one == label]
    words = [*map(fold, re.findall(r"\w+", label))] if ways else []
    return bool(folded) and any(one.startswith(folded) for one in (*words[:1], *ways, *words[1:]))


def _with_steps(
    row: Row, groups: Mapping[int, Sequence[int]], first: Row, steps: Mapping[str, str]
) -> Row | None:
    """A row with the step of each topic; None where it has two of one, or something else."""
    cells = [*row.cells]
    for topic, columns in groups.items():
        told = {at: shown(row.cells[at]).strip(" ()[]").lower() for at in columns}
        marked = [at for at, text in told.items() if text]
        if len(marked) > 1 or not {*told.values()} <= CROSSES | {""}:
            return None
        for at in columns:
            cells[at] = ""
        cells[topic] = steps[shown(first.cells[marked[0]]).strip()] if marked else ""
    return Row(row.number, tuple(cells))
