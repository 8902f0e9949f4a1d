"""Columns of figures nobody knows, of a file that somebody said to be of an instrument there is."""

from collections.abc import Iterable, Iterator, Mapping

from django.utils.translation import gettext as _

from files.spreadsheets import Sheet
from imports.arranging.alike import share, words_in
from imports.arranging.column_questions import what_column
from imports.arranging.columns import NOTHING
from imports.arranging.questions import Choice, FileQuestion, arranged_of
from imports.arranging.words import ANSWER, TOPIC, VALUE, KnownWord
from measurements.models import Topic
from measurements.own.guessing import columns_of, may_be_question

#: What the ids of questions about a column begin with.
COLUMN = "column:"


def columns_of_topics(
    sheet: Sheet, instrument: str, asked: Mapping[str, FileQuestion]
) -> Iterator[FileQuestion]:
    """What each column is that has a word of one of its topics; each of them where none has.

    instrument: its code. asked: what is asked already, by its id.
    """
    arranged = arranged_of(sheet)
    columns = arranged.columns if arranged else ()
    read = {one.heading for one in columns if one.meaning}
    names = _topics_of(instrument)
    figures = [
        one.heading
        for one in columns_of(sheet)
        if one.heading not in read
        and may_be_question(one)
        and f"{COLUMN}{one.heading}" not in asked
    ]
    alike = {heading: _alike(heading, names) for heading in figures}
    is_told = any(id_.startswith(COLUMN) for id_ in asked)
    is_told = is_told or any(one.meaning in (TOPIC, ANSWER, VALUE) for one in columns)
    for heading in [one for one in figures if alike[one]] or ([] if is_told else figures):
        ranked = dict.fromkeys((*alike[heading], *names))
        nothing = Choice(NOTHING, _("Nothing is read of it"))
        choices = (*(Choice(one, one) for one in ranked), nothing)
        guess = KnownWord(alike[heading][0], "", "") if len(alike[heading]) == 1 else None
        yield what_column(heading, choices, guess, ())


def _topics_of(instrument: str) -> list[str]:
    """The topics of an instrument, those of its newest edition first."""
    topics = Topic.objects.filter(version__instrument__code=instrument)
    ordered = topics.order_by("-version__from_year", "number")
    return [*dict.fromkeys(ordered.values_list("name", flat=True))]


def _alike(heading: str, names: Iterable[str]) -> list[str]:
    told = words_in(heading)
    return [name for name in names if share(told, words_in(name))]
