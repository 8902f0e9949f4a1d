"""Which institution a row is about: by its numbers, and where there are none by its name.

The numbers come in the order local, STIL, production unit. A name finds an institution only when
it is its own, letter for letter, and no other is called so in the row's cluster; the person is
asked about it then, and may have it remembered. A name that is remembered is as good as a number.
"""

import datetime
import re
from collections.abc import Callable
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from files.spreadsheets import Cell, Row, Sheet
from files.spreadsheets.danish_values import fold, shown
from imports.arranging.arranged_sheet import address_in
from imports.arranging.cluster_words import without_cluster_word
from imports.arranging.questions import Choice
from institutions.models import Identifier, KnownName, Placement
from measurements.importing.content import Content, NameMatch
from measurements.importing.known import KnownInstitution, Register
from measurements.importing.suggestions import Guess, nearest_name, nearest_names, nearest_number
from measurements.layouts import NUMBERS, Meaning

#: So many institutions are offered where a text leads to none.
MOST_OFFERED = 3
KINDS = {
    Meaning.NUMBER: Identifier.Kind.LOCAL,
    Meaning.STIL: Identifier.Kind.STIL,
    Meaning.PRODUCTION: Identifier.Kind.PRODUCTION,
}


class FoundInstitution(NamedTuple):
    """What a row's numbers lead to. fault and notice: (meaning of the column, what stands there,
    sentence) or None; unit: how to name the institution, also when it is only guessed. until: the
    last day of a number that is used no longer. is_by_name: that somebody has to say it is right.
    offered: whom a text that leads to nobody may have meant, as it would be written there;
    proposed: the one whose number stands in the row.
    """

    institution: KnownInstitution | None
    unit: str
    fault: tuple[Meaning, str, str] | None = None
    notice: str = ""
    until: datetime.date | None = None
    is_by_name: bool = False
    offered: tuple[Choice, ...] = ()
    proposed: str = ""


