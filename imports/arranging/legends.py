"""What a file itself says that its abbreviations mean: on a sheet of its own, or below the table.

“J | Justere indsatsen”, “Solsik | 9101 | Solsikken” and “Fys = Fysiske omgivelser” are words of
this file alone. What two lines say otherwise, and what means nothing we know, is passed over.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from files.spreadsheets import Cell, Row
from files.spreadsheets.danish_values import fold, shown
from files.spreadsheets.grids import Book, Grid, Place
from imports.arranging.words import ABOUT, Vocabulary

#: A code is as short as that, and a legend as long; a table has more columns, or more rows.
LONGEST_CODE, MOST_ROWS, MOST_CELLS = 16, 60, 3
#: So many rows from the top, and from the end, of a sheet may hold a legend.
AT_EITHER_END = 15
#: The beginning of a step is that long.
ENOUGH = 4
#: So many codes are those of a scale.
SEVERAL = 3
#: How a figure that is held back is written.
HIDDEN = "*"
#: “F = forældrevalgt, M = medarbejder”, whatever parts them.
SAID = re.compile(
    r"(?:^|[,;.:(]\s*|\bog\s+)([^\s=,;:.(]+(?:[ .][^\s=,;:.(]+)?\.?)\s*=\s*([^=,;]+?)"
    r"(?=\s*[,;.)]?\s*$|\s*[,;.]\s|\s+og\s+\S+\s*=)"
)
#: What means that nothing was rated.
UNRATED = re.compile(
    r"\blight|\bikke (?:er )?vurder|\bvurderes ikke|\bingen vurdering", re.IGNORECASE
)


#: “– : færre end fem svar”: a sign that stands for what is held back.
HELD_BACK = re.compile(
    r"(?:^|[.,;]\s*)([–—-]|\*+|\.\.)\s*[:=]\s*"
    r"(?:færre end|under|mindre end|<|1\s?-\s?\d|diskret|skjult)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Legend:
    """Folded code → what it means. cells: those that stand for a step, or for no rating, as cells.

    places: those that stand for a place. held_back: signs that stand for a hidden figure.
    """

    meanings: Mapping[str, str] = field(default_factory=dict)
    cells: Mapping[str, str] = field(default_factory=dict)
    held_back: frozenset[str] = frozenset()
    places: Mapping[str, str] = field(default_factory=dict)

    def spelled_out(
        self, rows: Sequence[Row], about: frozenset[int]
    ) -> tuple[list[Row], dict[Place, Cell]]:
        """The rows with what their codes mean, and what stood there. about: columns of places."""
        if not self.cells and not self.held_back and not self.places:
            return [*rows], {}
        originals: dict[Place, Cell] = {}
        found: list[Row] = []
        for row in rows:
            said = {
                index: read
                for index, cell in enumerate(row.cells)
                if isinstance(cell, str)
                and (read := self.places.get(fold(cell)) if index in about else self._read_as(cell))
                is not None
            }
            originals |= {(row.number, index): row.cells[index] for index in said}
            cells = tuple(said.get(index, cell) for index, cell in enumerate(row.cells))
            found.append(Row(row.number, cells) if said else row)
        return found, originals

    def _read_as(self, cell: str) -> str | None:
        """What a cell stands for; None where nothing is said of it."""
        sign, _space, behind = cell.strip().partition(" ")
        if sign in self.held_back:
            return f"{HIDDEN} {behind}".strip()
        return self.cells.get(fold(cell)) if fold(cell) else None


def legend_of(book: Book, vocabulary: Vocabulary) -> Legend:
    """What the sheets of a file say of its codes. Hidden ones hold lists of words to choose from.

    These stand side by side, and what stands first in one says nothing of the first in the next.
    """
    if not vocabulary.topics and not vocabulary.steps:
        return Legend()
    said: dict[str, set[str]] = {}
    held_back: set[str] = set()
    for grid in book.grids:
        held_back.update(_held_back_on(grid))
        for code, meaning in () if grid.is_hidden else _said_on(grid, vocabulary):
            if fold(code) and fold(code) not in vocabulary.names and not vocabulary.is_place(code):
                said.setdefault(fold(code), set()).add(meaning)
    meanings = {code: means.pop() for code, means in said.items() if len(means) == 1}
    return Legend(
        meanings,
        dict(_cells_of(meanings, vocabulary)),
        frozenset(held_back),
        dict(_places_of(meanings, vocabulary)),
    )


def _cells_of(meanings: Mapping[str, str], vocabulary: Vocabulary) -> Iterator[tuple[str, str]]:
    """Codes of steps; figures may be anything else."""
    of_one = _of_one_scale(meanings, vocabulary)
    for code, meaning in meanings.items():
        read = of_one.get(code) or _as_cell(meaning, vocabulary)
        if read is not None and not code.isdigit():
            yield code, read


def _of_one_scale(meanings: Mapping[str, str], vocabulary: Vocabulary) -> dict[str, str]:
    """The codes by the one scale that has a step for each of them; none where several have."""
    codes = {
        code: fold(meaning)
        for code, meaning in meanings.items()
        if not code.isdigit() and len(fold(meaning)) >= ENOUGH and not UNRATED.search(meaning)
    }
    scales = {*vocabulary.editions} if len(codes) >= SEVERAL else set()
    found = [steps for labels in scales if (steps := _steps_for(codes, labels))]
    return found[0] if len(found) == 1 else {}


def _steps_for(codes: Mapping[str, str], labels: Iterable[str]) -> dict[str, str]:
    """The step that each code begins or names; {} where one has none, or several."""
    labels = [*labels]
    steps = {code: [one for one in labels if text in fold(one)] for code, text in codes.items()}
    is_each = all(len(one) == 1 for one in steps.values())
    return {code: one[0] for code, one in steps.items()} if is_each else {}


def _places_of(meanings: Mapping[str, str], vocabulary: Vocabulary) -> Iterator[tuple[str, str]]:
    """Codes of places, which begin as a word of their names does."""
    for code, meaning in meanings.items():
        if fold(meaning) in vocabulary.places and code[:3] in fold(meaning):
            yield code, meaning


def with_legend(vocabulary: Vocabulary, legend: Legend) -> Vocabulary:
    """The words of a kind of file with those of this file."""
    headings = {
        code: meaning
        for code, meaning in legend.meanings.items()
        if (known := vocabulary.find(meaning)) and known.word.role not in ABOUT
    }
    if not headings and not legend.places:
        return vocabulary
    places = {code: vocabulary.places[fold(name)] for code, name in legend.places.items()}
    return replace(vocabulary, abbreviated=headings, places={**vocabulary.places, **places})


def _as_cell(meaning: str, vocabulary: Vocabulary) -> str | None:
    """The step or question that a code stands for; "" for no rating; None for none of them."""
    if UNRATED.search(meaning):
        return ""
    if meaning.endswith("?"):
        return meaning
    folded = fold(meaning)
    begun = {label for word, label in vocabulary.steps.items() if word.startswith(folded)}
    is_one = len(begun) == 1 and len(folded) >= ENOUGH
    return vocabulary.steps.get(folded) or (begun.pop() if is_one else None)


def _ends_of(grid: Grid) -> Sequence[Row]:
    if len(grid.records) <= AT_EITHER_END * 2:
        return grid.records
    return [*grid.records[:AT_EITHER_END], *grid.records[-AT_EITHER_END:]]


def _held_back_on(grid: Grid) -> Iterator[str]:
    for _number, cells in _ends_of(grid):
        filled = [shown(cell) for cell in cells if cell != ""]
        if len(filled) == 1:
            yield from HELD_BACK.findall(filled[0])


def _said_on(grid: Grid, vocabulary: Vocabulary) -> Iterator[tuple[str, str]]:
    ends = _ends_of(grid)
    # a list of places is as narrow as a list of codes
    is_short = len(grid.records) <= MOST_ROWS and bool(vocabulary.topics)
    narrow = is_short and max((len(row.cells) for row in ends), default=0) <= MOST_CELLS
    looked_at = [*grid.records] if narrow else [*ends]
    for (_number, cells), below in pairwise([*looked_at, Row(0, ())]):
        filled = [shown(cell).strip() for cell in cells if cell != ""]
        if narrow and _is_code_with_meaning(filled, below):
            yield filled[0], filled[-1]
        elif len(filled) == 1 and "=" in filled[0]:
            yield from ((code, meaning.strip()) for code, meaning in SAID.findall(filled[0]))


def _is_code_with_meaning(filled: Sequence[str], below: Row) -> bool:
    is_code = 1 < len(filled) <= MOST_CELLS and len(filled[0]) <= LONGEST_CODE
    return is_code and any(map(str.isalpha, filled[-1])) and not _ends_in_a_figure(below)


def _ends_in_a_figure(row: Row) -> bool:
    """Whether a figure stands last in a row: what stands above it is a heading, and no code."""
    last = next((cell for cell in reversed(row.cells) if cell != ""), "")
    return shown(last)[:1].isdigit()
