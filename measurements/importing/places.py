"""Which institution a row is about: by its numbers, never by its name alone."""

from typing import NamedTuple

from django.utils.translation import gettext as _

from institutions.models import Identifier
from measurements.importing.faults import nearest_institution
from measurements.importing.known import KnownInstitution, Register
from measurements.layouts import NUMBERS, Meaning
from spreadsheets import Cell
from spreadsheets.danish_values import fold, shown

KINDS = {
    Meaning.NUMBER: Identifier.Kind.LOCAL,
    Meaning.STIL: Identifier.Kind.STIL,
    Meaning.PRODUCTION: Identifier.Kind.PRODUCTION,
}


class Found(NamedTuple):
    """What a row's numbers lead to. fault and notice: (meaning of the column, what stands there,
    sentence) or None; unit: how to name the institution, also when it is only guessed."""

    institution: KnownInstitution | None
    unit: str
    fault: tuple[Meaning, str, str] | None = None
    notice: str = ""


class Places:
    """Finds institutions for the rows of one file, each combination of numbers once."""

    def __init__(self, register: Register, columns: dict[Meaning, int]) -> None:
        self.register = register
        self.numbers = [(meaning, columns[meaning]) for meaning in NUMBERS if meaning in columns]
        self.name = columns.get(Meaning.NAME)
        self.found: dict[tuple, Found] = {}

    def find(self, cells: tuple[Cell, ...]) -> Found:
        """The institution of a row with these cells."""
        name = shown(cells[self.name]) if self.name is not None else ""
        key = (name, *(cells[index] for _meaning, index in self.numbers))
        if key not in self.found:
            self.found[key] = self._look_up(name, cells)
        return self.found[key]

    def _look_up(self, name: str, cells: tuple[Cell, ...]) -> Found:
        given = [(meaning, number_text(cells[index])) for meaning, index in self.numbers]
        given = [(meaning, text) for meaning, text in given if text]
        if not given:
            wanted = self.numbers[0][0]
            sentence = _("The number of the institution is missing.")
            return Found(None, name, (wanted, "", sentence))
        hits = {
            meaning: self.register.by_number.get((KINDS[meaning], text.upper()))
            for meaning, text in given
        }
        institutions = list(dict.fromkeys(filter(None, hits.values())))
        if not institutions:
            return self._unknown(name, *given[0])
        if len(institutions) > 1:
            first, second = institutions[:2]
            sentence = _(
                "The numbers of the row belong to two institutions: %(first)s and %(second)s."
            ) % {"first": first.name, "second": second.name}
            return Found(None, name, (given[0][0], given[0][1], sentence))
        institution = institutions[0]
        notice = ""
        if name and fold(name) != fold(institution.name):
            notice = _("The file says “%(name)s”, but %(number)s is %(institution)s.") % {
                "name": name,
                "number": next(text for meaning, text in given if hits[meaning]),
                "institution": institution.name,
            }
        return Found(institution, institution.name, notice=notice)

    def _unknown(self, name: str, meaning: Meaning, text: str) -> Found:
        kind = KINDS[meaning]
        sentence = _("There is no institution with the number %(number)s.") % {"number": text}
        known = [(value, one) for (k, value), one in self.register.by_number.items() if k == kind]
        guess = nearest_institution(text, name, known)
        if guess is None:
            return Found(None, name, (meaning, text, sentence))
        sentence += " " + _("Did you mean %(number)s %(institution)s?") % {
            "number": guess.number,
            "institution": guess.institution.name,
        }
        return Found(None, f"{guess.institution.name}?", (meaning, text, sentence))


def number_text(cell: Cell) -> str:
    """A number of an institution as text: 9101 and 9101.0 of a workbook are "9101"."""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return "".join(shown(cell).split())
