"""The words of files of measurements: columns, topics, answers, institutions and what they lack."""

from collections.abc import Iterator, Mapping, Sequence

from files.spreadsheets.danish_values import fold
from imports.arranging.headings_by import by_words, unitless
from imports.arranging.numbered_editions import NumberedEdition
from imports.arranging.parts import LongForm
from imports.arranging.times import PART_HEADING, PART_HEADINGS
from imports.arranging.words import (
    ANSWER,
    DATE,
    NAME,
    NUMBER,
    OTHER,
    PART,
    PLACE,
    TOPIC,
    YEAR,
    KnownWord,
    Vocabulary,
)
from imports.errors import NotRecognised
from institutions.models import Area, Cluster
from measurements.importing.cell_words import MeasuredCells
from measurements.importing.known import Catalogue, KnownInstrument, Register
from measurements.layouts import NUMBERS, Layout, Meaning, recognise
from measurements.layouts.declared import INSTITUTION_NAME
from measurements.layouts.goals import OF_ONE_GOAL
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
    found = (
        *_columns(layouts),
        *_topics(catalogue, layouts),
        *_answers(catalogue, layouts),
        *((one, KnownWord(PART_HEADING, PART, PART_HEADING)) for one in PART_HEADINGS),
    )
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
        return [
            word._replace(heading=one, title=one, texts=texts.get(fold(one), frozenset()))
            for one, word in known
            if word
        ]

    def unread(headings: Sequence[str]) -> frozenset[str]:
        try:
            found = recognise(
                headings,
                layout=layout,
                is_topic=catalogue.is_topic,
                is_answer=catalogue.is_answer,
                layouts=layouts,
            )
        except NotRecognised:
            return frozenset()
        return frozenset(fold(headings[index]) for index in found.unused)

    texts = _texts(catalogue, layouts)
    of_years = _topics(catalogue, layouts, by_year=True)
    return Vocabulary(
        names,
        frozenset(value for _kind, value in register.by_number),
        {fold(one.name): register.number_of(one) for one in register.institutions.values()},
        lacks,
        unitless(names.values()),
        MeasuredCells(catalogue, register, layout),
        topics=tuple(dict.fromkeys(word for _folded, word in of_years)),
        wholes=frozenset(map(fold, _wholes())),
        long_forms=_long_forms(catalogue, layouts),
        long_topics=tuple(dict.fromkeys(_long_topics(catalogue, layouts))),
        by_words=by_words(names.values()),
        sections=(names[fold(INSTITUTION_NAME.heading)],),
        editions=tuple(_editions(catalogue)),
        told_by_sheets={Meaning.GOAL.value: OF_ONE_GOAL},
        numbered=tuple(_numbered(catalogue)),
        steps={
            folded: step.label
            for instrument in catalogue.values()
            for topic in instrument.topics
            if topic.scale.is_ordinal
            for folded, step in topic.scale.words.items()
        },
        asides=frozenset(fold(one) for layout in layouts.values() for one in layout.aside)
        - {fold(name) for one in catalogue.values() for name in one.lineages},
        unread=unread,
        topic_names={
            folded: topic.name
            for instrument in catalogue.values()
            for topic in instrument.topics
            for folded in topic.names
        },
    )


def _editions(catalogue: Catalogue) -> Iterator[frozenset[str]]:
    """The topics of each edition, and the steps of each scale."""
    for instrument in catalogue.values():
        for version in instrument.versions:
            yield frozenset(topic.name for topic in version.by_lineage.values())
            for topic in version.by_lineage.values():
                yield frozenset(step.label for step in topic.scale.steps)


def _numbered(catalogue: Catalogue) -> Iterator[NumberedEdition]:
    """The editions whose topics are numbered from one on, without a gap."""
    for instrument in catalogue.values():
        for version in instrument.versions:
            numbers = sorted(version.by_number)
            if numbers and numbers == [*range(1, len(numbers) + 1)]:
                topics = tuple(version.by_number[number].name for number in numbers)
                until = version.to_year
                yield NumberedEdition(
                    version.name, instrument.name, topics, version.from_year, until
                )


def _texts(catalogue: Catalogue, layouts: Mapping[str, Layout]) -> dict[str, frozenset[str]]:
    """Folded heading → all that stands under it, where these are topics or steps."""
    found: dict[str, set[str]] = {}
    for layout in layouts.values():
        instrument = catalogue.get(layout.instrument)
        for column in layout.columns if instrument else ():
            if instrument and (told := _texts_under(column.meaning, instrument)):
                found.setdefault(fold(column.heading), set()).update(told)
    return {heading: frozenset(told) for heading, told in found.items()}


def _texts_under(meaning: Meaning, instrument: KnownInstrument) -> set[str]:
    """What stands under a heading that means this, folded, where it is known beforehand."""
    if meaning is Meaning.TOPIC:
        return set(instrument.lineages)
    if meaning is Meaning.VALUE and instrument.has_steps:
        return {word for topic in instrument.topics for word in topic.scale.words}
    return set()


def _wholes() -> Iterator[str]:
    """The names of what several institutions make up."""
    yield from Cluster.objects.values_list("name", flat=True)
    yield from Area.objects.values_list("name", flat=True)


def _long_topics(catalogue: Catalogue, layouts: Mapping[str, Layout]) -> Iterator[KnownWord]:
    """Topics that only rows name, and numbers are told of."""
    across = {layout.instrument for layout in layouts.values() if layout.topics_across}
    for layout in layouts.values():
        if layout.instrument in catalogue and layout.instrument not in across:
            for topic in catalogue[layout.instrument].topics:
                if not topic.scale.is_ordinal:
                    yield KnownWord(topic.name, TOPIC, topic.name, TOPIC)


def _long_forms(
    catalogue: Catalogue, layouts: Mapping[str, Layout]
) -> dict[str, tuple[LongForm, ...]]:
    """Folded topic → the headings of each layout in which rows name it."""
    found: dict[str, dict[LongForm, None]] = {}
    for layout in layouts.values():
        form = _long_form(layout) if layout.instrument in catalogue else None
        if form is not None:
            for folded in catalogue[layout.instrument].lineages:
                found.setdefault(folded, {})[form] = None
    return {folded: tuple(forms) for folded, forms in found.items()}


def _long_form(layout: Layout) -> LongForm | None:
    """The headings of a layout in which rows name their topics; None for any other."""
    headings = {column.meaning: column.heading for column in layout.columns}
    if not {Meaning.TOPIC, Meaning.VALUE} <= headings.keys():
        return None
    group = headings.get(Meaning.GROUP, "") if Meaning.DATE in headings else ""
    day = headings.get(Meaning.DATE, "") if Meaning.YEAR not in headings else ""
    return LongForm(headings[Meaning.TOPIC], headings[Meaning.VALUE], group, day)


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
