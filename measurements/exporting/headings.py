"""The headings of a layout: its columns, and one for each topic or answer where it has those."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from measurements.importing.known import Catalogue, KnownScale, KnownStep, KnownTopic
from measurements.layouts import NUMBERS, Column, Layout, Meaning

#: What a heading says beside the answer it names.
COUNT, SHARE = "antal", "%"


class AnswerColumn(NamedTuple):
    """A column that holds how many, or which per cent, gave an answer."""

    step: KnownStep
    unit: str

    @property
    def heading(self) -> str:
        return f"{self.step.label} ({self.unit})"


@dataclass(frozen=True, slots=True)
class Headings:
    """The columns of a table, in their order: declared ones, then topics, then answers."""

    columns: tuple[Column, ...]
    topics: tuple[KnownTopic, ...] = ()
    answers: tuple[AnswerColumn, ...] = ()

    @property
    def texts(self) -> tuple[str, ...]:
        return (
            *(column.heading for column in self.columns),
            *(topic.name for topic in self.topics),
            *(answer.heading for answer in self.answers),
        )


def headings_of(
    layout: Layout,
    *,
    catalogue: Catalogue,
    numbers: Iterable[Meaning] = (Meaning.NUMBER,),
    lineages: Iterable[str] = (),
    units: Iterable[str] = (),
) -> Headings:
    """The headings with which we write a layout.

    numbers: which of the institution's numbers have a column. lineages: of topics that have one
    beside those of the newest version. units: of answers, beside the one the layout declares.
    """
    kept = (*numbers, Meaning.NAME)
    columns = tuple(
        column
        for column in layout.columns
        if column.meaning in kept or column.meaning not in (*NUMBERS, Meaning.NAME, Meaning.CLUSTER)
    )
    return Headings(
        columns,
        tuple(_topics(layout, catalogue, lineages)) if layout.topics_across else (),
        tuple(_answers(layout, catalogue, units)) if layout.answers else (),
    )


def scale_of_answers(layout: Layout, catalogue: Catalogue) -> KnownScale:
    """The scale whose steps the layout counts."""
    newest = catalogue[layout.instrument].versions[0]
    topic = newest.by_lineage.get(layout.topic)
    return topic.scale if topic else newest.scale


def _topics(layout: Layout, catalogue: Catalogue, lineages: Iterable[str]) -> Iterable[KnownTopic]:
    """Those of the newest version, then those of older versions that are needed."""
    versions = catalogue[layout.instrument].versions
    wanted = {*versions[0].by_lineage, *lineages} - {layout.topic}
    for version in versions:
        for lineage, topic in version.by_lineage.items():
            if lineage in wanted:
                wanted.remove(lineage)
                yield topic


def _answers(layout: Layout, catalogue: Catalogue, units: Iterable[str]) -> Iterable[AnswerColumn]:
    declared = COUNT if layout.answers == "counts" else SHARE
    steps = scale_of_answers(layout, catalogue).steps
    for unit in dict.fromkeys((declared, *units)):
        for step in steps:
            yield AnswerColumn(step, unit)
