from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from charts.marks import percent, place


@dataclass(frozen=True, slots=True)
class RangeRow:
    """One unit among others on a scale; every position is in per cent, None where there is none."""

    grid: tuple[str, ...]
    span: tuple[str, str] | None
    others: tuple[str, ...]
    was: str | None
    own: str | None


@dataclass(frozen=True, slots=True)
class ScaleLabel:
    """A word over its part of the scale."""

    word: str
    x: str
    anchor: str


def range_row(
    *,
    own: float | None,
    was: float | None = None,
    others: Iterable[float] = (),
    lowest: float,
    highest: float,
    grid: Sequence[float] = (),
) -> RangeRow:
    """A unit's value (dot), its last value (ring) and the other units' values (ticks).

    `grid` are the values at which the scale is ruled. The span reaches from the lowest to the
    highest of all present values, the unit's own included.
    """

    def at(value: float) -> str:
        return percent(place(value, lowest=lowest, highest=highest))

    ticks = sorted(others)
    present = ticks if own is None else sorted([*ticks, own])
    return RangeRow(
        grid=tuple(map(at, grid)),
        span=(at(present[0]), at(present[-1])) if ticks else None,
        others=tuple(map(at, ticks)),
        was=None if was is None or was == own else at(was),
        own=None if own is None else at(own),
    )


def scale_labels(
    bands: Iterable[tuple[str, float, float]], *, lowest: float, highest: float
) -> tuple[ScaleLabel, ...]:
    """Words over a scale, each centred on its band: [("ringe", 1, 2), …].

    A band of no width, ("3", 3, 3), puts the word over a single value.
    """
    labels = []
    for word, start, end in bands:
        x = place((float(start) + float(end)) / 2, lowest=lowest, highest=highest)
        anchor = "start" if x < 2 else "end" if x > 98 else "middle"
        labels.append(ScaleLabel(word, percent(x), anchor))
    return tuple(labels)
