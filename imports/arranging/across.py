"""Places that stand across, each a column, with the topics below one another."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from files.spreadsheets import Row
from files.spreadsheets.danish_values import fold, shown
from files.spreadsheets.sheet import column_letters
from imports.arranging.cell_kinds import is_day, is_year
from imports.arranging.heads import Head
from imports.arranging.parts import LongForm, Said, long_form_of
from imports.arranging.words import (
    ACROSS,
    DATE,
    LIKELY,
    NUMBERED,
    VALUE,
    YEAR,
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
    head, rows = _told_of_each(head, rows, places, vocabulary)
    words = [None if index in places else one for index, one in enumerate(head.words)]
    others = (index for index in range(len(words)) if index not in places)
    forms = ((index, form) for index in others if (form := form_of(index, rows, vocabulary)))
    index, form = next(forms, (-1, None))
    if form is None:
        return replace(head, words=tuple(words)), [*rows]
    topic, value = (vocabulary.names[fold(one)] for one in (form.topic, form.value))
    words[index] = KnownHeading(topic, LIKELY, form.topic)
    headers = [
        f"{text} ({column_letters(at)})" if one and one.word.meaning == VALUE else text
        for at, (text, one) in enumerate(zip(head.headers, words, strict=True))
    ]  # beside the places it is their mean
    words = [None if one and one.word.meaning == VALUE else one for one in words]
    for place in places:
        words[place] = _of_a_value(head.words[place], value, form)
    known = vocabulary.long_forms
    head = replace(head, words=tuple(words), headers=tuple(headers))
    return head, [_numberless(row, index, known) for row in rows]


def _told_of_each(
    head: Head, rows: Sequence[Row], places: Sequence[int], vocabulary: Vocabulary
) -> tuple[Head, list[Row]]:
    """Without rows that say when each place was looked at: its heading says it."""
    tells = {DATE: is_day, YEAR: is_year}
    when = {one.heading: tells[one.role] for one in vocabulary.names.values() if one.role in tells}
    kept: list[Row] = []
    said: dict[int, tuple[Said, ...]] = {}
    for row in rows:
        beside = {index: row.cells[index] for index in places if index < len(row.cells)}
        heading = next((one for one, fits in when.items() if all(map(fits, beside.values()))), "")
        if not heading:
            kept.append(row)
            continue
        for index, cell in beside.items():
            said[index] = (*said.get(index, ()), (heading, cell))
    words = tuple(
        one._replace(says=(*one.says, *said[index])) if one and index in said else one
        for index, one in enumerate(head.words)
    )
    return replace(head, words=words), kept


def _of_a_value(was: KnownHeading | None, value: KnownWord, form: LongForm) -> KnownHeading | None:
    """A heading that is a place, as that of the values below it."""
    return was._replace(word=value, text=form.value) if was else None


def form_of(index: int, rows: Sequence[Row], vocabulary: Vocabulary) -> LongForm | None:
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
