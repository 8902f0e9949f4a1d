"""Places that stand over columns, each with the figures of its own below."""

from collections.abc import Sequence

from files.spreadsheets.danish_values import fold
from imports.arranging.words import (
    ACROSS,
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
    told = {
        index: place
        for index, (text, word) in enumerate(zip(texts, words, strict=True))
        if text and not word and (place := _place_beside(text, vocabulary))
    }
    years = {index: _year_beside(texts[index]) for index in told}
    pairs = {(place, years[index]) for index, place in told.items()}
    if len(told) < ENOUGH or len(pairs) < len(told):
        return words
    if len({vocabulary.places.get(fold(place), place) for place in told.values()}) < ENOUGH:
        return words  # a number and the name beside it
    name = next(word for word in vocabulary.names.values() if word.role == NAME)
    across = {
        index: KnownHeading(
            OF_A_PLACE, LIKELY, texts[index], years[index], ((name.heading, place),)
        )
        for index, place in told.items()
    }
    return tuple(across.get(index, word) for index, word in enumerate(words))


def _place_beside(text: str, vocabulary: Vocabulary) -> str:
    """The place that a heading names, also beside a year; "" for none."""
    told = vocabulary.place_told(text)
    return told or (vocabulary.place_told(without_year(text)) if YEAR_IN.search(text) else "")


def _year_beside(text: str) -> int | None:
    """The year that stands beside the name of a place."""
    found = YEAR_IN.findall(text)
    return int(found[0]) if len(found) == 1 else None
