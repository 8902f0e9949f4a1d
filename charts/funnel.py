"""A funnel: shares by how many they are of, between limits that narrow."""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from charts.marks import percent, place

#: A limit at one size: (of, lowest share, highest share).
Limit = tuple[int, float, float]
Place = Callable[[float], float]


@dataclass(frozen=True, slots=True)
class FunnelDot:
    """A place; text where it is told by name: left of it if is_right, below if is_low."""

    x: str
    y: str
    text: str
    is_right: bool
    is_low: bool


@dataclass(frozen=True, slots=True)
class FunnelTick:
    """A line of the grid or a mark under it; the value is in per cent or a size."""

    at: str
    value: int


@dataclass(frozen=True, slots=True)
class FunnelChart:
    """x and y in per cent of the drawing; areas in a square of 100 by 100 that is stretched."""

    dots: tuple[FunnelDot, ...]
    inner: str
    outer: str
    mean: str
    rules: tuple[FunnelTick, ...]
    sizes: tuple[FunnelTick, ...]


def funnel_chart(
    dots: Iterable[tuple[int, float, str]],
    *,
    share: float,
    inner: Sequence[Limit],
    outer: Sequence[Limit],
) -> FunnelChart:
    """dots: (of, share, text, empty for none)."""
    points = list(dots)
    left, right = inner[0][0], inner[-1][0]
    lowest = min([low for _of, low, _high in inner] + [of_all for _of, of_all, _text in points])
    highest = max([high for _of, _low, high in inner] + [of_all for _of, of_all, _text in points])
    foot, top = math.floor(lowest * 10 - 0.25) / 10, math.ceil(highest * 10) / 10

    def x(of: float) -> float:
        return place(of, lowest=left, highest=right)

    def y(value: float) -> float:
        return 100 - place(value, lowest=foot, highest=top)

    step = _step(right - left)
    return FunnelChart(
        tuple(
            FunnelDot(percent(x(of)), percent(y(value)), text, x(of) > 60, value < share)
            for of, value, text in points
        ),
        _area(inner, x, y),
        _area(outer, x, y),
        percent(y(share)),
        tuple(
            FunnelTick(percent(y(value / 100)), value)
            for value in range(round(foot * 100), round(top * 100) + 1, 10)
        ),
        tuple(
            FunnelTick(percent(x(of)), of)
            for of in range(math.ceil(left / step) * step, right + 1, step)
        ),
    )


def _area(limits: Sequence[Limit], x: Place, y: Place) -> str:
    way = [(x(of), y(high)) for of, _low, high in limits]
    way += [(x(of), y(low)) for of, low, _high in reversed(limits)]
    return " ".join(f"{across:.2f},{down:.2f}" for across, down in way)


def _step(width: int) -> int:
    """Round sizes, some five of them."""
    size = 10 ** math.floor(math.log10(max(width, 5) / 5))
    return int(max(1, next(size * f for f in (1, 2, 5, 10) if size * f * 5 >= width)))
