"""Small numbers are hidden below every output, together with what they could be worked out from.

A figure from fewer respondents than the reader's threshold is not shown. In a distribution a cell
that counts fewer than the threshold, but not nobody, is hidden, and then the next smallest with it,
until what is hidden can be shared out in so many ways that every hidden cell may be anything: also
by somebody who knows these rules. A share with a known number of answers tells the count, so it is
hidden as the count is. Which of the hidden cells was the small one is not told: that too would help
to work it out. `telling` says the same of several distributions and of means.
"""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from config.numbers import rounded
from institutions.few import EVERY_READER as EVERY_READER
from institutions.few import Audience as Audience
from institutions.few import EveryReader as EveryReader
from institutions.few import is_small as is_small
from institutions.few import threshold_for as threshold_for
from institutions.few import thresholds as thresholds


@dataclass(frozen=True, slots=True)
class DistributionCell:
    """One part of a distribution: a count, or a share between 0 and 1, or both. Hidden, it has
    neither.

    is_hidden on the way in: suppressed in the source; on the way out: not to be shown.
    """

    key: Hashable
    count: int | None = None
    share: Decimal | None = None
    is_hidden: bool = False


@dataclass(frozen=True, slots=True)
class Distribution:
    """Cells as they may be shown, and how many answered; None where that must not be told."""

    cells: tuple[DistributionCell, ...]
    total: int | None
    has_hidden: bool


def suppress(
    cells: Sequence[DistributionCell], *, total: int | None, threshold: int
) -> Distribution:
    """The distribution as somebody with this threshold may see it.

    total: how many answered, if that is shown beside it; None where nobody knows.
    """
    counts = [_count(cell, total) for cell in cells]
    if is_small(_answers(counts, total), threshold=threshold):
        return _all_hidden(cells)
    hidden = {
        position
        for position, cell in enumerate(cells)
        if cell.is_hidden or _is_few(counts[position], threshold)
    }
    if hidden:
        hidden = _with_complement(hidden, cells, counts, total=total, threshold=threshold)
        if len(hidden) == len(cells) and not _may_be_anything(
            hidden, counts, total=total, threshold=threshold
        ):
            return _all_hidden(cells)
    shown = tuple(
        _hide(cell) if position in hidden else cell for position, cell in enumerate(cells)
    )
    return Distribution(shown, total, bool(hidden))


def _with_complement(
    hidden: set[int],
    cells: Sequence[DistributionCell],
    counts: Sequence[int | None],
    *,
    total: int | None,
    threshold: int,
) -> set[int]:
    """The hidden cells and as many of the smallest others as keep them from being worked out.

    A cell stays to be seen only where it is no smaller than all the hidden ones together: it was
    left because it is larger than each of them, and so would else be a limit to what they are.
    Where nobody but the hidden ones have answered, those with nobody are hidden with them when the
    others are few: that somebody is there must not be told either.
    """
    hidden = set(hidden)
    by_size = sorted(
        (
            place
            for place in range(len(cells))
            if place not in hidden and _size(cells, counts, place)
        ),
        key=lambda place: _size(cells, counts, place),
    )
    for position in by_size:
        together = _hidden_sum(hidden, counts, total)
        is_clear = together is None or _size(cells, counts, position) >= together
        if is_clear and _may_be_anything(hidden, counts, total=total, threshold=threshold):
            return hidden
        hidden.add(position)
    if not _may_be_anything(hidden, counts, total=total, threshold=threshold):
        return set(range(len(cells)))
    return hidden


def _may_be_anything(
    hidden: set[int], counts: Sequence[int | None], *, total: int | None, threshold: int
) -> bool:
    """Whether the hidden cells can be shared out in so many ways that each has as many values as
    the threshold, of which one is no small number: two at least, and enough together for one of
    them to count the threshold while each of the others counts one.
    """
    if len(hidden) < 2:
        return False
    together = _hidden_sum(hidden, counts, total)
    return together is None or together >= threshold + len(counts) - 1


def _hidden_sum(hidden: set[int], counts: Sequence[int | None], total: int | None) -> int | None:
    """How many the hidden cells count together, as anybody can work out; None where nobody can.

    Where the parts do not make the whole, it is the lower of what they count and what is left.
    """
    seen = [count for position, count in enumerate(counts) if position not in hidden]
    own = [counts[position] for position in hidden]
    left = None if total is None or None in seen else total - sum(filter(None, seen))
    counted = None if None in own else sum(filter(None, own))
    if left is None or counted is None:
        return left
    return min(left, counted)


def _size(
    cells: Sequence[DistributionCell], counts: Sequence[int | None], position: int
) -> Decimal:
    count = counts[position]
    return Decimal(count) if count is not None else cells[position].share or Decimal(0)


def _count(cell: DistributionCell, total: int | None) -> int | None:
    """How many a cell counts; a share tells it when the total is known."""
    if cell.count is not None or cell.share is None or total is None:
        return cell.count
    return int(rounded(cell.share * total, 0))


def _answers(counts: Sequence[int | None], total: int | None) -> int | None:
    if total is not None or not counts or None in counts:
        return total
    return sum(count for count in counts if count is not None)


def _is_few(count: int | None, threshold: int) -> bool:
    return count is not None and 0 < count < threshold


def _hide(cell: DistributionCell) -> DistributionCell:
    return replace(cell, count=None, share=None, is_hidden=True)


def _all_hidden(cells: Sequence[DistributionCell]) -> Distribution:
    return Distribution(tuple(_hide(cell) for cell in cells), None, True)
