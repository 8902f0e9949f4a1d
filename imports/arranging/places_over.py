"""Places that stand over columns, each with the figures of its own below."""

from collections.abc import Sequence

from files.spreadsheets.danish_values import fold
from imports.arranging.parts import Said
from imports.arranging.words import (
    ACROSS,
    GROUP,
    LIKELY,
    NAME,
    YEAR_IN,
    KnownHeading,
    KnownWord,
    Vocabulary,
    without_year,
)

#: Fewer headings that are understood make no table.
ENOUGH = 2
#: What a column is that a place stands over, before we know what stands in it.
OF_A_PLACE = KnownWord("", ACROSS, "", ACROSS)


def places_over(
    texts: Sequence[str], words: tuple[KnownHeading | None, ...], vocabulary: Vocabulary
) -> tuple[KnownHeading | None, ...]:
    """The same, with headings that are places, where several different places stand across."""
    unknown = [at for at, text in enumerate(texts) if text and not words[at]]
    told = {at: place for at in unknown if (place := _place_beside(texts[at], vocabulary))}
    years = {index: _year_beside(texts[index]) for index in told}
    parts = _parts_over(texts, unknown, vocabulary)
    told |= {index: place for index, (place, _part) in parts.items()}
    pairs = {(place, years.get(at), parts.get(at)) for at, place in told.items()}
    if len(told) < ENOUGH or len(pairs) < len(told):
        return words
    if (
        not parts
        and len({vocabulary.places.get(fold(place), place) for place in told.values()}) < ENOUGH
    ):
        return words  # a number and the name beside it
    name = next(word for word in vocabulary.names.values() if word.role == NAME)
    group = vocabulary.word_meaning(GROUP)
    across = {}
    for index, place in told.items():
        says: tuple[Said, ...] = ((name.heading, place),)
        if index in parts and group:
            says += ((group.heading, parts[index][1]),)
        across[index] = KnownHeading(OF_A_PLACE, LIKELY, texts[index], years.get(index), says)
    return tuple(across.get(index, word) for index, word in enumerate(words))


def _parts_over(
    texts: Sequence[str], columns: Sequence[int], vocabulary: Vocabulary
) -> dict[int, tuple[str, str]]:
    """Columns over which a place and a room of it stand, where each has its own."""
    if vocabulary.word_meaning(GROUP) is None:
        return {}
    found = {at: vocabulary.part_of_a_place(texts[at]) for at in columns}
    return {at: one for at, one in found.items() if one}


def _place_beside(text: str, vocabulary: Vocabulary) -> str:
    """The place that a heading names, also beside a year; "" for none."""
    told = vocabulary.place_told(text)
    return told or (vocabulary.place_told(without_year(text)) if YEAR_IN.search(text) else "")


def _year_beside(text: str) -> int | None:
    """The year that stands beside the name of a place."""
    found = YEAR_IN.findall(text)
    return int(found[0]) if len(found) == 1 else None
