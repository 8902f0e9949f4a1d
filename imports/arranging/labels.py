"""What the texts that stand over a table say of all its rows: the topic."""

from collections.abc import Sequence

from files.spreadsheets import Cell
from files.spreadsheets.danish_values import fold
from imports.arranging.heading_years import plain_year
from imports.arranging.places_known import NUMBERED
from imports.arranging.words import TOPIC, VALUE, KnownHeading, KnownWord, Vocabulary

#: A name as short as that is found in any sentence.
SHORT = 5
#: A sheet may be called by 31 signs; what stands between them may be left out.
SHEET_NAME = 28


def topics_in(titles: Sequence[str], vocabulary: Vocabulary) -> list[KnownWord]:
    """The topics that stand in what is above a table; a longer one goes before a part of it."""
    above = " ".join(map(fold, titles))
    found = {
        fold(word.heading): word
        for word in (*vocabulary.names.values(), *vocabulary.long_topics)
        if word.role == TOPIC and len(fold(word.heading)) > SHORT and fold(word.heading) in above
    }
    return [
        word
        for folded, word in found.items()
        if not any(folded != other and folded in other for other in found)
    ]


def topic_told(texts: Sequence[str], vocabulary: Vocabulary) -> KnownHeading | None:
    """The one topic that titles tell, as a heading would; None where they tell none, or several."""
    found = (vocabulary.find(text) or _cut_short(text, vocabulary) for text in texts)
    known = [one for one in found if one and _is_topic(one)]
    if len({(one.word, one.says) for one in known}) == 1:
        return known[0]._replace(year=None)
    named = topics_in(texts, vocabulary)
    return vocabulary.find(named[0].heading) if len(named) == 1 else None


def _cut_short(text: str, vocabulary: Vocabulary) -> KnownHeading | None:
    """The one topic that the name of a sheet begins, of which a spreadsheet keeps so much."""
    if len(text) < SHEET_NAME:
        return None
    folded = fold(NUMBERED.sub("", text))
    words = {word for name, word in vocabulary.names.items() if name.startswith(folded)}
    topics = [word for word in words if word.role == TOPIC]
    return vocabulary.find(topics[0].heading) if len(topics) == 1 else None


def _is_topic(known: KnownHeading) -> bool:
    return known.word.role == TOPIC or bool(known.says)


def is_year_or_value(cell: Cell, vocabulary: Vocabulary) -> bool:
    """Whether a heading only says of which year figures are, or that they stand below it."""
    if plain_year(cell) is not None:
        return True
    known = vocabulary.find(cell)
    return known is not None and known.word.meaning == VALUE
