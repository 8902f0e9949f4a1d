"""How like two names of institutions are: old words, abbreviations and misspellings aside."""

import re
from collections.abc import Iterable
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from files.spreadsheets.danish_values import fold

#: KnownWord or abbreviation → the kind of place it tells. Different kinds are different places.
KINDS = {
    fold(word): kind
    for kind, words in {
        "børnehave": ("børnehave", "børnehaven", "bh", "bhv", "bhave", "b.have", "bh.have"),
        "vuggestue": ("vuggestue", "vuggestuen", "vug", "vugg", "vst", "vs"),
        "børnehus": (
            *("børnehus", "børnehuset", "bhus", "b.hus", "børnegård", "børnegården", "bg"),
            *("børnegaard", "børnecenter", "børnecentret", "børnehusene"),
        ),
        "integreret": (
            *("integreret", "integrerede", "int", "integr", "ii", "intg"),
            *("aldersintegreret", "aldersintegrerede"),
        ),
        "dagpleje": ("dagpleje", "dagplejen", "dpl", "dagpl"),
        "naturbørnehave": ("naturbørnehave", "naturbørnehaven", "naturbh", "natur"),
        "skovbørnehave": ("skovbørnehave", "skovbørnehaven", "skovbh", "skov"),
        "fritidshjem": ("fritidshjem", "fritidshjemmet", "frh", "sfo"),
    }.items()
    for word in words
}
#: Kinds that are also the kind they end with: a skovbørnehave is a børnehave.
ALSO = {
    "naturbørnehave": "børnehave",
    "skovbørnehave": "børnehave",
    "børnehus": "integreret",
    "bh": "børnehus",  # some write it for this, most for a børnehave
}
#: Words that tell no place from another.
FILLING = {
    fold(word)
    for word in (
        *("institution", "institutionen", "inst", "daginstitution", "daginstitutionen", "daginst"),
        *("dagtilbud", "dagtilbuddet", "afdeling", "afdelingen", "afd", "enhed", "enheden", "hus"),
        *("den", "det", "de", "i", "på", "ved", "og", "af", "for", "selvejende", "selvej", "si"),
        *("kommunal", "kommunale", "privat", "private", "dii", "d.i.i", "nr", "matrikel", "stuen"),
        *("gl", "gammel", "gamle", "tidligere", "tidl", "ex", "nu", "før", "nye", "ny", "nyt"),
    )
}
#: Words that are written in short, and what they stand for.
LONG = {"sct": "sankt", "skt": "sankt", "st": "sankt", "ndr": "noerre", "sdr": "soender"}
SPLIT = re.compile(r"[\s/,;:()\[\]–—-]+|(?<=[a-zæøåA-ZÆØÅ])\.(?=\S)")
#: Endings by which the same name is written with and without its article, or in the genitive.
ENDINGS = ("erne", "ene", "en", "et", "s")
LONGEST = 100


class NameParts(NamedTuple):
    """core: the words that tell a place from others, folded; kinds: what sorts of place it is."""

    core: tuple[str, ...]
    kinds: frozenset[str]
    folded: str


@lru_cache(maxsize=5_000)
def parts_of(name: str) -> NameParts:
    """A name with its kind of place apart from what it is called."""
    words = [folded for word in SPLIT.split(name[:LONGEST]) if (folded := fold(word))]
    kinds: set[str] = set()
    core: list[str] = []
    for word in words:
        kind = KINDS.get(word)
        if kind:
            kinds |= {kind, ALSO.get(kind, kind), ALSO.get(word, kind)}
        elif word not in FILLING:
            core.append(LONG.get(word, word))
    return NameParts(tuple(core or words), frozenset(kinds), "".join(words))


@lru_cache(maxsize=5_000)
def pairs_of(name: str) -> frozenset[str]:
    """The pairs of letters in what a place is called, its kind aside."""
    core = "".join(parts_of(name).core)
    return frozenset(map("".join, pairwise(core))) or frozenset(core)


def likeness(text: str, name: str) -> float:
    """From 0 to 1: how like a text is to the name of a place."""
    one, other = parts_of(text), parts_of(name)
    if one.folded == other.folded:
        return 1.0
    core = _likeness_of_words(one.core, other.core)
    whole = _ratio(one.folded, other.folded)
    kind = (0.04 if one.kinds & other.kinds else -0.12) if one.kinds and other.kinds else 0.0
    return max(0.0, min(0.99, 0.85 * core + 0.1 * whole + kind))


def _likeness_of_words(one: Iterable[str], other: Iterable[str]) -> float:
    """How like the words are that tell places apart: all of the shorter found in the longer."""
    first, second = list(one), list(other)
    if not first or not second:
        return 0.0
    joined = _ratio("".join(first), "".join(second))
    if len(first) > len(second):
        first, second = second, first
    weights = [len(word) for word in first]
    best = [max(_alike(word, candidate) for candidate in second) for word in first]
    matched = sum(weight * found for weight, found in zip(weights, best, strict=True)) / sum(
        weights
    )
    missing = (len(second) - len(first)) * 0.06
    return max(joined, matched - missing)


@lru_cache(maxsize=20_000)
def _alike(one: str, other: str) -> float:
    if one == other:
        return 1.0
    if _bare(one) == _bare(other):
        return 0.97
    shorter, longer = sorted((one, other), key=len)
    ratio = _ratio(one, other)
    if len(shorter) >= 3 and longer.startswith(shorter):
        ratio = max(ratio, 0.75 + 0.2 * len(shorter) / len(longer))
    elif len(shorter) >= 4 and longer.endswith(shorter):
        ratio = max(ratio, 0.7 + 0.2 * len(shorter) / len(longer))
    return ratio


def _ratio(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def _bare(word: str) -> str:
    return next(
        (word[: -len(end)] for end in ENDINGS if word.endswith(end) and len(word) > len(end) + 3),
        word,
    )
