"""The steps of a scale with the ways to write them, and which step a text surely names."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

from files.spreadsheets.danish_values import fold

#: A beginning as short as this names no step, unless it is written as an abbreviation: “Just.”.
SHORTEST, SHORTEST_WITH_POINT = 4, 3
#: Words that many labels begin with, and that mean something else when they stand alone.
NO_BEGINNINGS = frozenset(
    fold(word)
    for word in (
        *("ikke", "ingen", "intet", "uden", "meget", "mindre", "delvis", "delvist", "helt"),
        *("over", "under", "høj", "høje", "lav", "lavt", "behov", "slet", "næsten", "nogen"),
        *("hverken", "både", "måske", "ved", "ved ikke", "enig", "tilfreds"),
    )
)
NUMBERED = re.compile(
    r"^(?:trin|niveau|nr\.?|kategori)?\s*\(?\d{1,2}\)?\s*[.:)\-–—=]*\s+(?=\D)", re.I
)
BEHIND = re.compile(r"\s*[(\[][^()\[\]]{1,3}[)\]]\s*$")
LONGEST = 200
#: Words as short as that are left out of initials.
SHORTEST_WORD = 2


@dataclass
class StepWords:
    """labels: best first. words: folded text → label, for every way to write one."""

    labels: tuple[str, ...]
    words: Mapping[str, str]

    def known(self, text: str) -> str:
        """The label that a text is, in one of the ways to write it; "" if it is none."""
        folded = fold(text)
        return self.words.get(folded) or next(
            (label for label in self.labels if fold(label) == folded), ""
        )

    def all_words(self) -> list[tuple[str, str]]:
        return [*self.words.items(), *((fold(label), label) for label in self.labels)]


def sure_label(text: str, steps: StepWords) -> str:
    """The one step that a text names in part or with more around it; "" where it may be another."""
    if len(text) > LONGEST:
        return ""
    bare = BEHIND.sub("", NUMBERED.sub("", text.strip()))
    if bare != text.strip() and (label := steps.known(bare)):
        return label
    return _by_beginning(bare, steps)


def _by_beginning(text: str, steps: StepWords) -> str:
    """The step whose label alone begins so: “Vedligehold”, “Just.”."""
    folded = fold(text)
    shortest = SHORTEST_WITH_POINT if text.rstrip().endswith(".") else SHORTEST
    if len(folded) < shortest or folded in NO_BEGINNINGS:
        return ""
    begun = {label for word, label in steps.all_words() if word.startswith(folded)}
    return begun.pop() if len(begun) == 1 else ""


def codes_of(steps: StepWords) -> dict[str, set[str]]:
    """Initials → the labels they may stand for: “v”, “mt” for Meget tilfreds, folded."""
    codes: dict[str, set[str]] = {}
    told = [(code, label) for label in steps.labels for code in _initials_of(label)]
    told += [(_folded_initial(word), label) for word, label in steps.words.items()]
    for code, label in told:
        codes.setdefault(code, set()).add(label)
    codes.pop("", None)
    return codes


def _initials_of(label: str) -> set[str]:
    """V and VI of “Vedligeholde indsatsen”, IENI and INI of “Iværksætte en ny indsats”."""
    words = [word for word in re.split(r"[\s/,.–-]+", label) if fold(word)]
    longer = [word for word in words if len(word) > SHORTEST_WORD]
    first = {_initial(words[0])} if words else set()
    return first | {"".join(map(_initial, several)) for several in (words, longer)}


def nearest(text: str, steps: StepWords) -> list[str]:
    """All labels, those that the text is most like first; on a par they stand best first."""
    folded = fold(text)[:LONGEST]
    alike = dict.fromkeys(steps.labels, 0.0)
    for word, label in steps.all_words():
        likeness = SequenceMatcher(None, folded, word, autojunk=False).ratio()
        if (len(word) > 3 and word in folded) or (len(folded) > 1 and word.startswith(folded)):
            likeness = max(likeness, 0.95)
        alike[label] = max(alike.get(label, 0.0), likeness)
    named = [label for label in steps.labels if alike[label] >= ALIKE]
    named.sort(key=lambda label: -alike[label])
    return [*named, *(label for label in steps.labels if label not in named)]


def proposed_label(text: str, steps: StepWords) -> str:
    """The step a misspelt text is proposed to be: by far the nearest; "" where two are near."""
    folded = fold(text)[:LONGEST]
    if len(folded) < SHORTEST or folded in NO_BEGINNINGS:
        return ""
    found = sorted(
        (
            (SequenceMatcher(None, folded, word, autojunk=False).ratio(), label)
            for word, label in steps.all_words()
        ),
        reverse=True,
    )
    best, label = found[0]
    other = next((likeness for likeness, one in found if one != label), 0.0)
    return label if best >= NEARLY and best - other >= CLEARLY else ""


ALIKE, NEARLY, CLEARLY = 0.6, 0.85, 0.15


def _initial(word: str) -> str:
    return _folded_initial(fold(word))


def _folded_initial(folded: str) -> str:
    return folded[:2] if folded[:2] in ("ae", "oe", "aa") else folded[:1]
