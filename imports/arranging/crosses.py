"""Steps that stand side by side, with a cross under the one that is meant: made one column."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from files.spreadsheets import Row
from files.spreadsheets.danish_values import fold, shown
from imports.arranging.across import form_of
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
        index: vocabulary.steps[fold(text)]
        for index, text in enumerate(head.headers)
        if fold(text) in vocabulary.steps and head.words[index] is None
    }
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


def _with_its_step(row: Row, steps: Mapping[int, str]) -> Row | None:
    """A row with the step it has a cross under; None where it has two, or something else."""
    told = {index: shown(row.cells[index]).strip().lower() for index in steps}
    marked = [index for index, text in told.items() if text]
    if len(marked) > 1 or not {*told.values()} <= CROSSES | {""}:
        return None
    return Row(row.number, (*row.cells, steps[marked[0]] if marked else ""))
