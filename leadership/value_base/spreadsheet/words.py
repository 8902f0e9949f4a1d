"""The words of spreadsheets of the value base: their columns, and what can stand in them."""

from collections.abc import Sequence

from files.spreadsheets.danish_values import fold
from imports.arranging.words import NAME, OTHER, PLACE, KnownWord, Vocabulary
from leadership.value_base.contents import Contents
from leadership.value_base.spreadsheet.columns import AREA, GROUP, HEADINGS, NUMBER, ROLE, TEXT

#: Other headings by which people mean the same.
ALSO = {
    GROUP: ("Faggruppe", "Medarbejdergruppe", "Jobgruppe"),
    ROLE: ("Funktion", "Stilling", "Medarbejder"),
    AREA: ("Værdi", "Tema", "Værdiområde"),
    NUMBER: ("Nummer", "Forpligtelse nr", "Løbenr", "Pkt"),
    TEXT: ("Tekst", "Forpligtelsen", "Forpligtelsestekst", "Ordlyd"),
}


def words_of(contents: Contents) -> Vocabulary:
    """Everything a spreadsheet of this version may be written with. A row is about a role."""
    roles = {fold(row.role.name): row.role.name for row in contents.roles}
    held = {
        GROUP: (PLACE, frozenset(fold(rows.group.name) for rows in contents.groups)),
        ROLE: (NAME, frozenset(roles)),
        AREA: (PLACE, frozenset(fold(area.name) for area in contents.areas)),
    }
    words = {
        heading: KnownWord(heading, heading, heading, *held.get(heading, (OTHER, frozenset())))
        for heading in HEADINGS
    }
    names = {fold(text): words[one] for one in HEADINGS for text in (one, *ALSO[one])}

    def lacks(headings: Sequence[str]) -> Sequence[KnownWord]:
        there = {names[folded].heading for one in headings if (folded := fold(one)) in names}
        return [word for heading, word in words.items() if heading not in there]

    return Vocabulary(names, frozenset(), roles, lacks)
