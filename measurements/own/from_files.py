"""What a file that somebody brings may become: an instrument, or a new edition of one there is."""

from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from typing import Any

from accounts.models import User
from config.bullets import items
from files.spreadsheets import Sheet
from files.spreadsheets.danish_values import fold
from imports.arranging.questions import Arranged
from imports.arranging.words import ASK, SKIP
from imports.kinds import ImportChoices
from imports.tickets import Upload
from measurements.importing import MeasurementFile
from measurements.models import Instrument, InstrumentVersion, Topic
from measurements.own.edition_forms import LEFT_OUT, SAME
from measurements.own.guessing import FoundColumn, columns_of, may_be_question

#: From here on a question is another in other words.
LIKE = 0.6
#: So many questions in common make a file one of an instrument.
ENOUGH = 0.5


def kept_columns(upload: Upload, *, by: User) -> list[FoundColumn]:
    """The columns of a file that is kept, arranged as somebody said. Raises `Unreadable`."""
    kind = MeasurementFile(by=by, choices=ImportChoices(upload.layout, answers=upload.answers))
    return columns_of(kind.open(upload.read(), upload.name))


def has_unknown_questions(sheet: Sheet, arranged: Arranged) -> bool:
    """Whether a column of which nothing is known may be a question of an instrument to be made."""
    unknown = {one.heading for one in arranged.columns if one.confidence in (ASK, SKIP)}
    columns = (one for one in columns_of(sheet) if one.heading in unknown)
    return any(may_be_question(one) for one in columns)


def instruments_alike(questions: str) -> list[Instrument]:
    """Instruments whose newest edition has half of the questions, a line each; the likest first."""
    asked = {fold(text) for text in items(questions)}
    found = []
    instruments = Instrument.objects.exclude(kind=Instrument.Kind.PROGRAMME)
    for one in instruments.prefetch_related("versions__topics"):
        newest = max(one.versions.all(), key=lambda version: version.from_year, default=None)
        known = {fold(text) for topic in _topics(newest) for text in _words(topic)}
        if asked and len(asked & known) >= ENOUGH * len(asked):
            found.append((len(asked & known), one))
    return [one for _count, one in sorted(found, key=lambda each: -each[0])]


def edition_prefilled(old: InstrumentVersion, filled: dict[str, Any]) -> dict[str, Any]:
    """The fields of `EditionForm` as a file fills them in. filled: those of an instrument of it.

    A question that stands in the edition before is the same, also in nearly the same words; what
    the file does not ask is left out, and the rest is new.
    """
    left = list(items(filled.get("questions", "")))
    initial: dict[str, Any] = {}
    topics = list(old.topics.all())
    for topic in topics:
        exact = next((text for text in left if fold(text) in map(fold, _words(topic))), "")
        _pair(topic, exact, left, initial)
    unpaired = [one for one in topics if f"text-{one.pk}" not in initial]
    for topic, text in _nearest_first(unpaired, left):
        if text in left and f"text-{topic.pk}" not in initial:
            _pair(topic, text, left, initial)
    for topic in topics:
        initial.setdefault(f"relation-{topic.pk}", LEFT_OUT)
    if filled.get("year", 0) > old.from_year:
        initial["year"] = filled["year"]
    return {**initial, "more": "\n".join(left)}


def _pair(topic: Topic, text: str, left: list[str], initial: dict[str, Any]) -> None:
    if text:
        left.remove(text)
        initial[f"text-{topic.pk}"], initial[f"relation-{topic.pk}"] = text, SAME


def _nearest_first(topics: Sequence[Topic], texts: Sequence[str]) -> list[tuple[Topic, str]]:
    """Questions that may be the same in other words, the likest pair first."""
    pairs = [
        (SequenceMatcher(None, fold(topic.name), fold(text), autojunk=False).ratio(), topic, text)
        for topic in topics
        for text in texts
    ]
    likely = sorted((one for one in pairs if one[0] >= LIKE), key=lambda one: -one[0])
    return [(topic, text) for _likeness, topic, text in likely]


def _topics(version: InstrumentVersion | None) -> Iterable[Topic]:
    return version.topics.all() if version else ()


def _words(topic: Topic) -> tuple[str, ...]:
    return (topic.name, topic.short_name, *topic.synonyms)
