"""What a line above the headings of a table says of all its rows, as a form does."""

from collections.abc import Sequence
from itertools import pairwise

from files.spreadsheets import Cell
from files.spreadsheets.danish_values import shown
from imports.arranging.parts import part_in
from imports.arranging.words import ANSWER, GROUP, NAME, TOPIC, YEAR, YEAR_IN, KnownWord, Vocabulary


def told_in(cells: Sequence[Cell], vocabulary: Vocabulary) -> dict[KnownWord, tuple[str, Cell]]:
    """What a line above the headings says: a heading of ours, and beside it what it says."""
    filled = [cell for cell in cells if cell != ""]
    if len(filled) == 1:
        filled = [*map(str.strip, shown(filled[0]).split(":", 1))]
    found: dict[KnownWord, tuple[str, Cell]] = {}
    for label, said in pairwise(filled):
        known = vocabulary.find(shown(label).rstrip(": "))
        beside = vocabulary.find(said)
        is_heading = (
            beside is not None and not beside.says and beside.word.role not in (TOPIC, ANSWER)
        )
        if known and not known.says and said != "" and not is_heading:
            years = set(YEAR_IN.findall(shown(said)))
            if known.word.role == YEAR and len(years) == 1 and not part_in(shown(said)):
                said = int(years.pop())
            found.setdefault(known.word, (known.text, said))
    return found


def told_over(label: str, vocabulary: Vocabulary) -> dict[KnownWord, tuple[str, Cell]]:
    """What a line over one of several tables says: as a form does, or a place with its room."""
    found = told_in((label,), vocabulary)
    name, room = vocabulary.word_of(NAME), vocabulary.word_meaning(GROUP)
    both = vocabulary.part_of_a_place(label) if vocabulary.long_forms else None
    if both and name and room:
        for word, said in zip((name, room), both, strict=True):
            found.setdefault(word, (word.heading, said))
    return found
