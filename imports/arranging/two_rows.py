"""Headings that stand in two rows: one text for each column."""

from collections import Counter
from collections.abc import Sequence
from itertools import zip_longest

from files.spreadsheets import Cell
from files.spreadsheets.danish_values import fold, shown
from files.spreadsheets.grids import Grid
from imports.arranging.heading_years import plain_year
from imports.arranging.parts import part_in
from imports.arranging.units import KIND_OF_UNIT
from imports.arranging.words import OTHER, TOPIC, VALUE, Vocabulary

#: Below a topic, or a year: its mean, and how many answered. What the latter is called by us.
MEANS = frozenset(
    map(fold, ("Snit", "Gns.", "Gennemsnit", "Score", "Middel", "Middelværdi", "Resultat"))
)
HOW_MANY = frozenset(map(fold, ("n", "Svar", "Antal", "Antal svar", "Besvarelser")))
ANSWERED = "Antal svar"


def joined_texts(
    number: int, above: Sequence[Cell], below: Sequence[Cell], grid: Grid, vocabulary: Vocabulary
) -> list[str]:
    """One heading for each column out of two rows; what reaches over several counts for each."""
    tops = _reaching(number, above, below, grid)
    pairs = [*zip_longest(tops, map(text_of, below), fillvalue="")]
    told = Counter(top for top, lower in pairs if lower)
    means = {top for top in told if _is_over_a_mean(top, pairs, vocabulary)}
    return [
        (top if fold(lower) in MEANS else ANSWERED)
        if top in means
        else _joined_text(top, lower, told[top], vocabulary)
        for top, lower in pairs
    ]


def _is_over_a_mean(top: str, pairs: Sequence[tuple[str, str]], vocabulary: Vocabulary) -> bool:
    """Whether a text stands over a mean and how many answered, and over nothing else."""
    below = [fold(lower) for upper, lower in pairs if upper == top]
    is_pair = len(below) == 2 and below[0] in MEANS and below[1] in HOW_MANY
    if not is_pair or not vocabulary.long_forms:
        return False
    return any(map(str.isalpha, top)) or plain_year(top) is not None


def _joined_text(top: str, lower: str, count: int, vocabulary: Vocabulary) -> str:
    """The heading that two texts make. count: of the columns with a lower text under the upper."""
    if _is_a_part(top, lower, vocabulary):
        return f"{top} ({lower})"
    if lower and count > 1 and (of_rating := _of_a_rating(top, lower, vocabulary)):
        return of_rating
    both = f"{top} {lower}".strip()
    alone = top if count == 1 else ""  # over several it tells of none what it is
    by_itself = "" if top and _is_a_unit(lower) else lower
    options = filter(None, (both, by_itself, alone) if lower else (top,))
    return next((text for text in options if vocabulary.find(text)), both)


def _is_a_part(top: str, lower: str, vocabulary: Vocabulary) -> bool:
    """Whether a room of its own stands below the name of a place, as no kind of heading does."""
    if not (lower and vocabulary.long_forms and vocabulary.place_told(top)):
        return False
    is_named = lower[:1].isalpha() and plain_year(lower) is None and not part_in(lower)
    return is_named and not _is_a_unit(lower) and vocabulary.find(lower) is None


def _is_a_unit(lower: str) -> bool:
    """Whether a text only says in what the heading above it is measured."""
    return KIND_OF_UNIT.get(lower.strip(" ()[]").lower(), "mean") != "mean"


def _of_a_rating(top: str, lower: str, vocabulary: Vocabulary) -> str:
    """The heading of a topic's rating, or of what is done about it beside; "" for no such."""
    topic, known = vocabulary.find(top), vocabulary.find(lower)
    if (
        topic is None
        or known is None
        or topic.word.role != TOPIC
        or vocabulary.find(f"{top} {lower}")
    ):
        return ""
    if known.word.role not in (OTHER, TOPIC):
        return ""
    return top if known.word.meaning == VALUE else f"{top} {lower}"


def _reaching(number: int, above: Sequence[Cell], below: Sequence[Cell], grid: Grid) -> list[str]:
    """The texts of the upper row, over every column they reach."""
    texts = [text_of(cell) for cell in above]
    if grid.merges:
        reach = {
            column: merge.left
            for merge in grid.merges
            if merge.top <= number <= merge.bottom
            for column in range(merge.left, merge.right + 1)
        }
        width = max([len(texts), *(column + 1 for column in reach)])
        padded = [*texts, *[""] * (width - len(texts))]
        return [padded[reach.get(column, column)] for column in range(width)]
    if sum(map(bool, texts)) == 1 and texts[0]:
        return texts  # a title reaches over nothing
    # a file of text has no merged cells: what stands to the left reaches over what says more
    found: list[str] = []
    for top, lower in zip_longest(texts, below, fillvalue=""):
        found.append(top or (found[-1] if found and lower != "" else ""))
    return found


def text_of(cell: Cell) -> str:
    """A heading as one line."""
    return " ".join(shown(cell).split())


def tells_years_over(number: int, above: Sequence[Cell], below: Sequence[Cell], grid: Grid) -> bool:
    """Whether a year reaches over several columns that the row below tells apart."""
    return any(
        merge.right > merge.left
        and plain_year(above[merge.left]) is not None
        and sum(cell != "" for cell in below[merge.left : merge.right + 1]) > 1
        for merge in grid.merges
        if merge.top == number and merge.left < len(above)
    )


def reaches_over(number: int, below: Sequence[Cell], grid: Grid) -> bool:
    """Whether a cell of the upper row reaches over several of the lower that say something."""
    return any(
        merge.right > merge.left
        and sum(cell != "" for cell in below[merge.left : merge.right + 1]) > 1
        for merge in grid.merges
        if merge.top == number
    )


def _goes_on_below(above: Sequence[Cell], below: Sequence[Cell]) -> bool:
    """Whether words stand below a heading and beside it, and nothing below the first heading."""
    first = next((at for at, cell in enumerate(above) if cell != ""), 0)
    filled = [at for at, cell in enumerate(below) if cell != ""]
    is_of_words = all(isinstance(below[at], str) for at in filled)
    beside = any(at >= len(above) or above[at] == "" for at in filled)
    over = any(at < len(above) and above[at] != "" for at in filled)
    return is_of_words and beside and over and filled[0] > first


def goes_on(number: int, above: Sequence[Cell], below: Sequence[Cell], grid: Grid) -> bool:
    """Whether the lower of two rows says more of what stands in the upper one."""
    return reaches_over(number, below, grid) or _goes_on_below(above, below)
