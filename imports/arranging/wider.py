"""Where places lie: which of two columns is the wider, and what sheets are called by."""

from collections.abc import Sequence
from itertools import permutations

from django.utils.translation import gettext as _

from files.spreadsheets.danish_values import fold
from imports.arranging.cluster_words import begins_as_a_region
from imports.arranging.table_read import TableRead
from imports.arranging.words import LIKELY, NAME, NUMBER, KnownWord


class WiderPlaces(TableRead):
    """What columns and sheets tell of where places lie."""

    def is_nearer_later(self, index: int) -> bool:
        """Whether another heading is nearer to our own for what this one is called by others.

        Names are told the nearest first: beside *Dagtilbud* a *Distrikt* is no cluster.
        """
        words, headers = self.table.head.words, self.table.headers
        known = words[index]
        if known is None or sum(one is not None and one.word == known.word for one in words) < 2:
            return False
        names = [fold(known.word.heading), *self.vocabulary.names]
        far = {name: distance for distance, name in reversed([*enumerate(names)])}
        here = far.get(fold(headers[index]), len(names))
        pairs = zip(headers, words, strict=True)
        others = (text for text, one in pairs if one and one.word == known.word)
        return any(far.get(fold(text), here) < here for text in others)

    def wider_places(self, lacking: Sequence[KnownWord]) -> None:
        """Of two columns for where places are, the one with several of the other's is the wider."""
        inner, outer = self.vocabulary.sections[-1:], self.vocabulary.sections[:-1]
        if not outer:
            return
        words = self.table.head.words
        both = [index for index, one in enumerate(words) if one and one.word == inner[0]]
        name = next((one for one in lacking if one.role == NAME), None)
        own = [index for index in both if self.content.tells_each_apart(index)]
        if name and len(own) == 1 and len(both) > 1:
            self.take(own[0], name, LIKELY)  # »Dagtilbud« beside »Klynge«
            self.take(next(one for one in both if one not in own), inner[0], LIKELY)
        elif not any(word in self.found.words for word in outer):
            self._take_within_one_another(both, inner[0], outer[-1])

    def _take_within_one_another(
        self, columns: Sequence[int], inner: KnownWord, outer: KnownWord
    ) -> None:
        """Of columns whose places lie within those of another take that one for the outer."""
        for wide, narrow in permutations(columns, 2):
            if self.content.is_within(narrow, wide) and not self.is_nearer_later(wide):
                self.take(wide, outer, LIKELY)
                self.take(narrow, inner, LIKELY)
                self.because[wide] = _("What is in the other column lies within it.")

    def wholes_of_sheets(self) -> None:
        """Where the rows belong, where every sheet is called so and no column says it."""
        words = self.vocabulary.sections[-1:]
        names = [table.grid.name for table in self.tables]
        is_told = not words or words[0] in self.found.words
        is_told = is_told or (self.found.has(NUMBER) and not self.vocabulary.makes_places)
        known = self.vocabulary.wholes
        if not self.vocabulary.long_forms:  # in these, sheets have the numbers of places
            known = known | self.vocabulary.places.keys()
        is_new = self.vocabulary.makes_places and all(map(begins_as_a_region, names))
        if not is_told and (is_new or all(fold(name) in known for name in names)):
            self.found.constants[words[0]] = tuple(names)
