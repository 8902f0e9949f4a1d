"""What answers make together: their mean, and whether they are counts or shares."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from config.numbers import rounded
from files.spreadsheets import Cell, Row
from measurements.importing.content import SeenAnswers
from measurements.importing.known import KnownTopic

HUNDRED = Decimal(100)
#: What makes less is no share of anything either, where it should be of everything.
LEAST = Decimal(90)
#: Shares are rounded in the source, so together they may miss a hundred by this much.
ROUNDING = Decimal(2)
#: Shares of all answers make more than that, also where some are left out.
FEW = 60
#: What makes more than that is no share of anything.
MOST = Decimal(110)

#: What says in a heading that shares stand below it.
SHARES = ("%", "procent", "pct", "andel")


def tells_shares(heading: str) -> bool:
    """Whether a heading says that shares stand below it."""
    return any(word in heading.casefold() for word in SHARES)


def mean_of(answers: SeenAnswers, topic: KnownTopic) -> Decimal | None:
    """The mean of answers whose steps are numbers; None where some of them are hidden."""
    ranks = {step.pk: step.rank for step in topic.scale.steps}
    weights = [(ranks[one.step], one.share or Decimal(one.counted or 0)) for one in answers]
    total = sum(weight for _rank, weight in weights)
    if not total or any(one.is_suppressed for one in answers):
        return None
    mean = sum(rank * weight for rank, weight in weights) / total
    return rounded(Decimal(mean), 2)


def are_counted(rows: Sequence[Row], columns: Sequence[int], unused: Sequence[int]) -> bool:
    """Whether answers in these columns are counted: a column nobody reads adds each row up.

    Shares add up to a hundred, whatever the row: whole numbers that make more are none.
    """
    sums = [(row, _sum_of(row, columns)) for row in rows]
    if not sums or any(made is None for _row, made in sums):
        return False
    is_beside = all(any(row.cells[i] == made for i in unused) for row, made in sums)
    made_of = {made for _row, made in sums if made is not None}
    if HUNDRED in made_of:
        return False
    return is_beside or max(made_of) > MOST


def are_counts(cells: Sequence[Cell], total: int | None) -> bool:
    """Whether a row's answers are counted, whatever our own files hold: they make its total."""
    numbers = [cell for cell in cells if isinstance(cell, int | float)]
    texts = [cell for cell in cells if isinstance(cell, str) and cell.isdecimal()]
    if len(numbers) + len(texts) < len(cells) or total is None or total == HUNDRED:
        return False
    return sum(map(float, (*numbers, *texts))) == total


def are_few(rows: Sequence[Row], headings: Mapping[int, str]) -> bool:
    """Whether answers in all the columns of a scale are counted: no row comes near a hundred.

    headings: of these columns; none of them says that it is a share.
    """
    sums = [_sum_of(row, [*headings]) for row in rows]
    told = [made for made in sums if made is not None]
    if any(map(tells_shares, headings.values())):
        return False
    return len(told) == len(sums) > 1 and max(told) < FEW


def make_the_total(rows: Sequence[Row], columns: Sequence[int], total: int | None) -> bool:
    """Whether answers are counted, as the column of how many answered tells.

    Each row in which none is hidden makes it, and in no other do they make more.
    """
    if total is None:
        return False
    told = [(row, _shown_sum_of(row, columns)) for row in rows]
    known = [(row.cells[total], made) for row, made in told if str(row.cells[total]).isdecimal()]
    whole = [
        made == int(str(row.cells[total]))
        for row, _made in told
        if (made := _sum_of(row, columns)) is not None and str(row.cells[total]).isdecimal()
    ]
    return any(whole) and all(whole) and all(made <= int(str(most)) for most, made in known)


def _shown_sum_of(row: Row, columns: Sequence[int]) -> int:
    """What the whole numbers in these columns make, whatever else stands beside them."""
    return sum(int(str(row.cells[at])) for at in columns if str(row.cells[at]).isdecimal())


def _sum_of(row: Row, columns: Sequence[int]) -> int | None:
    """What whole numbers in these columns make; None where others stand there."""
    cells = [row.cells[at] for at in columns]
    told = [int(str(cell)) for cell in cells if isinstance(cell, int) or str(cell).isdecimal()]
    return sum(told) if len(told) == len(cells) else None
