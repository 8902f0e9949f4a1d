"""Answers in degrees as sources tell them: some told together, some not told at all."""

from collections.abc import Sequence
from dataclasses import dataclass

from charts.bars import ANSWERS, DivergingBar, Segment
from charts.marks import percent


@dataclass(frozen=True, slots=True)
class Degree:
    """A share (in per cent) of answers from one rank to another; 1 is the lowest.

    Without ranks it is what the source does not tell.
    """

    share: float
    low: int | None = None
    high: int | None = None


def degree_bars(
    rows: Sequence[Sequence[Degree] | None], *, steps: int = 5
) -> list[DivergingBar | None]:
    """Bars around zero on one scale shared by all rows; None for a row that shows nothing.

    What is not told lies outermost on the left: it is not above the middle.
    """
    drawn = [row for row in rows if row]
    middle = (steps + 1) / 2
    left = max((_left(row, middle) for row in drawn), default=0.0)
    right = max((_total(row) - _left(row, middle) for row in drawn), default=0.0)
    if not left + right:
        return [None for _row in rows]
    scale = 98 / (left + right)
    zero = 1 + scale * left
    return [
        _bar(row, zero=zero, scale=scale, middle=middle, steps=steps) if row else None
        for row in rows
    ]


def degree_key(degree: Degree, *, steps: int = 5) -> str:
    """The class a segment is drawn with: seg-<key>."""
    if degree.low is None or degree.high is None:
        return "untold"
    keys = ANSWERS[steps]
    if degree.low == degree.high:
        return keys[degree.low - 1]
    return "above" if degree.low > (steps + 1) / 2 else "below"


def _total(row: Sequence[Degree]) -> float:
    return sum(degree.share for degree in row)


def _left(row: Sequence[Degree], middle: float) -> float:
    below = 0.0
    for degree in row:
        if degree.low is None or degree.high is None or degree.high < middle:
            below += degree.share
        elif degree.low <= middle:
            below += degree.share / 2
    return below


def _bar(
    row: Sequence[Degree], *, zero: float, scale: float, middle: float, steps: int
) -> DivergingBar:
    x = zero - scale * _left(row, middle)
    segments = []
    for degree in sorted(row, key=lambda one: one.low or 0):
        if degree.share:
            width = scale * degree.share
            segments.append(Segment(degree_key(degree, steps=steps), percent(x), percent(width)))
            x += width
    return DivergingBar(tuple(segments), percent(zero))
