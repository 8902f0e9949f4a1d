"""Several tables on one sheet, below one another or side by side: each a piece of the sheet.

A piece keeps the numbers of its rows and the places of its columns, so every cell still has the
address that the spreadsheet shows. What stands over a piece is its label.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import combinations, pairwise

from files.spreadsheets import Cell, Row
from files.spreadsheets.danish_values import fold, shown
from files.spreadsheets.grids import Grid
from imports.arranging.cell_kinds import has_digits
from imports.arranging.heading_rows import is_topic
from imports.arranging.heading_years import YEAR_IN, plain_year
from imports.arranging.labels import is_year_or_value, topic_told
from imports.arranging.parts import PART_OF_YEAR, part_in
from imports.arranging.words import NAME, NUMBER, TOPIC, Vocabulary

#: A sheet of more rows than that is one table, or a list of thousands.
MOST_ROWS = 3000
#: So many headings make a head, and so many tables are several.
ENOUGH = 2
#: Stands for a year in what heads have in common.
A_YEAR = "#"


def pieces_of(grid: Grid, vocabulary: Vocabulary) -> tuple[Grid, ...]:
    """The tables of a sheet, each as a sheet of its own; the sheet itself where it has but one."""
    if len(grid.records) > MOST_ROWS or not (vocabulary.topics or vocabulary.is_of_persons):
        return (grid,)
    below = _below(grid, vocabulary) if vocabulary.topics else ()
    return _beside(grid, vocabulary) or below or (grid,)


# --- Side by side ---------------------------------------------------------------------------------


def _beside(grid: Grid, vocabulary: Vocabulary) -> tuple[Grid, ...]:
    """The tables that stand side by side: the heading of their places comes again."""
    for at, (_number, cells) in enumerate(grid.records):
        starts = _same_as_the_first(cells, vocabulary)
        if len(starts) >= ENOUGH:
            edges = [0, *starts[1:], max(len(row.cells) for row in grid.records)]
            found = [_columns_of(grid, left, right, at) for left, right in pairwise(edges)]
            is_of_places = _tells_places(cells[starts[0] : starts[1]], vocabulary)
            if is_of_places or _each_of_a_place(found, vocabulary):
                return tuple(found)
    return ()


def _tells_places(cells: Sequence[Cell], vocabulary: Vocabulary) -> bool:
    known = filter(None, map(vocabulary.find, cells))
    return any(one.word.role in (NUMBER, NAME) for one in known)


def _each_of_a_place(found: Sequence[Grid], vocabulary: Vocabulary) -> bool:
    """Whether over each table a place of its own stands."""
    told = [next(filter(vocabulary.names_a_place, one.labels), "") for one in found]
    return all(told) and len(set(told)) == len(told)


def _same_as_the_first(cells: Sequence[Cell], vocabulary: Vocabulary) -> list[int]:
    """Where the first heading of a row stands, if it is of places or topics and stands again."""
    filled = [(index, fold(shown(cell))) for index, cell in enumerate(cells) if cell != ""]
    if len(filled) < ENOUGH * 2 or not isinstance(cells[filled[0][0]], str):
        return []
    starts = [index for index, text in filled if text == filled[0][1]]
    if len(starts) < ENOUGH or starts[1] - starts[0] < ENOUGH:
        return []
    known = [*filter(None, map(vocabulary.find, cells[starts[0] : starts[1]]))]
    tells = any(one.word.role in (NUMBER, NAME) or one.word.meaning == TOPIC for one in known)
    return starts if tells else []


def _columns_of(grid: Grid, left: int, right: int, head: int) -> Grid:
    """The part of a sheet between two columns; what stands alone above it stands above all."""
    records: list[Row] = []
    labels: list[str] = []
    for at, (number, cells) in enumerate(grid.records):
        own = ("",) * left + tuple(cells[left:right])
        texts = [shown(cell).strip() for cell in own if cell != ""]
        if at < head and sum(cell != "" for cell in cells) == 1:
            records.append(Row(number, tuple(cells)))
        elif at < head and len(texts) == 1:
            labels.append(texts[0])
        elif texts:
            records.append(Row(number, _fact_of(texts, left) if at < head else own))
    merges = tuple(one for one in grid.merges if left <= one.left < right)
    return replace(grid, records=records, merges=merges, labels=tuple(labels))


def _fact_of(texts: Sequence[str], left: int) -> tuple[Cell, ...]:
    """A row above the headings as one line: a fact about the rows, and no heading of theirs."""
    return (*("",) * left, f"{texts[0].rstrip(': ')}: {' '.join(texts[1:])}")


# --- Below one another ----------------------------------------------------------------------------


def _below(grid: Grid, vocabulary: Vocabulary) -> tuple[Grid, ...]:
    """The tables that stand below one another, each with a line over it, or a place at its head."""
    heads = [*_heads(grid.records, vocabulary)]
    times = Counter(sign for _at, sign in heads)
    sign = max(times, key=times.__getitem__, default="")
    several = {
        sign: at
        for at, sign in heads
        if times[sign] >= ENOUGH and _is_understood(grid.records[at].cells, vocabulary)
    }
    ways = [[at for at, one in heads if one in signs] for signs in (several, {sign})]
    for starts in (*ways, _of_topics(grid.records, heads, vocabulary)):
        if len(starts) >= ENOUGH and (found := _parted(grid, starts, vocabulary)):
            return found
    return ()


def _of_topics(
    records: Sequence[Row], heads: Sequence[tuple[int, str]], vocabulary: Vocabulary
) -> list[int]:
    """The headings that begin with that of topics alike, each with rooms of its own beside it."""
    firsts = {at: next(cell for cell in records[at].cells if cell != "") for at, _sign in heads}
    found = [at for at, cell in firsts.items() if _meaning_of(cell, vocabulary) == TOPIC]
    beside = [
        {shown(cell) for cell in records[at].cells if cell not in ("", firsts[at])} for at in found
    ]
    is_own = all(one.isdisjoint(other) for one, other in combinations(beside, 2))
    return found if is_own else []


def _meaning_of(cell: Cell, vocabulary: Vocabulary) -> str:
    known = vocabulary.find(cell)
    return known.word.meaning if known else ""


def _is_understood(cells: Sequence[Cell], vocabulary: Vocabulary) -> bool:
    """Whether most of a row are headings we know."""
    filled = [cell for cell in cells if cell != ""]
    return sum(vocabulary.find(cell) is not None for cell in filled) * 2 > len(filled)


def _parted(grid: Grid, starts: Sequence[int], vocabulary: Vocabulary) -> tuple[Grid, ...]:
    """The tables that begin in these rows, each with what stands over it; () where one has none.

    What stands over two tables of a place is told of the second as well.
    """
    labels = [_label_of(grid.records, at, vocabulary) for at in starts]
    place: tuple[str, ...] = ()
    for nth, (at, texts) in enumerate(labels):
        own = tuple(filter(vocabulary.names_a_place, texts))
        if place and not own:
            labels[nth] = at, (*place, *texts)
        place = own or place
    said = [texts for _first, texts in labels]
    heads = [tuple(sorted(map(_sign_of, grid.records[at].cells))) for at in starts]
    if not all(said) or len({*zip(said, heads, strict=True)}) < len(said):
        return ()
    first = labels[0][0]
    edges = [*(at for at, _texts in labels), len(grid.records)]
    found = []
    for (_top, bottom), texts, head in zip(pairwise(edges), said, starts, strict=True):
        records = [*grid.records[:first], *_bare(grid.records[head:bottom], texts)]
        found.append(replace(grid, records=records, labels=texts))
    return tuple(found)


def _heads(records: Sequence[Row], vocabulary: Vocabulary) -> Iterator[tuple[int, str]]:
    """The rows that may be headings, and what those of the same kind have in common, in any order.

    Each different cell is looked at once: a plain list says most things often.
    """
    is_place = cache(vocabulary.names_a_place)
    names_topic = cache(lambda cell: is_topic(cell, vocabulary))
    is_heading = cache(lambda cell: _is_heading(cell, vocabulary))
    says_when_or_value = cache(lambda cell: is_year_or_value(cell, vocabulary))
    for at, (_number, cells) in enumerate(records):
        filled = [cell for cell in cells if cell != ""]
        if len(filled) < ENOUGH:
            continue
        is_of_place = isinstance(filled[0], str) and is_place(filled[0])
        if is_of_place and all(map(says_when_or_value, filled[1:])):
            yield at, " ".join(("place", *sorted(map(_sign_of, filled[1:]))))
        elif is_of_place or names_topic(filled[0]):
            continue
        elif all(map(is_heading, filled)):
            yield at, " ".join(sorted(map(_sign_of, filled)))


def _is_heading(cell: Cell, vocabulary: Vocabulary) -> bool:
    if plain_year(cell) is not None:
        return True
    if not isinstance(cell, str) or not any(map(str.isalpha, cell)):
        return False
    return not has_digits(cell) or part_in(cell) is not None or vocabulary.find(cell) is not None


def _sign_of(cell: Cell) -> str:
    return A_YEAR if plain_year(cell) is not None else fold(shown(cell))


def _label_of(
    records: Sequence[Row], at: int, vocabulary: Vocabulary
) -> tuple[int, tuple[str, ...]]:
    """Where a table begins, and the lines over its headings that say what it is about."""
    first = next(cell for cell in records[at].cells if cell != "")
    if isinstance(first, str) and vocabulary.names_a_place(first):
        return at, (first.strip(),)
    texts: list[str] = []
    start = at
    while start and len(lone := [one for one in records[start - 1].cells if one != ""]) == 1:
        if texts and records[start].number > records[start - 1].number + 1:
            break  # a line further up stands over all of them
        start -= 1
        texts.insert(0, shown(lone[0]).strip())
    telling = tuple(text for text in texts if tells(text, vocabulary))
    return start, telling


def tells(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a line says of all rows below it which place, year, part or topic they are about."""
    if (
        vocabulary.names_a_place(text)
        or vocabulary.place_within(text)
        or len(YEAR_IN.findall(text)) == 1
        or part_in(text)
    ):
        return True
    return bool(PART_OF_YEAR.search(text)) or topic_told([text], vocabulary) is not None


def _bare(records: Sequence[Row], labels: Sequence[str]) -> list[Row]:
    """The rows of a table without the place that stands where its first heading would."""
    head, *rows = records
    cells = [*head.cells]
    at = next(index for index, cell in enumerate(cells) if cell != "")
    if shown(cells[at]).strip() in labels:
        cells[at] = ""
    return [Row(head.number, tuple(cells)), *rows]
