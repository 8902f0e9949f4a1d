"""Which institution a name in a form means."""

import difflib
import re
from collections import defaultdict
from collections.abc import Collection, Iterable

from institutions.models import Institution
from strategy.word_form.labels import plain

#: Words that people add to a name, or leave out.
GENERIC = frozenset(
    {
        *("børnehuset", "børnehus", "børnehaven", "børnehave", "vuggestuen", "vuggestue"),
        *("institutionen", "institution", "daginstitutionen", "daginstitution"),
        *("dagtilbuddet", "dagtilbud", "enheden", "enhed", "afdelingen", "afdeling", "afd"),
        *("den", "det", "integrerede", "integreret", "aldersintegrerede", "selvejende"),
        "kommunale",
    }
)
LONGEST = 500  # letters of a cell with names
_JOINTS = re.compile(r"\s*(?:[,;/&+\n]|\bog\b)\s*")


class FormPlaces:
    """The institutions by every name and number they may be written by.

    own: the numbers of those the person writes for. Of several that share a name, theirs is meant.
    """

    def __init__(self, institutions: Iterable[Institution], *, own: Collection[int] = ()) -> None:
        self._own = own
        self._names: dict[str, set[Institution]] = defaultdict(set)
        self._cores: dict[str, set[Institution]] = defaultdict(set)
        self._numbers: dict[str, set[Institution]] = defaultdict(set)
        for institution in institutions:
            self._names[_norm(institution.name)].add(institution)
            self._cores[_core(institution.name)].add(institution)
            for identifier in institution.identifiers.all():
                self._numbers[identifier.value].add(institution)

    def find(self, text: str) -> tuple[Institution, ...]:
        """Those a text names: one, or several that share a goal; none when it is not sure."""
        if len(text) > LONGEST:
            return ()
        if one := self._one(text):
            return (one,)
        parts = [part for part in _JOINTS.split(text) if part]
        found = [self._one(part) for part in parts]
        if len(parts) > 1 and all(found):
            return tuple(dict.fromkeys(place for place in found if place))
        first = text.split("\n")[0]
        one = self._one(first) if first != text else None
        return (one,) if one else ()

    def is_place(self, text: str) -> bool:
        """Whether a line is the name of an institution and nothing else."""
        return _norm(text) in self._names or len(self._cores.get(_core(text), ())) == 1

    def suggestion(self, text: str) -> str:
        """The name most like a text that is none; empty when none is like it."""
        close = difflib.get_close_matches(_norm(text)[:100], self._names, n=1, cutoff=0.75)
        return next(iter(self._names[close[0]])).name if close else ""

    def is_shared(self, text: str) -> bool:
        """Whether several institutions have this name."""
        return len(self._names.get(_norm(text), ())) > 1

    def _called(self, name: str) -> set[Institution]:
        places = self._names.get(name, set())
        own = {place for place in places if place.pk in self._own}
        return own if len(own) == 1 else places

    def _one(self, text: str) -> Institution | None:
        words = _norm(text)
        if not words:
            return None
        by_number = [self._numbers[word] for word in words.split() if word in self._numbers]
        for places in (self._called(words), *by_number, self._cores.get(_core(text))):
            if places and len(places) == 1:
                return next(iter(places))
        longer = [name for name in self._names if words.startswith(f"{name} ")]
        if longer and not _JOINTS.search(text):
            places = self._called(max(longer, key=len))
            return next(iter(places)) if len(places) == 1 else None
        bracketless = re.sub(r"\(.*?\)", " ", text)
        return self._one(bracketless) if bracketless != text else None


def _norm(name: str) -> str:
    return plain(name).replace("aa", "å")


def _core(name: str) -> str:
    """A name without the words that say what kind of place it is, unless it has no others."""
    words = _norm(name).split()
    return " ".join(word for word in words if word not in GENERIC) or " ".join(words)
