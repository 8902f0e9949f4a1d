"""The places that a kind of file knows, by whatever a cell writes of them."""

import re
from collections.abc import Mapping

from files.spreadsheets import Cell
from files.spreadsheets.danish_values import fold, shown
from imports.arranging.parts import COUNTED

#: A name, or what is left of one, is as long as that.
LONG_ENOUGH = 6
NUMBERED = re.compile(
    r"^\s*(?:(?:tema|pejlemærke|mål|spørgsmål|område|punkt|nr\.?)\s*)?\d{1,2}\s*[.:)–-]\s*"
    r"|^\s*(?:(?:tema|mål|spørgsmål|område|punkt)\s*)?\d{1,2}\s+(?=(?-i:[A-ZÆØÅ])\w)",
    re.I,
)
#: “7001 Solsikken”, “7001 - Solsikken” and “Solsikken (7001)”.
NUMBER_BESIDE = re.compile(
    r"(?P<before>\d{3,})(?:-\d{1,2})?[\s:–-]+\D.*|.*\D[\s(\[]+(?P<after>\d{3,})[)\]]?"
)
#: “Solsikken, afd. Rød stue”, “Solsikken - Rød stue” and “Solsikken (Rød stue)”.
PART_BEHIND = re.compile(
    r"\s*(?P<place>[^,/(]+?)\s*(?:,|/|\(|\s[–-]\s)\s*(?:afd(?:eling)?\.?\s+|stuen?\s+)?"
    r"(?P<part>[^\W\d][^()]*?)\)?\s*",
    re.IGNORECASE,
)
#: “Åkanden (9102)/Myrerne”.
PART_BEHIND_NUMBER = re.compile(
    r"\s*(?P<place>[^,/]+?[(\[]\d{3,}[)\]])\s*(?:,|/|[–-])\s*(?P<part>[^\W\d][^()]*?)\s*"
)


def is_one_of(cell: Cell, texts: frozenset[str]) -> bool:
    """Whether a cell is one of these folded texts, the number before it aside."""
    text = shown(cell)
    return fold(text) in texts or fold(NUMBERED.sub("", text)) in texts


class KnowsPlaces:
    """What is asked of the places of a kind of file.

    numbers: those of places, as text; places: folded name → number.
    """

    __slots__ = ()
    numbers: frozenset[str]
    places: Mapping[str, str]

    def is_place(self, cell: Cell) -> bool:
        """Whether a cell is the number or the name of a place there is."""
        text = shown(cell).strip()
        if text in self.numbers or fold(text) in self.places:
            return True
        return fold(NUMBERED.sub("", text)) in self.places

    def place_told(self, cell: Cell) -> str:
        """The place that a text names, as a file may write it; "" for none.

        Its number may stand beside its name, and in brackets how many answered.
        """
        text = COUNTED.sub("", shown(cell)).strip()
        if self.is_place(text):
            return NUMBERED.sub("", text)
        found = NUMBER_BESIDE.fullmatch(text)
        if found and (number := found["before"] or found["after"]) in self.numbers:
            return number
        return ""

    def is_like_a_place(self, cell: Cell) -> bool:
        """Whether a text has the name of a place in it, or is a part of one."""
        if not isinstance(cell, str) or cell[:1].isdigit():
            return self.place_told(cell) != ""
        folded = fold(cell)
        if self.place_told(cell):
            return True
        return len(folded) >= LONG_ENOUGH and any(
            folded in name or (len(name) >= LONG_ENOUGH and name in folded) for name in self.places
        )

    def place_within(self, text: str) -> str:
        """The number of the one place that a sentence names, with its name; "" for none."""
        numbers = {one for one in re.findall(r"\b\d{3,}\b", text) if one in self.numbers}
        folded = fold(text)
        called = {number for name, number in self.places.items() if name in folded}
        return next(iter(numbers)) if len(numbers) == 1 and numbers <= called else ""

    def part_of_a_place(self, cell: Cell) -> tuple[str, str] | None:
        """A place and the part of it that a text names; None where it names no such."""
        if self.place_told(cell):
            return None
        numbered = PART_BEHIND_NUMBER.fullmatch(shown(cell))
        if numbered and self.place_told(numbered["place"]):
            return numbered["place"], numbered["part"]
        told = PART_BEHIND.fullmatch(shown(cell))
        return (told["place"], told["part"]) if told and self.is_place(told["place"]) else None

    def names_a_place(self, cell: Cell) -> bool:
        """Whether a text names a place there is, or a part of one."""
        return self.place_told(cell) != "" or self.part_of_a_place(cell) is not None


def bare_topic(text: str) -> str:
    """A topic without the number before it, and without how many answered behind it."""
    return NUMBERED.sub("", COUNTED.sub("", text)).strip()
