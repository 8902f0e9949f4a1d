"""Years that stand beside each other as columns, made rows: one for each place and year."""

from collections.abc import Iterator, Mapping, Sequence

from django.utils.translation import gettext as _

from files.spreadsheets import Row
from files.spreadsheets.danish_values import fold
from files.spreadsheets.sheet import BLOCK
from imports.arranging.arranged_sheet import Origin
from imports.arranging.columns import YEAR_HEADING, ReadColumns
from imports.arranging.joining import JoinedTable
from imports.arranging.questions import FileQuestion
from imports.arranging.words import KnownWord, Vocabulary

TOPIC_QUESTION = "topic"
#: A name as short as that is found in any sentence.
SHORT = 5


def unfold(
    table: JoinedTable,
    columns: ReadColumns,
    vocabulary: Vocabulary,
    answers: Mapping[str, str],
    *,
    titles: Sequence[str] = (),
) -> tuple[JoinedTable, list[FileQuestion]]:
    """The table with a row for each year. Asks what numbers under bare years are.

    titles: what stands above the table, that may say it.
    """
    if not columns.years:
        return table, []
    words = {index: columns.words[index] for index in columns.years}
    questions: list[FileQuestion] = []
    if columns.plain_years:
        told, questions = _topic(columns, vocabulary, answers, titles)
        words = {index: word or told for index, word in words.items()}
    topics = [word for word in dict.fromkeys(words.values()) if word]
    if not topics:
        return table, questions
    return _with_rows_for_years(table, columns, words, topics), questions


def _topic(
    columns: ReadColumns, vocabulary: Vocabulary, answers: Mapping[str, str], titles: Sequence[str]
) -> tuple[KnownWord | None, list[FileQuestion]]:
    """What the numbers under years are: as it stands above them, or as somebody says."""
    above = " ".join(map(fold, titles))
    named = [
        word
        for word in vocabulary.topics
        if len(fold(word.heading)) > SHORT and fold(word.heading) in above
    ]
    if len(named) == 1:
        return named[0], []
    years = sorted(columns.years.values())
    question = FileQuestion(
        TOPIC_QUESTION,
        "header",
        _("What are the numbers under %(first)s–%(last)s?")
        % {"first": years[0], "last": years[-1]},
        vocabulary.choices(named or vocabulary.topics),
        count=len(years),
    )
    return vocabulary.names.get(fold(answers.get(TOPIC_QUESTION, ""))), [question]


def _with_rows_for_years(
    table: JoinedTable,
    columns: ReadColumns,
    words: Mapping[int, KnownWord | None],
    topics: Sequence[KnownWord],
) -> JoinedTable:
    base = [index for index in range(len(table.headers)) if index not in columns.years]
    at = {(columns.years[index], word.heading): index for index, word in words.items() if word}
    places = {
        year: [at.get((year, word.heading)) for word in topics]
        for year in sorted(set(columns.years.values()))
    }
    headers = (
        *(table.headers[index] for index in base),
        YEAR_HEADING,
        *(word.heading for word in topics),
    )
    before = table.origins or (Origin("", tuple(range(len(table.headers)))),)
    origins = tuple(
        Origin(
            origin.sheet,
            (
                *(origin.columns[index] for index in base),
                -1,
                *(_column(origin, place) for place in of_year),
            ),
        )
        for origin in before
        for of_year in places.values()
    )
    found = (one for row in table.rows for one in _rows_of_years(row, base, places))
    rows = sorted(found, key=lambda one: one.number)
    return JoinedTable(headers, rows, origins)


def _rows_of_years(
    row: Row, base: Sequence[int], places: Mapping[int, Sequence[int | None]]
) -> Iterator[Row]:
    """A row for each year in which something stands, each in the block of its year."""
    block, number = divmod(row.number, BLOCK)
    about = [row.cells[index] for index in base]
    for nth, (year, of_year) in enumerate(places.items()):
        values = ["" if place is None else row.cells[place] for place in of_year]
        if any(value != "" for value in values):
            at = (block * len(places) + nth) * BLOCK + number
            yield Row(at, (*about, year, *values))


def _column(origin: Origin, place: int | None) -> int:
    return -1 if place is None else origin.columns[place]
