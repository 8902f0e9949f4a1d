"""Places that stand over columns, each with the figures of its own below."""

from collections.abc import Sequence
from typing import NamedTuple

from files.spreadsheets.danish_values import fold
from imports.arranging.heading_years import YEAR_IN, without_year
from imports.arranging.parts import Said
from imports.arranging.words import (
    ACROSS,
    GROUP,
    LIKELY,
    NAME,
    KnownHeading,
    KnownWord,
    Vocabulary,
)

#: Fewer headings that are understood make no table.
ENOUGH = 2
#: What a column is that a place stands over, before we know what stands in it.
OF_A_PLACE = KnownWord("", ACROSS, "", ACROSS)


class _PlaceOver(NamedTuple):
    """A place that a heading names. year: the one beside it; room: the one of it, where named."""

    place: str
    year: int | None
    room: str | None = None

    def says(self, vocabulary: Vocabulary) -> tuple[Said, ...]:
        """What the column says of its place, under headings of ours."""
        name, group = vocabulary.word_of(NAME), vocabulary.word_meaning(GROUP)
        said = ((name, self.place), (group, self.room))
        return tuple((word.heading, text) for word, text in said if word and text is not None)


def places_over(
    texts: Sequence[str], words: tuple[KnownHeading | None, ...], vocabulary: Vocabulary
) -> tuple[KnownHeading | None, ...]:
    """The same, with headings that are places, where several different places stand across."""
    unknown = [at for at, text in enumerate(texts) if text and not words[at]]
    found = {at: one for at in unknown if (one := _place_over(texts[at], vocabulary))}
    if not _stand_across([*found.values()], vocabulary):
        return words
    across = {
        index: KnownHeading(OF_A_PLACE, LIKELY, texts[index], one.year, one.says(vocabulary))
        for index, one in found.items()
    }
    return tuple(across.get(index, word) for index, word in enumerate(words))


def _place_over(text: str, vocabulary: Vocabulary) -> _PlaceOver | None:
    """The place that a heading names, with its year or its room; None for none."""
    place = _place_beside(text, vocabulary)
    year = _year_beside(text) if place else None
    of_a_room = vocabulary.part_of_a_place(text)
    if of_a_room and vocabulary.word_meaning(GROUP):
        return _PlaceOver(of_a_room[0], year, of_a_room[1])
    return _PlaceOver(place, year) if place else None


def _stand_across(found: Sequence[_PlaceOver], vocabulary: Vocabulary) -> bool:
    """Whether places stand over several columns, each with figures of its own below."""
    if len(found) < ENOUGH or len({*found}) < len(found):
        return False
    places = {vocabulary.places.get(fold(one.place), one.place) for one in found}
    # else a number and the name beside it
    return len(places) >= ENOUGH or any(one.room is not None for one in found)


def _place_beside(text: str, vocabulary: Vocabulary) -> str:
    """The place that a heading names, also beside a year; "" for none."""
    told = vocabulary.place_told(text)
    return told or (vocabulary.place_told(without_year(text)) if YEAR_IN.search(text) else "")


def _year_beside(text: str) -> int | None:
    """The year that stands beside the name of a place."""
    found = YEAR_IN.findall(text)
    return int(found[0]) if len(found) == 1 else None