class RowPlaces:
    """Finds institutions for the rows of one file, each combination of numbers once."""

    def __init__(self, register: Register, columns: dict[Meaning, int]) -> None:
        self.register = register
        self.numbers = [(meaning, columns[meaning]) for meaning in NUMBERS if meaning in columns]
        self.name = columns.get(Meaning.NAME)
        self.cluster = columns.get(Meaning.CLUSTER)
        self.found: dict[tuple[Any, ...], FoundInstitution] = {}
        self.placed: dict[int, list[tuple[Any, ...]]] | None = None
        self.known: dict[str, int] | None = None

    def find(
        self, cells: tuple[Cell, ...], *, year: Callable[[], int | None] = lambda: None
    ) -> FoundInstitution:
        """The institution of a row with these cells. year: which one the row is about."""
        name = shown(cells[self.name]) if self.name is not None else ""
        given = [(meaning, number_text(cells[index])) for meaning, index in self.numbers]
        given = [(meaning, text) for meaning, text in given if text]
        key: tuple[Any, ...]
        if given or not name:
            key = (name, *given)
            if key not in self.found:
                self.found[key] = self._by_number(name, given)
        else:
            cluster = shown(cells[self.cluster]) if self.cluster is not None else ""
            key = (name, cluster, year() if cluster else None)
            if key not in self.found:
                self.found[key] = self._by_name(*key)
        return self.found[key]

    def _by_number(self, name: str, given: list[tuple[Meaning, str]]) -> FoundInstitution:
        if not given:
            wanted = self.numbers[0][0] if self.numbers else Meaning.NAME
            sentence = _("The number of the institution is missing.")
            if not self.numbers:
                sentence = _("The name of the institution is missing.")
            return FoundInstitution(None, name, (wanted, "", sentence))
        hits = {meaning: self._with_number(KINDS[meaning], text) for meaning, text in given}
        institutions = list(dict.fromkeys(filter(None, hits.values())))
        if not institutions:
            return self._unknown(name, *given[0])
        if len(institutions) > 1:
            first, second = institutions[:2]
            sentence = _(
                "The numbers of the row belong to two institutions: %(first)s and %(second)s."
            ) % {"first": first.name, "second": second.name}
            return FoundInstitution(None, name, (given[0][0], given[0][1], sentence))
        institution = institutions[0]
        by = [(meaning, text) for meaning, text in given if hits[meaning]]
        notice = ""
        if self._is_called_otherwise(name, institution):
            if others := self.register.called(name):
                return self._of_two(name, given[0], institution, others[0])
            notice = _("The file says “%(name)s”, but %(number)s is %(institution)s.") % {
                "name": name,
                "number": by[0][1],
                "institution": institution.name,
            }
        ended = [self.register.number_until.get((KINDS[one], text.upper())) for one, text in by]
        until = max(filter(None, ended)) if all(ended) else None
        return FoundInstitution(institution, institution.name, notice=notice, until=until)

    def _is_called_otherwise(self, name: str, institution: KnownInstitution) -> bool:
        """Whether a name is there that is not the institution's, and is not known to be."""
        is_own = not name or fold(name) == fold(institution.name)
        return not is_own and not self._is_known(name, institution)

    def _with_number(self, kind: str, text: str) -> KnownInstitution | None:
        """Whose number it is; a zero that a spreadsheet was made to put before it aside."""
        by_number = self.register.by_number
        found = by_number.get((kind, text.upper()))
        return found or by_number.get((kind, text.upper().lstrip("0")))

    @staticmethod
    def _of_two(
        name: str,
        given: tuple[Meaning, str],
        institution: KnownInstitution,
        other: KnownInstitution,
    ) -> FoundInstitution:
        """A number of one and the name of another: nobody can say which is meant."""
        sentence = _(
            "The number %(number)s is %(institution)s, but the name is that of %(other)s. Correct"
            " one of them."
        ) % {"number": given[1], "institution": institution.name, "other": other.name}
        return FoundInstitution(None, name, (given[0], given[1], sentence))

    def _is_known(self, name: str, institution: KnownInstitution) -> bool:
        return self._known_by(name) == institution

    def _known_by(self, name: str) -> KnownInstitution | None:
        """Whose name somebody said it is; asked only for files that have such names."""
        if self.known is None:
            self.known = dict(KnownName.objects.values_list("folded", "institution"))
        pk = self.known.get(fold(name))
        return None if pk is None else self.register.institutions.get(pk)

    def _by_name(self, name: str, cluster: str, year: int | None) -> FoundInstitution:
        if one := self._numbered(name):
            return FoundInstitution(one, one.name)
        called = self.register.called(name)
        known = self._known_by(name)
        if known and all(one == known for one in called):
            return FoundInstitution(known, known.name)
        there = [one for one in called if self._is_in(one, cluster, year)] if cluster else called
        if len(there) == 1:
            return FoundInstitution(there[0], there[0].name, is_by_name=True)
        if called and not there:
            sentence = _("%(institution)s is not in %(cluster)s. Write its number.")
            words = {"institution": called[0].name, "cluster": cluster}
            return FoundInstitution(None, f"{name}?", (Meaning.NAME, name, sentence % words))
        if there:
            sentence = _("Several institutions are called %(name)s: %(numbers)s. Write the number.")
            numbers = ", ".join(filter(None, map(self.register.number_of, there)))
            words = {"name": name, "numbers": numbers}
            return FoundInstitution(None, f"{name}?", (Meaning.NAME, name, sentence % words))
        return self._unknown_name(name)

    def _unknown_name(self, name: str) -> FoundInstitution:
        """A name nobody has. A suggestion never contradicts a number that stands in it."""
        sentence = _("There is no institution called “%(name)s”.") % {"name": name[:80]}
        by_number = [(value, one) for (_kind, value), one in self.register.by_number.items()]
        if guess := _number_within(name, by_number):
            sentence += _meant(guess.number, guess.institution)
        elif number := re.search(r"\b\d{3,}\b", name):  # a name like it would contradict it
            told = {"number": number[0]}
            sentence = _("There is no institution with the number %(number)s.") % told
        elif close := nearest_name(name, self.register.institutions.values()):
            sentence += _meant(self.register.number_of(close), close)
        own = [guess.institution] if guess else []
        offered = self._offered(name, own, by_name=True)
        first = offered[0].value if offered else ""
        proposed = first if first in {one.name for one in own} else ""
        fault = (Meaning.NAME, name, sentence)
        return FoundInstitution(None, name, fault, offered=offered, proposed=proposed)

    def _numbered(self, text: str) -> KnownInstitution | None:
        """Whose number stands where a name was expected."""
        numbers = (self.register.by_number.get((kind, text.strip())) for kind in KINDS.values())
        return next(filter(None, numbers), None)

    def _is_in(self, institution: KnownInstitution, cluster: str, year: int | None) -> bool:
        """Whether it was in a cluster of that name some day of the year, or ever."""
        if self.placed is None:
            self.placed = {}
            rows = Placement.objects.order_by("from_on").values_list(
                "institution", "cluster__name", "cluster__nickname", "from_on", "to_on"
            )
            for pk, *placement in rows:
                self.placed.setdefault(pk, []).append(tuple(placement))
        wanted = _bare(cluster)
        return any(
            wanted in (_bare(name), _bare(nickname))
            and (year is None or from_on.year <= year)
            and (year is None or to_on is None or to_on.year >= year)
            for name, nickname, from_on, to_on in self.placed.get(institution.pk, ())
        )

    def _unknown(self, name: str, meaning: Meaning, text: str) -> FoundInstitution:
        """A number nobody has. A suggestion contradicts neither it nor the name beside it."""
        kind = KINDS[meaning]
        sentence = _("There is no institution with the number %(number)s.") % {"number": text}
        known = [(value, one) for (k, value), one in self.register.by_number.items() if k == kind]
        called = self._may_be_called(name)
        guess = _number_within(text, known) or nearest_number(text, known)
        if guess and (not name or guess.institution in called):
            sentence += _meant(guess.number, guess.institution)
            offered = self._offered(name, [guess.institution], by_name=False)
            fault = (meaning, text, sentence)
            return FoundInstitution(None, f"{guess.institution.name}?", fault, offered=offered)
        told = [Guess(self.register.number_of(one), one) for one in called]
        for one in (guess, *told):
            if one and one.number:
                words = {"number": one.number, "institution": one.institution.name}
                sentence += " " + _("%(number)s is %(institution)s.") % words
        offered = self._offered(name, called, by_name=False)
        return FoundInstitution(None, name, (meaning, text, sentence), offered=offered)

    def _offered(
        self, name: str, first: list[KnownInstitution], *, by_name: bool
    ) -> tuple[Choice, ...]:
        """Whom a text may have meant, those in first and then by their names, as it is written."""
        near = nearest_names(name, self.register.institutions.values()) if name else []
        offered = []
        for one in dict.fromkeys((*first, *near)):
            number = self.register.number_of(one)
            value = one.name if by_name else number
            if value and (not by_name or len(self.register.called(one.name)) == 1):
                why = "" if one in first else _("The names are alike.")
                offered.append(Choice(value, f"{number} {one.name}".strip(), why))
        return tuple(offered[:MOST_OFFERED])

    def _may_be_called(self, name: str) -> list[KnownInstitution]:
        """Those of that name, else the one it is remembered for, else the one of nearest name."""
        if not name:
            return []
        one = self._known_by(name) or nearest_name(name, self.register.institutions.values())
        return self.register.called(name) or ([one] if one else [])


