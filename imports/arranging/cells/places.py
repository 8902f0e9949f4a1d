"""Names of places where the row tells no number: known ones stand, the others are asked about."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from files.spreadsheets.danish_values import fold, is_missing, is_suppressed
from imports.arranging.cells.asking import (
    EACH,
    LONGEST_TEXT,
    MOST_SAMPLES,
    CellsRead,
    ReadingCells,
    asked_about,
)
from imports.arranging.cells.likeness import likeness, pairs_of, parts_of
from imports.arranging.cells.numbered_places import split_number
from imports.arranging.questions import OWN, Choice, FileQuestion

#: The answers by which the rows of a name are not read; the first is offered.
LEFT_OUT = ("leave out", "")
#: With more unknown names than that the column is no column of these places.
MOST_ASKED = 100
#: So many places are offered; the number of another may be written.
MOST_OFFERED = 60
#: From here on a name is like another.
LIKE = 0.5
#: From here on it is that name, misspelt, where no other is like it.
NEARLY = 0.85
#: So many names that are nearly known are asked about at once; and the answer that all are right.
SEVERAL, ALL_OF_THEM = 2, "all"
#: Between the parts of an organisation: “Kommune / Børn og Unge / Solsikken”.
PATH = re.compile(r"\s[/>»|]\s|\s?\\\s?")
NUMBER = re.compile(r"(?<!\d)\d{3,}(?!\d)")


@dataclass
class KnownPlace:
    """others: old names and nicknames."""

    number: str
    name: str
    others: tuple[str, ...]


def read_places(
    heading: str, texts: Iterable[str], places: Sequence[KnownPlace], answers: Mapping[str, str]
) -> CellsRead:
    """The number of each place whose name nobody knows, once somebody has said which it is.

    A name that is one place's own stays as it stands. No place is proposed by its name alone. A
    name that is left out is read so: its rows are left out then (`mending`).
    """
    said = Counter(text for text in texts if not is_missing(text) and not is_suppressed(text))
    by_number = {place.number: place for place in places}
    called = _called(places)
    reading = ReadingCells(answers)
    unknown = []
    for text in said:
        if number := number_told(text, by_number):
            reading.replaced[text] = number
        elif len(called.get(fold(text), ())) != 1:
            unknown.append(text)
    if len(unknown) <= MOST_ASKED:
        for text in _without_nearly_named(reading, heading, unknown, said, places):
            answer = reading.ask(_question(heading, text, said[text], places))
            if answer in LEFT_OUT:
                reading.replaced[text] = LEFT_OUT[0]
            elif answer in by_number:
                reading.replaced[text] = answer
    return reading.done()


def _without_nearly_named(
    reading: ReadingCells,
    heading: str,
    unknown: Sequence[str],
    said: Mapping[str, int],
    places: Sequence[KnownPlace],
) -> Sequence[str]:
    """Ask once about all names that are a place's own but for its kind; the others are left."""
    nearly = nearly_named(unknown, places) if len(unknown) >= SEVERAL else {}
    if len(nearly) < SEVERAL:
        return unknown
    pairs = [
        _("“%(text)s” is %(number)s %(name)s")
        % {"text": text[:LONGEST_TEXT], "number": place.number, "name": place.name}
        for text, place in nearly.items()
    ]
    question = FileQuestion(
        f"places:{heading}",
        OWN,
        _("%(count)s names are written in another way than here: %(names)s. Is that right?")
        % {"count": len(nearly), "names": "; ".join(pairs)},
        (Choice(ALL_OF_THEM, _("Yes, all of them")), Choice(EACH, _("No: ask about each"))),
        count=sum(said[text] for text in nearly),
        samples=tuple(nearly)[:MOST_SAMPLES],
    )
    answer = reading.ask(question)
    if answer == ALL_OF_THEM:
        reading.replaced |= {text: place.number for text, place in nearly.items()}
    return unknown if answer == EACH else [text for text in unknown if text not in nearly]


def nearly_named(texts: Iterable[str], places: Sequence[KnownPlace]) -> dict[str, KnownPlace]:
    """Text → the one place whose name has the same words but for its kind and filling words.

    Or the same letters but for one or two.

    Two texts of one place are none: they may be two parts of it.
    """
    by_core: dict[frozenset[str], dict[str, KnownPlace]] = {}
    for place in places:
        for name in (place.name, *place.others):
            by_core.setdefault(frozenset(parts_of(name).core), {})[place.number] = place
    texts = [*texts]
    fitting = ((text, by_core.get(frozenset(parts_of(text).core), {}).values()) for text in texts)
    found = {
        text: place
        for text, (place, *others) in ((text, each) for text, each in fitting if each)
        if not others and not NUMBER.search(text) and _may_be_of_one_kind(text, place)
    }
    found = {**_misspelt((text for text in texts if text not in found), places), **found}
    times = Counter(place.number for place in found.values())
    return {text: place for text, place in found.items() if times[place.number] == 1}


