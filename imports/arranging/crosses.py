"""Steps that stand side by side, with a cross under the one that is meant: made one column."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from files.spreadsheets import Row
from files.spreadsheets.danish_values import fold, shown
from imports.arranging.across import form_of
from imports.arranging.alike import LONG_ENOUGH
from imports.arranging.heads import Head
from imports.arranging.words import LIKELY, VALUE, KnownHeading, Vocabulary

CROSSES = frozenset(("x", "✓", "✔", "√", "×", "ja", "1"))
#: So many steps stand side by side at least.
ENOUGH = 2


def crossed(
    head: Head, rows: Sequence[Row], vocabulary: Vocabulary
) -> tuple[Head, list[Row], tuple[int, ...]]:
    """The table with the step that each row has a cross under; as it is where it has no such."""
    as_it_is = head, [*rows], ()
    steps = {
        index: step
        for index, text in enumerate(head.headers)
        if head.words[index] is None and (step := _step_called(text, vocabulary))
    }
    if any(map(_is_crossed, _beside(steps, head, rows))):
        return as_it_is  # a cross under what nobody knows is no gap
    if len(steps) < ENOUGH or any(one and one.word.meaning == VALUE for one in head.words):
        return as_it_is
    found = [_with_its_step(row, steps) for row in rows]
    forms = (form_of(index, rows, vocabulary) for index in range(len(head.headers)))
    form = next(filter(None, forms), None)
    if form is None or not all(found):
        return as_it_is
    known = KnownHeading(vocabulary.names[fold(form.value)], LIKELY, form.value)
    head = replace(head, headers=(*head.headers, form.value), words=(*head.words, known))
    return head, [row for row in found if row], (min(steps),)


def _step_called(text: str, vocabulary: Vocabulary) -> str:
    """The step that a heading is, or of which alone it is the beginning; "" for none."""
    folded = fold(text)
    if folded in vocabulary.steps:
        return vocabulary.steps[folded]
    begun = {label for word, label in vocabulary.steps.items() if word.startswith(folded)}
    return begun.pop() if len(begun) == 1 and len(folded) >= LONG_ENOUGH else ""


def _beside(steps: Mapping[int, str], head: Head, rows: Sequence[Row]) -> list[list[str]]:
    """What stands in the columns beside the steps that nobody knows."""
    near = {at + one for at in steps for one in (-1, 1)} - {*steps}
    unknown = [at for at in near if 0 <= at < len(head.words) and head.words[at] is None]
    return [[shown(row.cells[at]).strip(" ()[]").lower() for row in rows] for at in unknown]


def _is_crossed(texts: Sequence[str]) -> bool:
    told = {*texts} - {""}
    return bool(told) and told <= CROSSES


def _with_its_step(row: Row, steps: Mapping[int, str]) -> Row | None:
    """A row with the step it has a cross under; None where it has two, or something else."""
    told = {index: shown(row.cells[index]).strip(" ()[]").lower() for index in steps}
    marked = [index for index, text in told.items() if text]
    if len(marked) > 1 or not {*told.values()} <= CROSSES | {""}:
        return None
    return Row(row.number, (*row.cells, steps[marked[0]] if marked else ""))
