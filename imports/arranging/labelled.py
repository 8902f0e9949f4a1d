"""Tables that are each about a topic of their own, as their sheets or the lines over them say."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from files.spreadsheets import Row
from imports.arranging.cell_kinds import has_digits
from imports.arranging.figures_below import tells_figures
from imports.arranging.heads import Head
from imports.arranging.labels import topic_told
from imports.arranging.parts import Said
from imports.arranging.tables import Table
from imports.arranging.units import KIND_OF_UNIT, bared
from imports.arranging.words import (
    ABOUT,
    LIKELY,
    TOPIC,
    VALUE,
    KnownHeading,
    Vocabulary,
    plain_year,
)


def named_by_labels(tables: Sequence[Table], vocabulary: Vocabulary) -> list[Table]:
    """The tables with their figures called by the topic of each, where each has one of its own."""
    if not vocabulary.topics:
        return [*tables]
    tables = [_with_its_title(one, vocabulary) for one in tables]
    if len(tables) < 2:
        return tables
    told = [None if _tells_topics(one) else _topic_of(one, vocabulary) for one in tables]
    if any(told) and not all(told) and not any(map(_tells_topics, tables)):
        told = _with_unknown(tables, told)
    if not all(told) or len({(one.word, one.says) for one in told if one}) < len(told):
        return [*tables]
    pairs = zip(tables, told, strict=True)
    return [_called(table, topic, vocabulary) for table, topic in pairs if topic]


def _with_its_title(table: Table, vocabulary: Vocabulary) -> Table:
    """The table with the topic of its title over its figures, where these only tell their unit."""
    figures = [] if _tells_topics(table) else _columns_of_figures(table)
    topic = _topic_of(table, vocabulary) if len(figures) == 1 else None
    if topic is None or topic.says or topic.word.role != TOPIC:
        return table
    heading = table.headers[figures[0]]
    unit = KIND_OF_UNIT.get(heading.strip(" ()[]").lower(), "")
    agrees = unit and unit == bared(topic.word.heading)[1]
    return _called(table, topic, vocabulary) if agrees else table


def _with_unknown(
    tables: Sequence[Table], told: Sequence[KnownHeading | None]
) -> list[KnownHeading | None]:
    """The topics of tables, those nobody knows by the line that each has for itself.

    They are told later as topics nobody knows: another table's topic is none of theirs.
    """
    first = next(one for one in told if one)
    times = Counter(text for table in tables for text in {*table.titles})
    found: list[KnownHeading | None] = []
    for table, topic in zip(tables, told, strict=True):
        own = [text for text in table.titles if times[text] == 1]
        if topic is None and len(own) == 1 and first.says:
            heading = first.says[0][0]
            topic = first._replace(says=((heading, own[0]), *first.says[1:]))
        found.append(topic)
    return found


def _topic_of(table: Table, vocabulary: Vocabulary) -> KnownHeading | None:
    labels, name = table.grid.labels, table.grid.name
    return topic_told(labels or [name], vocabulary) or topic_told(table.titles, vocabulary)


def _tells_topics(table: Table) -> bool:
    """Whether columns tell what they measure."""
    return any(one and (one.word.role == TOPIC or one.says) for one in table.head.words)


def _called(table: Table, topic: KnownHeading, vocabulary: Vocabulary) -> Table:
    """The table with the topic over its figures: of each year, or of the one column of them."""
    head = table.head
    years = [at for at, text in enumerate(head.headers) if plain_year(text) is not None]
    columns = years or _columns_of_figures(table)[:1]
    headers, words = [*head.headers], [*head.words]
    name = topic.says[0][1] if topic.says else topic.word.heading
    for at in columns:
        text = f"{name} {plain_year(headers[at])}" if years else str(name)
        year = plain_year(headers[at])
        headers[at], words[at] = text, vocabulary.find(text) or topic._replace(year=year)
    table.head = replace(head, headers=tuple(headers), words=tuple(words))
    table.is_labelled = bool(columns)
    return table


def with_parts_alike(tables: Sequence[Table], vocabulary: Vocabulary) -> list[Table]:
    """The tables, a lone column of figures being of the part it is called by as others' are.

    One sheet has a room beside another, the next but one: its heading is a room as well.
    """
    parts = {says[0][0] for table in tables if (says := _parts_across(table))}
    if len(parts) == 1:
        for table in tables:
            _part_alone(table, parts, vocabulary)
    return [*tables]


def _parts_across(table: Table) -> tuple[Said, ...]:
    """What the first column of figures of a part says; () where no part stands across."""
    told = (one.says for one in table.head.words if one and one.word.meaning == VALUE)
    return next(filter(None, told), ())


def _part_alone(table: Table, parts: Iterable[str], vocabulary: Vocabulary) -> None:
    head = table.head
    words = [*head.words]
    figures = [at for at, one in enumerate(words) if one and one.word.meaning == VALUE]
    known = words[figures[0]] if len(figures) == 1 else None
    if known is None or known.says or tells_figures(text := head.headers[figures[0]]):
        return
    if vocabulary.find(text) is None:
        words[figures[0]] = known._replace(says=tuple((part, text) for part in parts))
        table.head = replace(head, words=tuple(words))


def _columns_of_figures(table: Table) -> list[int]:
    """Columns of which it is not known what they measure, and in which figures stand."""
    return [
        at
        for at, one in enumerate(table.head.words)
        if (one is None or one.word.meaning == VALUE)
        and any(has_digits(row.cells[at]) for row in table.rows if row.cells[at] != "")
    ]


def tell_other_topics(tables: Sequence[Table]) -> bool:
    """Whether tables say what their rows are about alike."""
    first, *others = [_about(one.head) for one in tables]
    return all(one == first for one in others)


def _about(head: Head) -> set[str]:
    return {one.word.heading for one in head.words if one and one.word.role in ABOUT}


def widened(tables: Sequence[Table]) -> list[Table]:
    """The tables, the first with the columns that only others have, blank in its rows."""
    if len(tables) < 2:
        return [*tables]
    first, *others = tables
    there = {_key(one) for one in first.head.words if one}
    more = dict(_columns_beside(others, there))
    if more:
        headers = (*first.head.headers, *(text for text, _word in more.values()))
        words = (*first.head.words, *(word for _text, word in more.values()))
        first.head = replace(first.head, headers=headers, words=words)
        blank = ("",) * len(more)
        first.rows = [Row(row.number, (*row.cells, *blank)) for row in first.rows]
        first.made += (-1,) * len(more)
    return [first, *others]


def _columns_beside(
    tables: Sequence[Table], there: set[object]
) -> Iterator[tuple[object, tuple[str, KnownHeading]]]:
    for table in tables:
        for text, one in zip(table.head.headers, table.head.words, strict=True):
            if one and one.word.role not in ABOUT and _key(one) not in there:
                yield _key(one), (text, one._replace(confidence=LIKELY))


def _key(known: KnownHeading) -> object:
    return (known.word.heading, known.year, known.says)
