from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from charts.marks import percent, place

Number = int | float | Decimal

# Best first. The order never changes, so that bars can be compared at a glance.
ORDER = (
    "reached",
    "partly",
    "onway",
    "started",
    "waiting",
    "missed",
    "4",
    "3",
    "2",
    "1",
    "none",
)

# Answers from the most negative to the most positive, by the number of possible answers.
ANSWERS = {
    2: ("minus-2", "4"),
    3: ("minus-2", "neutral", "4"),
    4: ("minus-2", "minus-1", "3", "4"),
    5: ("minus-2", "minus-1", "neutral", "3", "4"),
}

LETTER_SHARE = 0.045  # of a bar that a letter needs on the narrowest screen
FEWEST_SLOTS = 5  # of squares in a row: one lonely unit is not drawn as a full bar


@dataclass(frozen=True, slots=True)
class Segment:
    """A rectangle of a bar; `key` names its class (seg-<key>), `x` and `width` are in per cent."""

    key: str
    x: str
    width: str


@dataclass(frozen=True, slots=True)
class SegmentBar:
    """Segments side by side, from the left."""

    segments: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class StackedPart:
    """A part of a stacked bar with its own words in its middle, where there is room for them."""

    key: str
    x: str
    width: str
    middle: str
    text: str


@dataclass(frozen=True, slots=True)
class StackedBar:
    """All of something, in parts from the left; what is not told is a part without words."""

    parts: tuple[StackedPart, ...]


@dataclass(frozen=True, slots=True)
class DivergingBar:
    """Answers to the left and right of zero; the middle answer lies across it."""

    segments: tuple[Segment, ...]
    zero: str


@dataclass(frozen=True, slots=True)
class CountedBar:
    """How many of all, as a line from the left; `expected` is where it is to come, if anywhere."""

    end: str
    expected: str | None


def counted_bar(value: Number, *, expected: Number | None, of: Number) -> CountedBar:
    """31 of 34, expected 24; what is beyond an end is drawn at the end."""

    def at(number: Number) -> str:
        return percent(place(float(number), lowest=0, highest=float(of)))

    return CountedBar(at(value), None if expected is None else at(expected))


def ramp_key(rank: int, *, of: int) -> str:
    """The step of the colour ramp ("4" best … "1") for a rank on a scale of `of` steps."""
    if not 1 <= rank <= of:
        raise ValueError(f"Rank {rank} is not on a scale of {of} steps.")
    if of <= 4:
        return str(4 - (of - rank))
    return str(1 + round(3 * (rank - 1) / (of - 1)))


def distribution_bar(counts: Iterable[tuple[str, int]]) -> SegmentBar:
    """How a number of things are distributed over states, e.g. [("reached", 2), ("onway", 4)].

    Keys are those of ORDER; the best state is drawn first whatever order they come in. States
    that nothing has are left out.
    """
    present = sorted((ORDER.index(key), count) for key, count in counts if count)
    total = sum(count for _, count in present)
    segments = []
    before = 0
    for position, count in present:
        segments.append(
            Segment(
                ORDER[position],
                percent(100 * before / total),
                percent(100 * count / total),
            )
        )
        before += count
    return SegmentBar(tuple(segments))


def squares(keys: Iterable[str], *, slots: int = 0) -> SegmentBar:
    """One equal field per unit, best first. Give rows of one table the same number of `slots`."""
    ordered = sorted(keys, key=ORDER.index)
    pitch = 100 / max(len(ordered), slots, FEWEST_SLOTS)
    gap = min(1.08, pitch / 5)
    return SegmentBar(
        tuple(
            Segment(key, percent(position * pitch + gap / 2), percent(pitch - gap))
            for position, key in enumerate(ordered)
        )
    )


def stacked_bar(shares: Iterable[tuple[str, float, str]]) -> StackedBar:
    """Shares of one whole in the order they come: [("4", 0.8, "81"), …], each with its words.

    What they lack of the whole is not told, and drawn so.
    """
    parts = []
    before = 0.0
    for key, share, text in shares:
        if share <= 0:
            continue
        room = LETTER_SHARE * len(text)
        parts.append(
            StackedPart(
                key,
                percent(100 * before),
                percent(100 * share),
                percent(100 * (before + share / 2)),
                text if share >= room else "",
            )
        )
        before += share
    if before < 0.995:
        rest = 1 - before
        middle = percent(100 * (before + rest / 2))
        parts.append(StackedPart("none", percent(100 * before), percent(100 * rest), middle, ""))
    return StackedBar(tuple(parts))


def fields_of(*, met: int, counted: int, units: int) -> list[str]:
    """The fields of `squares` for units that are judged one by one."""
    return ["reached"] * met + ["1"] * (counted - met) + ["none"] * (units - counted)


def diverging_bars(rows: Sequence[Sequence[int] | None]) -> list[DivergingBar | None]:
    """Answers as bars around zero on one scale shared by all rows.

    Each row counts the answers from the most negative to the most positive (two to five of them).
    A row without answers, or None because it is hidden, gives None.
    """
    shares = [_shares(row) for row in rows]
    drawn = [share for share in shares if share]
    left = max((_left_of_zero(share) for share in drawn), default=0)
    right = max((sum(share) - _left_of_zero(share) for share in drawn), default=0)
    zero = 1 + 98 * left / (left + right) if drawn else 0
    scale = 98 / (left + right) if drawn else 0
    return [_diverging_bar(share, zero=zero, scale=scale) if share else None for share in shares]


def _shares(counts: Sequence[int] | None) -> list[float] | None:
    total = sum(counts) if counts else 0
    return [count / total for count in counts] if counts and total else None


def _left_of_zero(shares: Sequence[float]) -> float:
    half, odd = divmod(len(shares), 2)
    return sum(shares[:half]) + (shares[half] / 2 if odd else 0)


def _diverging_bar(shares: Sequence[float], *, zero: float, scale: float) -> DivergingBar:
    segments = []
    x = zero - scale * _left_of_zero(shares)
    for key, share in zip(ANSWERS[len(shares)], shares, strict=True):
        if share:
            segments.append(Segment(key, percent(x), percent(scale * share)))
        x += scale * share
    return DivergingBar(tuple(segments), percent(zero))
