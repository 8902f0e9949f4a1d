"""The year as a ring: January at the top, clockwise; what lasts is an arc, what is a day is a dot.

Unlike other charts it has a viewBox, since a circle keeps its shape. Every mark has a number, which
stands beside the words in a list below.
"""

import datetime
import math
from collections.abc import Sequence
from dataclasses import dataclass

from charts.marks import px
from charts.year import share_of_year

SIZE, CENTRE = 640.0, 320.0
OUTER, INNER = 282.0, 92.0
THICKEST, GAP = 24.0, 4.0
LABELS = 302.0
SHORTEST = 3.2  # degrees: what is shorter than its number is drawn as a dot


@dataclass(frozen=True, slots=True)
class RingSpan:
    """Something in the year; `band` is what it is about, and names the lanes it lies in."""

    number: int
    band: str
    from_on: datetime.date
    to_on: datetime.date


@dataclass(frozen=True, slots=True)
class Arc:
    """A span as drawn: a path, or a dot where path is empty; its number at x, y."""

    number: int
    key: str
    path: str
    x: str
    y: str
    r: str


@dataclass(frozen=True, slots=True)
class RingMonth:
    """A month: the line where it begins, and where its name stands."""

    first: datetime.date
    line: tuple[str, str, str, str]
    x: str
    y: str


@dataclass(frozen=True, slots=True)
class Ring:
    year: int
    view_box: str
    months: tuple[RingMonth, ...]
    arcs: tuple[Arc, ...]
    circles: tuple[str, ...]
    centre: str
    today: tuple[str, str, str, str] | None


def year_ring(
    year: int, *, spans: Sequence[RingSpan], bands: Sequence[str], today: datetime.date
) -> Ring:
    """Lay out a year. bands: from the outside in; spans of other years are cut at its ends."""
    placed = _lanes(year, spans, bands)
    count = max((lane for _span, lane, _from, _to in placed), default=0) + 1
    step = min(THICKEST + GAP, (OUTER - INNER) / count)
    arcs = []
    for span, lane, from_degree, to_degree in placed:
        outer = OUTER - lane * step
        inner = outer - step + GAP
        middle, at = (outer + inner) / 2, (from_degree + to_degree) / 2
        x, y = _point(middle, at)
        is_dot = to_degree - from_degree < SHORTEST
        arcs.append(
            Arc(
                number=span.number,
                key=f"ring-{span.band}",
                path="" if is_dot else _arc(outer, inner, from_degree, to_degree),
                x=px(x),
                y=px(y),
                r=px((outer - inner) / 2),
            )
        )
    return Ring(
        year=year,
        view_box=f"0 0 {px(SIZE)} {px(SIZE)}",
        months=tuple(_month(year, number) for number in range(1, 13)),
        arcs=tuple(arcs),
        circles=(px(OUTER + GAP), px(INNER - GAP)),
        centre=px(CENTRE),
        today=_line(INNER - GAP, OUTER + GAP, 3.6 * share_of_year(today))
        if today.year == year
        else None,
    )


def _lanes(
    year: int, spans: Sequence[RingSpan], bands: Sequence[str]
) -> list[tuple[RingSpan, int, float, float]]:
    """Each span with its lane and its degrees: bands one inside the other, nothing over another."""
    placed, first_lane = [], 0
    for band in bands:
        taken: list[float] = []  # where each lane of the band is free from
        for span in sorted(
            (span for span in spans if span.band == band), key=lambda one: (one.from_on, one.number)
        ):
            from_degree, to_degree = _degrees(year, span)
            end = max(to_degree, from_degree + 2 * SHORTEST)
            lane = next((n for n, free in enumerate(taken) if free <= from_degree), len(taken))
            if lane == len(taken):
                taken.append(end)
            taken[lane] = end
            placed.append((span, first_lane + lane, from_degree, to_degree))
        first_lane += len(taken)
    return placed


def _degrees(year: int, span: RingSpan) -> tuple[float, float]:
    begins = 0.0 if span.from_on.year < year else 3.6 * share_of_year(span.from_on)
    after = span.to_on + datetime.timedelta(days=1)
    ends = 360.0 if after.year > year else 3.6 * share_of_year(after)
    return begins, max(ends, begins)


def _point(radius: float, degree: float) -> tuple[float, float]:
    angle = math.radians(degree)
    return CENTRE + radius * math.sin(angle), CENTRE - radius * math.cos(angle)


def _arc(outer: float, inner: float, from_degree: float, to_degree: float) -> str:
    """The path of a piece of a ring; a whole year is drawn just short of closing."""
    to_degree = min(to_degree, from_degree + 359.5)
    large = 1 if to_degree - from_degree > 180 else 0
    (ax, ay), (bx, by) = _point(outer, from_degree), _point(outer, to_degree)
    (cx, cy), (dx, dy) = _point(inner, to_degree), _point(inner, from_degree)
    return (
        f"M{px(ax)} {px(ay)}A{px(outer)} {px(outer)} 0 {large} 1 {px(bx)} {px(by)}"
        f"L{px(cx)} {px(cy)}A{px(inner)} {px(inner)} 0 {large} 0 {px(dx)} {px(dy)}Z"
    )


def _line(inner: float, outer: float, degree: float) -> tuple[str, str, str, str]:
    (ax, ay), (bx, by) = _point(inner, degree), _point(outer, degree)
    return px(ax), px(ay), px(bx), px(by)


def _month(year: int, number: int) -> RingMonth:
    begins = 30.0 * (number - 1)
    x, y = _point(LABELS, begins + 15)
    return RingMonth(
        datetime.date(year, number, 1), _line(INNER - GAP, OUTER + GAP, begins), px(x), px(y)
    )
