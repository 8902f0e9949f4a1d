"""The year in a heading: it alone, or beside what it is the year of."""

import re

from files.spreadsheets import Cell
from files.spreadsheets.danish_values import fold, shown

YEAR_IN = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
BESIDE_YEAR = re.compile(
    r"^[\s,;:/()\[\]–-]+|[\s,;:/()\[\]–-]+$|\b(?:år|årstal|i|for|pr\.?)\s*$", re.I
)
#: What may stand beside a year that a heading is: of parts beside one another the whole.
OF_A_YEAR = frozenset(("", "aar", "resultat", "vaerdi", "ialt", "total", "samlet", "heleaaret"))


def plain_year(cell: Cell) -> int | None:
    """The year that a heading is, and nothing else: 2024, “2024”, “År 2024”."""
    text = shown(cell)
    years = YEAR_IN.findall(text)
    if len(years) != 1 or fold(without_year(text)) not in OF_A_YEAR:
        return None
    return int(years[0])


def without_year(text: str) -> str:
    """A heading without the year in it: “Sygefravær i procent 2024” and “2024: Sygefravær”."""
    rest = " ".join(YEAR_IN.sub(" ", text, count=1).split())
    for _round in range(3):
        rest = BESIDE_YEAR.sub("", rest).strip()
    return rest
