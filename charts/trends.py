import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from charts.marks import percent, place, px

Number = int | float | Decimal

# A line chart fills its column; heights are px, x is in per cent.
MOST_TIMES = 8  # that there is room for below it
LINE_LEFT, LINE_RIGHT, LINE_TOP, LINE_BOTTOM, LINE_HEIGHT = 8, 94, 20, 160, 190


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """A value of a line chart; x in per cent, y in px, None where nothing was measured.

    is_marked: whether it is told of by itself; is_named: whether its time stands below it.
    """

    label: str
    value: Number | None
    x: str
    y: str | None
    is_last: bool
    is_marked: bool = False
    is_named: bool = True


@dataclass(frozen=True, slots=True)
class TrendLine:
    x1: str
    y1: str
    x2: str
    y2: str


@dataclass(frozen=True, slots=True)
class GridLine:
    """A horizontal line of the grid and the value it stands for."""

    y: str
    value: Number


@dataclass(frozen=True, slots=True)
class LineChart:
    """Values over time; lines never cross a gap or a break of the scale."""

    points: tuple[TrendPoint, ...]
    lines: tuple[TrendLine, ...]
    rules: tuple[GridLine, ...]
    target: GridLine | None
    breaks: tuple[str, ...]
    limits: tuple[GridLine, ...] = ()
    height: int = LINE_HEIGHT
    bottom: int = LINE_BOTTOM


def line_chart(
    values: Sequence[tuple[str, Number | None]],
    *,
    target: Number | None = None,
    lowest: Number | None = None,
    highest: Number | None = None,
    breaks: Collection[int] = (),
    gaps: Collection[int] = (),
    limits: Sequence[Number] = (),
    marked: Collection[int] = (),
) -> LineChart:
    """Values over time as a chart of its own: [("2023", 3.1), ("2024", None), …].

    None is a time without a value. `breaks` are the positions before which the scale changed,
    `gaps` those before which other units were measured: no line is drawn across either. Without
    `lowest` the picture begins at zero (or below); without `highest` it ends at the greatest value
    or the target. `limits`: the lowest, middle and highest line of the usual; `marked`: the
    positions that are told of by themselves.
    """
    numbers = [value for _, value in values]
    bottom, top = _ends([*numbers, *limits], target=target, lowest=lowest, highest=highest)
    levels = [bottom, (bottom + top) / 2, top] if highest is not None else _levels(bottom, top)
    bottom, top = levels[0], levels[-1]

    def height(value: Number) -> str:
        return px(_height(value, bottom, top, low=LINE_BOTTOM, high=LINE_TOP))

    xs = _spread(len(values), LINE_LEFT, LINE_RIGHT)
    every = -(-len(values) // MOST_TIMES)
    measured = [position for position, value in enumerate(numbers) if value is not None]
    points = tuple(
        TrendPoint(
            label=label,
            value=value,
            x=percent(xs[position]),
            y=None if value is None else height(value),
            is_last=bool(measured) and position == measured[-1],
            is_marked=position in marked,
            is_named=(len(values) - 1 - position) % every == 0,
        )
        for position, (label, value) in enumerate(values)
    )
    lines = tuple(
        TrendLine(a.x, a.y, b.x, b.y)
        for position, (a, b) in enumerate(pairwise(points), start=1)
        if a.y is not None and b.y is not None and position not in {*breaks, *gaps}
    )
    step = (LINE_RIGHT - LINE_LEFT) / max(len(values) - 1, 1)
    return LineChart(
        points=points,
        lines=lines,
        rules=tuple(GridLine(height(value), value) for value in levels),
        target=None if target is None else GridLine(height(target), target),
        limits=tuple(GridLine(height(value), value) for value in limits),
        breaks=tuple(percent(LINE_LEFT + step * (position - 0.5)) for position in sorted(breaks)),
    )


def _ends(
    values: Sequence[Number | None],
    *,
    target: Number | None,
    lowest: Number | None,
    highest: Number | None,
) -> tuple[float, float]:
    """The values at the foot and at the top of a drawing, never the same."""
    present = [float(value) for value in [*values, target] if value is not None]
    bottom = float(lowest) if lowest is not None else min([0.0, *present])
    top = float(highest) if highest is not None else max(present, default=bottom)
    return (bottom, top) if top > bottom else (bottom, bottom + 1)


def _levels(bottom: float, top: float) -> list[float]:
    """Round values for the lines of the grid, from at or below the foot to at or above the top."""
    size = 10 ** math.floor(math.log10((top - bottom) / 4))
    step = next(size * factor for factor in (1, 2, 5, 10) if size * factor * 4 >= top - bottom)
    first, last = math.floor(bottom / step), math.ceil(top / step)
    return [number * step for number in range(first, last + 1)]


def _height(value: Number, bottom: float, top: float, *, low: int, high: int) -> float:
    return low - (low - high) * place(float(value), lowest=bottom, highest=top) / 100


def _spread(count: int, left: float, right: float) -> list[float]:
    """Even steps from left to right; a single one stands in the middle."""
    if count == 1:
        return [(left + right) / 2]
    return [left + (right - left) * position / (count - 1) for position in range(count)]
