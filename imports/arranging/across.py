"""Places that stand across, each a column, with the topics below one another."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from files.spreadsheets import Cell, Row
from files.spreadsheets.danish_values import fold, shown
from imports.arranging.cell_kinds import has_digits, is_day, is_year
from imports.arranging.heads import Head
from imports.arranging.parts import LongForm, Said, long_form_of
from imports.arranging.places_known import NUMBERED
from imports.arranging.words import (
    ACROSS,
    DATE,
    LIKELY,
    NUMBER,
    TOPIC,
    VALUE,
    YEAR,
    KnownHeading,
    KnownWord,
    Vocabulary,
)


def told_across(
    head: Head, rows: Sequence[Row], vocabulary: Vocabulary, above: KnownHeading | None = None
) -> tuple[Head, list[Row]]:
    """The headings with what stands under the places, where a column or a title names the topics.

    The topics are written as we know them. Where none does, no column is of a place.
    above: the topic that a title names.
    """
    places = [index for index, one in enumerate(head.words) if one and one.word.role == ACROSS]
    if not places:
        return head, [*rows]
    head, places = _without_changes(head, rows, places)
    head, rows = _told_of_each(head, rows, places, vocabulary)
    was = head.words
    words = [None if index in places else one for index, one in enumerate(was)]
    others = [index for index in range(len(words)) if index not in places]
    index, form = _where_topics_are(others, words, rows, vocabulary)
    if form is None:
        if above is not None and any(words):
            words = _of_the_title(above, was, places)
        return replace(head, words=tuple(words)), [*rows]
    topic = vocabulary.names[fold(form.topic)]
    words[index] = KnownHeading(topic, LIKELY, form.topic)
    head = _without_mean(replace(head, words=tuple(words)))
    found = [_numberless(row, index, vocabulary.long_forms) for row in rows]
    return _of_values(head, was, places, form, vocabulary), found


def _of_the_title(
    above: KnownHeading, was: Sequence[KnownHeading | None], places: Collection[int]
) -> list[KnownHeading | None]:
    """The headings with the topic that a title names in the columns of places."""
    known = above._replace(confidence=LIKELY)
    return [
        known._replace(says=(*above.says, *one.says)) if at in places and one else one
        for at, one in enumerate(was)
    ]


def _of_values(
    head: Head,
    was: Sequence[KnownHeading | None],
    places: Collection[int],
    form: LongForm,
    vocabulary: Vocabulary,
) -> Head:
    """The headings that are places as those of the values below them."""
    value = vocabulary.names[fold(form.value)]
    words = (
        _of_a_value(was[at], value, form) if at in places else one
        for at, one in enumerate(head.words)
    )
    return replace(head, words=tuple(words))


def _without_changes(
    head: Head, rows: Sequence[Row], places: Sequence[int]
) -> tuple[Head, list[int]]:
    """Without the columns of places in which only signs stand, beside those of their figures."""
    filled = {
        index: [row.cells[index] for row in rows if index < len(row.cells) and row.cells[index]]
        for index in places
    }
    figures = {index for index, cells in filled.items() if any(map(has_digits, cells))}
    signs = {
        index
        for index, cells in filled.items()
        if cells and not any(any(map(str.isalnum, shown(cell))) for cell in cells)
    }
    if not figures:
        return head, [*places]
    return head.without(signs), [index for index in places if index not in signs]


def _where_topics_are(
    columns: Sequence[int],
    words: Sequence[KnownHeading | None],
    rows: Sequence[Row],
    vocabulary: Vocabulary,
) -> tuple[int, LongForm | None]:
    """The column that names the topics, and how rows tell of them.

    A column that is called so may name some that nobody knows: what they are is asked later.
    """
    for index in columns:
        word = words[index]
        known = rows
        if word is not None and word.word.meaning == TOPIC:
            known = [row for row in rows if _bare(row, index) in vocabulary.long_forms]
        if form := form_of(index, known, vocabulary):
            return index, form
    return -1, None


def _bare(row: Row, index: int) -> str:
    return fold(NUMBERED.sub("", shown(row.cells[index])))


def _without_mean(head: Head) -> Head:
    """A mean that stands beside the places is none of theirs."""
    return head.without(
        {at for at, one in enumerate(head.words) if one and one.word.meaning == VALUE}
    )


def _told_of_each(
    head: Head, rows: Sequence[Row], places: Sequence[int], vocabulary: Vocabulary
) -> tuple[Head, list[Row]]:
    """Without rows that say when each place was looked at: its heading says it."""
    kept: list[Row] = []
    said: dict[int, tuple[Said, ...]] = {}
    for row in rows:
        beside = {index: row.cells[index] for index in places if index < len(row.cells)}
        if _is_of_numbers(row, beside, vocabulary):
            continue
        if heading := _when(beside.values(), vocabulary):
            said |= {at: (*said.get(at, ()), (heading, cell)) for at, cell in beside.items()}
        else:
            kept.append(row)
    words = (
        one and one._replace(says=(*one.says, *said.get(at, ())))
        for at, one in enumerate(head.words)
    )
    return replace(head, words=tuple(words)), kept


def _is_of_numbers(row: Row, beside: Collection[int], vocabulary: Vocabulary) -> bool:
    """Whether a row is of the numbers of the places, below their names."""
    label = next((cell for at, cell in enumerate(row.cells) if at not in beside and cell), "")
    known = vocabulary.find(label)
    return known is not None and known.word.role == NUMBER


def _when(cells: Collection[Cell], vocabulary: Vocabulary) -> str:
    """The heading under which such cells stand, where all are days, or all years."""
    tells = {DATE: is_day, YEAR: is_year}
    known = (one for one in vocabulary.names.values() if one.role in tells and cells)
    return next((one.heading for one in known if all(map(tells[one.role], cells))), "")


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
