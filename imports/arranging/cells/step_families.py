"""Ways to write a whole scale: initials, colours, numbers. Each is one question for the file."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from django.utils.translation import gettext as _

from files.spreadsheets import Cell
from files.spreadsheets.danish_values import fold, shown
from imports.arranging.cells.asking import EACH, quoted, samples_of
from imports.arranging.cells.step_words import StepWords, codes_of
from imports.arranging.questions import Choice, FileQuestion

#: Colours as people rank them, best first.
COLOURS = ("dark green", "green", "light green", "yellow", "orange", "red")
COLOUR_WORDS = {
    fold(word): colour
    for colour, words in {
        "dark green": ("mørkegrøn", "mørkegrønt", "mørk grøn"),
        "green": ("grøn", "grønt", "grønne", "green"),
        "light green": ("lysegrøn", "lysegrønt", "lys grøn"),
        "yellow": ("gul", "gult", "gule", "yellow"),
        "orange": ("orange",),
        "red": ("rød", "rødt", "røde", "red"),
    }.items()
    for word in words
}
#: Signs that are nothing but a colour.
COLOUR_SIGNS = {
    sign: colour
    for colour, signs in {
        "green": "🟢🟩💚",
        "yellow": "🟡🟨💛",
        "orange": "🟠🟧🧡",
        "red": "🔴🟥❤",
    }.items()
    for sign in signs
}
NUMBER = re.compile(r"(?:trin|niveau|kategori)?\s*(-?\d{1,2})(?:[.,]0)?\.?", re.IGNORECASE)
#: The signs of steps, best first.
SIGNS = ("+++", "++", "+", "+/-", "0", "-", "--", "---")
BEST, LOWEST, TOGETHER = "1=best", "1=lowest", "initials"
LONGEST_INITIALS = 4
#: One sentence is asked about by itself.
SEVERAL = 2
#: So many ways to lay colours on steps are offered; beyond them each is asked about.
MOST_WAYS = 10


@dataclass(frozen=True, slots=True)
class Family:
    """Cells that write steps in one way. ways: answer → what each cell is then read as."""

    question: FileQuestion
    cells: Collection[Cell]
    ways: Mapping[str, Mapping[Cell, str]]


def families_in(unknown: Mapping[Cell, int], steps: StepWords) -> Iterator[Family]:
    """The ways to write the scale that these cells are, with how often each stands there."""
    for find in (_numbers, _colours, _signs, _initials, _sentences):
        if family := find(unknown, steps):
            yield family


def _family(
    id_: str,
    text: str,
    cells: Mapping[Cell, int],
    ways: Sequence[tuple[Choice, Mapping[Cell, str]]],
    *,
    proposed: str = "",
) -> Family:
    each = Choice(EACH, _("Something else: answer for each"))
    question = FileQuestion(
        f"steps:{id_}",
        "cell",
        text,
        (*(choice for choice, _read in ways), each),
        proposed=proposed,
        count=sum(cells.values()),
        samples=samples_of(cells),
    )
    return Family(question, cells, {choice.value: read for choice, read in ways})


def _numbers(unknown: Mapping[Cell, int], steps: StepWords) -> Family | None:
    """1 to as many as there are steps; where any number lies outside, they are no such numbers."""
    found = {cell: int(match[1]) for cell in unknown if (match := NUMBER.fullmatch(_shown(cell)))}
    count = len(steps.labels)
    if not found or count < 2 or not set(found.values()) <= set(range(1, count + 1)):
        return None
    ways = []
    for value, labels in ((BEST, steps.labels), (LOWEST, steps.labels[::-1])):
        sentence = _("1 is “%(first)s”, %(count)s is “%(last)s”")
        words = {"first": labels[0], "count": count, "last": labels[-1]}
        read = {cell: labels[number - 1] for cell, number in found.items()}
        ways.append((Choice(value, sentence % words), read))
    text = _("The steps are written as numbers: %(numbers)s. Which end is the best?")
    told = {"numbers": quoted(samples_of(sorted(found, key=lambda cell: found[cell])))}
    return _family("numbers", text % told, {cell: unknown[cell] for cell in found}, ways)


def _signs(unknown: Mapping[Cell, int], steps: StepWords) -> Family | None:
    """Plus and minus, as many of them as there are steps: the more plus, the better."""
    found = [sign for sign in SIGNS if any(_shown(cell) == sign for cell in unknown)]
    if len(found) != len(steps.labels) or not found[0].startswith("+"):
        return None
    cells = {cell: found.index(_shown(cell)) for cell in unknown if _shown(cell) in found}
    read = {cell: steps.labels[at] for cell, at in cells.items()}
    laid = ", ".join(
        _("“%(text)s” is “%(label)s”") % {"text": sign, "label": label}
        for sign, label in zip(found, steps.labels, strict=True)
    )
    text = _("The steps are written as signs: %(signs)s. What do they mean?")
    told = text % {"signs": quoted(found)}
    return _family(
        "signs", told, {cell: unknown[cell] for cell in cells}, [(Choice(BEST, laid), read)]
    )


def _colour_of(text: str) -> str:
    """The colour that a text names or is a sign of; "" for none."""
    return COLOUR_WORDS.get(fold(text), "") or COLOUR_SIGNS.get(text.strip("\ufe0f"), "")


def _colours(unknown: Mapping[Cell, int], steps: StepWords) -> Family | None:
    """Colours by name, laid on the steps in their order, best first."""
    found = {cell: colour for cell in unknown if (colour := _colour_of(_shown(cell)))}
    laid = ways_of_colours([colour for colour in COLOURS if colour in found.values()], steps)
    if not laid:
        return None
    words = {colour: _shown(cell) for cell, colour in reversed(found.items())}
    ways = [
        (choice_of(way, words, words), {cell: way[colour] for cell, colour in found.items()})
        for way in laid
    ]
    text = _("The steps are written as colours: %(colours)s. What do they mean?")
    return _family(
        "colours",
        text % {"colours": quoted(samples_of(found))},
        {cell: unknown[cell] for cell in found},
        ways,
        proposed=ways[0][0].value if len(ways) == 1 else "",
    )


def ways_of_colours(ordered: Sequence[str], steps: StepWords) -> list[dict[str, str]]:
    """Each way to lay colours, best first, on steps: colour → label. None if there are too many.

    Where there are as many colours as steps there is one way; where there are more there is none.
    """
    ways = list(combinations(steps.labels, len(ordered))) if ordered else []
    return [dict(zip(ordered, way, strict=True)) for way in ways] if len(ways) <= MOST_WAYS else []


def choice_of(way: Mapping[str, str], names: Mapping[str, str], words: Mapping[str, str]) -> Choice:
    """A way to lay colours on steps as an answer. names: in the value; words: to be read."""
    return Choice(
        "; ".join(f"{names[colour]}={label}" for colour, label in way.items()),
        "; ".join(f"{words[colour]}: {label}" for colour, label in way.items()),
    )


def _initials(unknown: Mapping[Cell, int], steps: StepWords) -> Family | None:
    """V, J, Æ: each the beginning of one label alone."""
    codes = codes_of(steps)
    found: dict[Cell, str] = {}
    for cell in unknown:
        text = _shown(cell)
        labels = codes.get(fold(text), set())
        if isinstance(cell, str) and len(text) <= LONGEST_INITIALS and len(labels) == 1:
            found[cell] = next(iter(labels))
    if not found:
        return None
    told = dict.fromkeys(f"{_shown(cell)}: {label}" for cell, label in found.items())
    ways = [(Choice(TOGETHER, "; ".join(told)), found)]
    text = _("The steps are written as initials: %(initials)s. Do they mean this?")
    cells = {cell: unknown[cell] for cell in found}
    return _family(
        "initials",
        text % {"initials": quoted(samples_of(found))},
        cells,
        ways,
        proposed=TOGETHER,
    )


def _sentences(unknown: Mapping[Cell, int], steps: StepWords) -> Family | None:
    """Sentences that each say one label: “Institutionen skal justere indsatsen”."""
    labels = {fold(label): label for label in steps.labels}
    found: dict[Cell, str] = {}
    for cell in unknown:
        told = [folded for folded in labels if folded in fold(_shown(cell))]
        longest = max(told, key=len, default="")
        if longest and all(one in longest for one in told):
            found[cell] = labels[longest]
    if len(found) < SEVERAL:
        return None
    text = _("The steps stand in sentences: %(sentences)s. Do they mean this?")
    laid = "; ".join(f"{_shown(cell)}: {label}" for cell, label in found.items())
    cells = {cell: unknown[cell] for cell in found}
    told_all = text % {"sentences": quoted(samples_of(found))}
    return _family(
        "sentences", told_all, cells, [(Choice(TOGETHER, laid), found)], proposed=TOGETHER
    )


def _shown(cell: Cell) -> str:
    return shown(cell).strip()