def _bare(name: str) -> str:
    """The name of a cluster without the word for one: “Fyrtårnet” of “Klynge Fyrtårnet”."""
    return fold(without_cluster_word(name))


def _meant(number: str, institution: KnownInstitution) -> str:
    return " " + _("Did you mean %(number)s %(institution)s?") % {
        "number": number,
        "institution": institution.name,
    }


def _number_within(text: str, known: list[tuple[str, KnownInstitution]]) -> Guess | None:
    """Whose number stands in a cell with other text: “7001 Solsikken” is 7001, whatever its name.

    text: as `number_text` gives it, without spaces.
    """
    numbers = re.findall(r"\d+", text)
    meant = [Guess(value, one) for value, one in known if value in numbers]
    return meant[0] if len(meant) == 1 else None


def note_match(
    content: Content, places: RowPlaces, found: FoundInstitution, row: Row, sheet: Sheet
) -> None:
    """Have a person asked about an institution that was found by its name."""
    one, index = found.institution, places.name
    if one is None or index is None:
        return
    text = " ".join(shown(row.cells[index]).split())
    content.by_name.setdefault(
        f"{fold(text)} {one.pk}",
        NameMatch(
            text,
            one.pk,
            one.name,
            places.register.number_of(one),
            address_in(sheet, row.number, index),
        ),
    )


def number_text(cell: Cell) -> str:
    """A number of an institution as text: 9101 and 9101.0 of a workbook are "9101"."""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return "".join(shown(cell).split())
