"""Of which rounds the figures are that stand beside each other: the head of a column says it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Self

from dashboards.comparison.found import ComparedPlace, ComparedYears
from measurements.models import Topic


@dataclass(frozen=True, slots=True)
class RoundsCompared:
    """now, before: the round of all figures of a column, or its year where they are of several.

    of_places: institution → the round of its newest figure, where others are of another.
    """

    now: str
    before: str
    of_places: Mapping[int, str]

    @classmethod
    def of(cls, topic: Topic, places: Iterable[ComparedPlace], found: ComparedYears) -> Self:
        own = {place.pk: found.when(topic, place.pk, found.year) for place in places}
        was = {found.when(topic, pk, found.before) for pk in own}
        is_one = len(set(own.values()) - {""}) < 2
        return cls(
            one_of(own.values(), found.year),
            one_of(was, found.before),
            {} if is_one else own,
        )


def one_of(words: Iterable[str], year: int | None) -> str:
    """The one round that several figures or columns are of; the year where they are of several."""
    several = {word for word in words if word}
    return several.pop() if len(several) == 1 else str(year or "")
