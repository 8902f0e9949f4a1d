"""What headings say beside what they measure, made rows: one for each place and year or part."""

from collections.abc import Iterator, Mapping, Sequence

from files.spreadsheets import Cell, Row
from files.spreadsheets.sheet import BLOCK
from imports.arranging.across import form_of
from imports.arranging.arranged_sheet import Origin
from imports.arranging.column_questions import TOPIC_QUESTION, what_topic
from imports.arranging.joining import JoinedTable
from imports.arranging.labels import topic_told, topics_in
from imports.arranging.parts import Said
from imports.arranging.questions import FileQuestion
from imports.arranging.table_read import ReadColumns
from imports.arranging.words import KnownHeading, KnownWord, Vocabulary


def unfold(
    table: JoinedTable,
    columns: ReadColumns,
    vocabulary: Vocabulary,
    answers: Mapping[str, str],
    *,
    titles: Sequence[str] = (),
) -> tuple[JoinedTable, list[FileQuestion]]:
    """The table with a row for each year or part. Asks what numbers under bare years are.

    titles: what stands above the table, that may say it.
    """
    if not columns.years and not columns.says:
        return table, []
    words = {index: columns.words[index] for index in (*columns.years, *columns.says)}
    questions: list[FileQuestion] = []
    if columns.plain_years:
        told, questions = _topic(table, columns, vocabulary, answers, titles)
        if told:
            _take(told, columns)
            words = {index: word or told.word for index, word in words.items()}
    measures = {
        index: _measured(index, word, table, columns) for index, word in words.items() if word
    }
    if not measures:
        return table, questions
    return _with_rows_for_each(table, columns, measures), questions


def _take(told: KnownHeading, columns: ReadColumns) -> None:
    """Keep what the topic of numbers under bare years says, where rows name it."""
    for index in columns.plain_years if told.says else ():
        columns.says[index] = told.says
        columns.texts[index] = told.text


def _measured(index: int, word: KnownWord, table: JoinedTable, columns: ReadColumns) -> str:
    """The heading of what a column measures."""
    is_told = index in columns.says
    return columns.texts.get(index, table.headers[index]) if is_told else word.heading


def _topic(
    table: JoinedTable,
    columns: ReadColumns,
    vocabulary: Vocabulary,
    answers: Mapping[str, str],
    titles: Sequence[str],
) -> tuple[KnownHeading | None, list[FileQuestion]]:
    """What the numbers under years are: as rows name it, as a title does, or as somebody says."""
    beside = (index for index in range(len(columns.words)) if index not in columns.years)
    forms = (form_of(index, table.rows, vocabulary) for index in beside)
    if form := next(filter(None, forms), None):
        return vocabulary.find(form.value), []
    if above := topic_told(titles, vocabulary):
        return above, []
    named = topics_in(titles, vocabulary)
    years = sorted(columns.years.values())
    choices = vocabulary.choices(named or [*vocabulary.topics, *vocabulary.long_topics])
    question = what_topic(years[0], years[-1], choices, len(years))
    return vocabulary.find(answers.get(TOPIC_QUESTION, "")), [question]


def _with_rows_for_each(
    table: JoinedTable, columns: ReadColumns, measures: Mapping[int, str]
) -> JoinedTable:
    """A row for each year, part, topic or place that headings say. measures: what they measure."""
    spread = {*columns.years, *columns.says}
    base = [index for index in range(len(table.headers)) if index not in spread]
    keys = {index: _key_of(index, columns) for index in measures}
    about = [*dict.fromkeys(heading for key in keys.values() for heading, _said in key)]
    at = {(key, measures[index]): index for index, key in keys.items()}
    values = [*dict.fromkeys(measures.values())]
    ordered = sorted(set(keys.values()), key=str) if columns.years else dict.fromkeys(keys.values())
    places = {
        tuple(dict(key).get(heading, "") for heading in about): [
            at.get((key, measure)) for measure in values
        ]
        for key in ordered
    }
    headers = (*(table.headers[index] for index in base), *about, *values)
    before = table.origins or (Origin("", tuple(range(len(table.headers)))),)
    origins = tuple(
        origin._replace(
            columns=(
                *(origin.columns[index] for index in base),
                *(-1 for _heading in about),
                *(_column(origin, place) for place in of_one),
            )
        )
        for origin in before
        for of_one in places.values()
    )
    found = (one for row in table.rows for one in _rows_of(row, base, places))
    rows = sorted(found, key=lambda one: one.number)
    return JoinedTable(headers, rows, origins)


def _key_of(index: int, columns: ReadColumns) -> tuple[Said, ...]:
    year = columns.years.get(index)
    return (*(() if year is None else ((columns.years_as, year),)), *columns.says.get(index, ()))


def _rows_of(
    row: Row, base: Sequence[int], places: Mapping[tuple[Cell, ...], Sequence[int | None]]
) -> Iterator[Row]:
    """A row for each of these of which something stands, each in a block of its own."""
    block, number = divmod(row.number, BLOCK)
    about = [row.cells[index] for index in base]
    for nth, (said, of_one) in enumerate(places.items()):
        values = ["" if place is None else row.cells[place] for place in of_one]
        if any(value != "" for value in values):
            at = (block * len(places) + nth) * BLOCK + number
            yield Row(at, (*about, *said, *values))


def _column(origin: Origin, place: int | None) -> int:
    return -1 if place is None else origin.columns[place]
