"""Places that stand across, each a column, with the topics below one another."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from files.spreadsheets import Row
from files.spreadsheets.danish_values import fold, shown
from imports.arranging.heads import Head
from imports.arranging.parts import LongForm, long_form_of
from imports.arranging.words import (
    ACROSS,
    LIKELY,
    NUMBERED,
    KnownHeading,
    KnownWord,
    Vocabulary,
)


def told_across(head: Head, rows: Sequence[Row], vocabulary: Vocabulary) -> tuple[Head, list[Row]]:
    """The headings with what stands under the places, where a column names the topics.

    The topics are written as we know them. Where none does, no column is of a place.
    """
    places = [index for index, one in enumerate(head.words) if one and one.word.role == ACROSS]
    if not places:
        return head, [*rows]
    words = [None if index in places else one for index, one in enumerate(head.words)]
    others = (index for index in range(len(words)) if index not in places)
    forms = ((index, form) for index in others if (form := _form_of(index, rows, vocabulary)))
    index, form = next(forms, (-1, None))
    if form is None:
        return replace(head, words=tuple(words)), [*rows]
    topic, value = (vocabulary.names[fold(one)] for one in (form.topic, form.value))
    words[index] = KnownHeading(topic, LIKELY, form.topic)
    for place in places:
        words[place] = _of_a_value(head.words[place], value, form)
    known = vocabulary.long_forms
    return replace(head, words=tuple(words)), [_numberless(row, index, known) for row in rows]


def _of_a_value(was: KnownHeading | None, value: KnownWord, form: LongForm) -> KnownHeading | None:
    """A heading that is a place, as that of the values below it."""
    return was._replace(word=value, text=form.value) if was else None


def _form_of(index: int, rows: Sequence[Row], vocabulary: Vocabulary) -> LongForm | None:
    """How rows tell of the topics that a column names, where it names any."""
    cells = [row.cells[index] for row in rows if index < len(row.cells)]
    texts = [NUMBERED.sub("", shown(cell)) for cell in cells if cell != ""]
    return long_form_of(texts, vocabulary.long_forms) if texts else None


def _numberless(row: Row, index: int, known: Mapping[str, object]) -> Row:
    """A row with its topic without the number before it, where we know it so."""
    bare = NUMBERED.sub("", shown(row.cells[index]))
    if fold(bare) not in known:
        return row
    return Row(row.number, (*row.cells[:index], bare, *row.cells[index + 1 :]))
