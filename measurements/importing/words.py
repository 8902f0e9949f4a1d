"""The words of files of measurements: columns, topics, answers, institutions and what they lack."""

from collections.abc import Iterator, Mapping, Sequence

from files.spreadsheets.danish_values import fold
from imports.arranging.words import (
    ANSWER,
    DATE,
    NAME,
    NUMBER,
    OTHER,
    PLACE,
    TOPIC,
    YEAR,
    KnownWord,
    Vocabulary,
    unitless,
)
from measurements.importing.cell_words import MeasuredCells
from measurements.importing.known import Catalogue, Register
from measurements.layouts import NUMBERS, Layout, Meaning
from measurements.layouts.recognition import lacking

ROLES = {
    **dict.fromkeys(NUMBERS, NUMBER),
    Meaning.NAME: NAME,
    Meaning.CLUSTER: PLACE,
    Meaning.YEAR: YEAR,
    Meaning.DATE: DATE,
}


def words_of_measurements(*, layout: str = "auto") -> Vocabulary:
    """Everything a file of measurements may be written with. layout: the one somebody chose."""
    catalogue, register = Catalogue.load(), Register.load()
    layouts = catalogue.layouts
    names: dict[str, KnownWord] = {}
    found = (*_columns(layouts), *_topics(catalogue, layouts), *_answers(catalogue, layouts))
    for folded, word in found:
        names.setdefault(folded, word)

    def lacks(headings: Sequence[str]) -> Sequence[KnownWord]:
        missing = lacking(
            headings,
            is_topic=catalogue.is_topic,
            is_answer=catalogue.is_answer,
            layouts=layouts,
        )
        known = ((one, names.get(fold(one))) for one in missing)
        return [word._replace(heading=one, title=one) for one, word in known if word]

    of_years = _topics(catalogue, layouts, by_year=True)
    return Vocabulary(
        names,
        frozenset(value for _kind, value in register.by_number),
        {fold(one.name): register.number_of(one) for one in register.institutions.values()},
        lacks,
        unitless(names.values()),
        MeasuredCells(catalogue, register, layout),
        topics=tuple(dict.fromkeys(word for _folded, word in of_years)),
    )


def _columns(layouts: Mapping[str, Layout]) -> Iterator[tuple[str, KnownWord]]:
    for layout in layouts.values():
        for column in layout.columns:
            role = ROLES.get(column.meaning, OTHER)
            word = KnownWord(column.heading, column.meaning.value, column.heading, role)
            for heading in (column.heading, *column.synonyms):
                yield fold(heading), word
    for layout in layouts.values():
        for heading in layout.aside:
            yield fold(heading), KnownWord(heading, OTHER, heading)


def _topics(
    catalogue: Catalogue, layouts: Mapping[str, Layout], *, by_year: bool = False
) -> Iterator[tuple[str, KnownWord]]:
    """Topics that have a column each; by_year: only numbers of a year."""
    for layout in layouts.values():
        is_by_year = any(one.meaning is Meaning.YEAR for one in layout.columns)
        if layout.topics_across and layout.instrument in catalogue and (is_by_year or not by_year):
            for topic in catalogue[layout.instrument].topics:
                if not (by_year and topic.scale.is_ordinal):
                    word = KnownWord(topic.name, TOPIC, topic.name, TOPIC)
                    yield from ((folded, word) for folded in topic.names)


def _answers(
    catalogue: Catalogue, layouts: Mapping[str, Layout]
) -> Iterator[tuple[str, KnownWord]]:
    """Steps of scales that have a column each, with how many answered so."""
    for layout in layouts.values():
        if layout.answers and layout.instrument in catalogue:
            for topic in catalogue[layout.instrument].topics:
                for folded, step in topic.scale.words.items():
                    yield folded, KnownWord(step.label, ANSWER, step.label, ANSWER)