def _may_be_of_one_kind(text: str, place: KnownPlace) -> bool:
    """Whether the kinds that both name agree; one that names none agrees with all."""
    told, kinds = parts_of(text).kinds, parts_of(place.name).kinds
    return not kinds or not told or bool(kinds & told)


def _misspelt(texts: Iterable[str], places: Sequence[KnownPlace]) -> dict[str, KnownPlace]:
    """Text → the one place whose name it is but for a letter or two, and no other is like it."""
    found: dict[str, KnownPlace] = {}
    for text in texts:
        near = nlargest(2, ((likeness(text, place.name), at) for at, place in enumerate(places)))
        is_alone = len(near) < 2 or near[1][0] < LIKE
        if near and near[0][0] >= NEARLY and is_alone and not NUMBER.search(text):
            found[text] = places[near[0][1]]
    return found


def _called(places: Iterable[KnownPlace]) -> dict[str, set[str]]:
    """Folded name → the numbers of those that are called so."""
    called: dict[str, set[str]] = {}
    for place in places:
        for name in (place.name, *place.others):
            called.setdefault(fold(name), set()).add(place.number)
    return called


def number_told(text: str, by_number: Mapping[str, KnownPlace]) -> str:
    """The number that stands in the cell itself, where the name beside it goes with it."""
    number = text.strip()
    if number in by_number:
        return number
    if (last := PATH.split(text)[-1].strip()) != number:
        return _of_a_path(last, by_number)
    if not (found := split_number(text, by_number)):
        return ""
    number, name = found
    own = (by_number[number].name, *by_number[number].others)
    if fold(name) in map(fold, own):
        return number
    is_anothers = any(fold(name) == fold(one.name) for one in by_number.values())
    is_like = max(likeness(name, one) for one in own) >= LIKE
    return number if is_like and not is_anothers else ""


def _of_a_path(name: str, by_number: Mapping[str, KnownPlace]) -> str:
    """The number of the one place that the last part of “Kommune / Børn / Solsikken” is."""
    told = number_told(name, by_number)
    called = {one.number for one in by_number.values() if fold(one.name) == fold(name)}
    return told or (called.pop() if len(called) == 1 else "")


def _question(heading: str, text: str, count: int, places: Sequence[KnownPlace]) -> FileQuestion:
    leave = ngettext("Leave out the row", "Leave out the %(count)s rows", count) % {"count": count}
    told = NUMBER.search(text)
    choices = [
        Choice(place.number, f"{place.number} {place.name}", "" if told else _why(place, name))
        for place, name in ranked(text, places)
    ]
    because = _("There is no institution called “%(name)s”.") % {"name": text[:LONGEST_TEXT]}
    if told:
        because = _("The number %(number)s is not that of an institution with this name.") % {
            "number": told[0]
        }
    return asked_about(
        heading,
        text,
        count=count,
        choices=[*choices, Choice(LEFT_OUT[0], leave, _("Named on the receipt."))],
        because=because,
        takes_text=True,
    )


def _why(place: KnownPlace, name: str) -> str:
    """The ground for offering a place. name: the one by which it is like the text."""
    if not name:
        return ""
    if name != place.name:
        return _("Also called “%(name)s”.") % {"name": name}
    return _("The name is alike.")


def ranked(text: str, places: Iterable[KnownPlace]) -> list[tuple[KnownPlace, str]]:
    """The likeliest places first, each with the name by which it is; "" where it is unlike."""
    near = nlargest(MOST_OFFERED, places, key=lambda place: _in_common(text, place))
    found = []
    for place in near:
        best, name = max((likeness(text, name), name) for name in (place.name, *place.others))
        found.append((-best, place.name, place.number, place, name if best >= LIKE else ""))
    return [(place, name) for *_order, place, name in sorted(found, key=lambda one: one[:3])]


def _in_common(text: str, place: KnownPlace) -> float:
    """How many pairs of letters a text has in common with the names of a place: a first look."""
    pairs = pairs_of(text)
    return max(
        len(pairs & others) / (len(others) or 1)
        for others in map(pairs_of, (place.name, *place.others))
    )
