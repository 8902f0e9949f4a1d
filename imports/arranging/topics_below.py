"""Topics that stand below one another: known by what stands there, whatever is called so.

Where a kind of file has a column for each topic, the rows about the same become one row with these.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from files.spreadsheets import Cell, Row
from files.spreadsheets.danish_values import fold, shown
from imports.arranging.figures_below import columns_of_figures, days_across, rooms_across
from imports.arranging.heads import Head
from imports.arranging.parts import LongForm, Said, long_form_of, part_in
from imports.arranging.places_known import bare_topic
from imports.arranging.words import (
    ACROSS,
    ANSWER,
    DATE,
    LIKELY,
    OTHER,
    TOPIC,
    VALUE,
    KnownHeading,
    Vocabulary,
    plain_year,
)

#: So many rows of a table may be looked at for it.
MOST_ROWS = 5000


@dataclass(frozen=True, slots=True)
class _Below:
    """The column of topics: where, what each of its texts is, and the form that has such rows."""

    index: int
    told: dict[Cell, KnownHeading]
    form: LongForm | None


def told_below(
    head: Head, rows: Sequence[Row], vocabulary: Vocabulary
) -> tuple[Head, list[Row], tuple[int, ...]]:
    """The table with its column of topics known, or with a column for each of them."""
    if not vocabulary.topics or not rows or len(rows) > MOST_ROWS:
        return head, [*rows], ()
    found = _column_of_topics(head, rows, vocabulary)
    if found is None:
        return head, [*rows], ()
    if found.form:
        return (*_as_rows_tell(head, rows, found, found.form, vocabulary), ())
    return _a_column_each(head, rows, found, vocabulary)


def _column_of_topics(head: Head, rows: Sequence[Row], vocabulary: Vocabulary) -> _Below | None:
    across = (one for one in head.words if one and not _is_across(one))
    if any(one.word.role == TOPIC or one.says for one in across):
        return None  # they stand beside one another
    free = (at for at, one in enumerate(head.words) if one is None or one.word.role == OTHER)
    found = (_topics_at(index, head, rows, vocabulary) for index in free)
    return next((one for one in found if one), None)


def _topics_at(
    index: int, head: Head, rows: Sequence[Row], vocabulary: Vocabulary
) -> _Below | None:
    """The topics that stand in a column; None where most of it is none."""
    cells = {row.cells[index] for row in rows} - {""}
    told = {cell: known for cell in cells if (known := _topic_of(cell, vocabulary))}
    one = head.words[index]
    is_called_so = one is not None and one.word.meaning == TOPIC
    if not told or not (is_called_so or len(told) * 3 >= len(cells) * 2):
        return None
    form = long_form_of([_name_of(known) for known in told.values()], vocabulary.long_forms)
    is_wide = all(known.word.role == TOPIC for known in told.values())
    return _Below(index, told, form) if form or (is_wide and len(told) > 1) else None


def _is_across(known: KnownHeading) -> bool:
    return known.word.role == ACROSS


def _topic_of(cell: Cell, vocabulary: Vocabulary) -> KnownHeading | None:
    """The topic that a cell names, as a heading would."""
    if not isinstance(cell, str) or not any(map(str.isalpha, cell)):
        return None
    known = vocabulary.find(bare_topic(cell)) or vocabulary.find(cell)
    return known if known and (known.word.role == TOPIC or _long_topic(known)) else None


def _long_topic(known: KnownHeading) -> Cell:
    """The topic that a heading names which has no column of its own."""
    return next((said for _heading, said in known.says if known.word.meaning == VALUE), "")


def _name_of(known: KnownHeading) -> str:
    return known.word.heading if known.word.role == TOPIC else shown(_long_topic(known))


# --- Rows that name them --------------------------------------------------------------------------


def _as_rows_tell(
    head: Head, rows: Sequence[Row], below: _Below, form: LongForm, vocabulary: Vocabulary
) -> tuple[Head, list[Row]]:
    """The headings of topic and value known, and each topic called as we do."""
    at = below.index
    head = _without_answers(head) if form.group else head
    words = [*head.words]
    topic = vocabulary.names[fold(form.topic)]
    if words[at] is None or head.headers[at] != form.topic:
        words[at] = KnownHeading(topic, LIKELY, form.topic)
    value = KnownHeading(vocabulary.names[fold(form.value)], LIKELY, form.value)
    if days := days_across(head, rows, at, form, vocabulary):
        date = next(one for one in vocabulary.names.values() if one.role == DATE)
        for index in days:
            words[index] = value._replace(says=((date.heading, head.headers[index]),))
    elif rooms := rooms_across(head, rows, at, form, vocabulary):
        means = {at for at, one in enumerate(words) if one and one.word.meaning == VALUE}
        head = head.without(means)
        words = [None if index in means else one for index, one in enumerate(words)]
        for index in rooms:
            words[index] = value._replace(says=((form.group, head.headers[index]),))
    elif (figures := _the_figures(head, rows, at, vocabulary)) is not None:
        words[figures] = value
    names = {
        cell: _name_of(known)
        for cell, known in below.told.items()
        if fold(shown(cell)) not in vocabulary.long_forms and len(known.says) < 2
    }
    found = [
        Row(row.number, (*row.cells[:at], names[row.cells[at]], *row.cells[at + 1 :]))
        if row.cells[at] in names
        else row
        for row in rows
    ]
    return replace(head, words=tuple(words)), found


def _without_answers(head: Head) -> Head:
    """Without steps of other kinds of files: a room may be called »Grøn« as well."""
    words = (None if one and one.word.role == ANSWER else one for one in head.words)
    return replace(head, words=tuple(words))


def _the_figures(
    head: Head, rows: Sequence[Row], topics: int, vocabulary: Vocabulary
) -> int | None:
    """The one column of figures, whatever it is called; None where years or places have them."""
    said = [at for at, one in enumerate(head.words) if one and one.word.meaning == VALUE]
    if said:
        return said[0] if len(said) == 1 else None
    is_told = any(one and _is_across(one) for one in head.words)
    if is_told or any(plain_year(text) is not None for text in head.headers):
        return None
    figures = columns_of_figures(head, rows, topics, vocabulary)
    return figures[0] if len(figures) == 1 else None


# --- A column for each ----------------------------------------------------------------------------


def _a_column_each(
    head: Head, rows: Sequence[Row], below: _Below, vocabulary: Vocabulary
) -> tuple[Head, list[Row], tuple[int, ...]]:
    """One row for those about the same, with a column for each topic and each that has figures."""
    at = below.index
    values = [*_values_of(head, rows, at, vocabulary)]
    if not values:
        return head, [*rows], ()
    left = {at, *(index for index, _year, _says in values)}
    beside = (index for index in range(len(head.words)) if index not in left)
    about = [at for at in beside if (one := head.words[at]) and one.word.role != OTHER]
    groups = _gathered(rows, about, at)
    if groups is None:
        return head, [*rows], ()
    topics = [*dict.fromkeys(row.cells[at] for row in rows if row.cells[at] != "")]
    made = [(topic, *value) for topic in topics for value in values]
    known = [_heading_of(below.told.get(topic), year, says) for topic, _at, year, says in made]
    names = [
        " ".join(filter(None, (shown(topic), head.headers[index] if len(values) > 1 else "")))
        for topic, index, _year, _says in made
    ]
    found = [
        Row(
            first.number,
            (
                *first.cells,
                *(said[topic].cells[index] if topic in said else "" for topic, index, *_ in made),
            ),
        )
        for first, said in groups
    ]
    bare = head.without(left)
    headers, words = (*bare.headers, *names), (*bare.words, *known)
    return replace(bare, headers=headers, words=words), found, tuple(one[1] for one in made)


def _gathered(
    rows: Sequence[Row], about: Sequence[int], at: int
) -> list[tuple[Row, dict[Cell, Row]]] | None:
    """Of those about the same the first, and each by its topic; None where one says it twice."""
    groups: dict[tuple[Cell, ...], tuple[Row, dict[Cell, Row]]] = {}
    for row in rows:
        key = tuple(row.cells[index] for index in about)
        _first, said = groups.setdefault(key, (row, {}))
        if row.cells[at] in said:
            return None
        said[row.cells[at]] = row
    return [*groups.values()]


def _heading_of(
    known: KnownHeading | None, year: int | None, says: tuple[Said, ...]
) -> KnownHeading | None:
    if known is None:
        return None
    return known._replace(
        confidence=LIKELY,
        year=year or known.year,
        says=(*known.says, *says),
        text=known.word.heading,
    )


def _values_of(
    head: Head, rows: Sequence[Row], topics: int, vocabulary: Vocabulary
) -> Iterator[tuple[int, int | None, tuple[Said, ...]]]:
    """The columns with figures: of years, of places, of parts; else the one there is."""
    is_found = False
    for index, (text, one) in enumerate(zip(head.headers, head.words, strict=True)):
        year, part = plain_year(text), part_in(text)
        if one is None and year is not None:
            yield index, year, ()
        elif one is not None and _is_across(one):
            yield index, None, one.says
        elif one is None and part and not part.rest:
            yield index, None, ((part.heading, part.said),)
        else:
            continue
        is_found = True
    figures = [] if is_found else columns_of_figures(head, rows, topics, vocabulary)
    if len(figures) == 1:
        yield figures[0], None, ()
