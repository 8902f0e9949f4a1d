"""Places beside each other without a ranking: who lies outside what chance alone gives.

The limits follow from how many each place counts (a funnel plot): the fewer, the wider.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from chance.exact import at_least, at_most, probability
from chance.judging import LEVEL

#: Inside these limits lie 95 and 99.8 of a hundred places that differ by chance alone.
INNER, OUTER = 0.05, 0.002
#: A funnel of fewer places says nothing.
FEWEST = 4


@dataclass(frozen=True, slots=True)
class FunnelPlace:
    """A place and its count. side: 1 above and -1 below the inner limit, else 0; is_certain:
    outside what chance gives among all the places shown.
    """

    name: str
    count: int
    of: int
    side: int = 0
    is_certain: bool = False

    @property
    def share(self) -> float:
        return self.count / self.of


@dataclass(frozen=True, slots=True)
class Funnel:
    """share: of all places together. inner and outer: (of, lowest, highest share) by size."""

    places: tuple[FunnelPlace, ...]
    share: float
    inner: tuple[tuple[int, float, float], ...]
    outer: tuple[tuple[int, float, float], ...]

    @property
    def inside(self) -> int:
        return sum(not place.side for place in self.places)

    @property
    def expected_outside(self) -> float:
        """How many chance alone would put outside the inner limit."""
        return len(self.places) * INNER


def funnel(rows: Iterable[tuple[str, int, int]], *, points: int = 24) -> Funnel | None:
    """rows: (name, count, of). None where there are too few to say what is usual."""
    known = [row for row in rows if row[2]]
    if len(known) < FEWEST:
        return None
    whole = sum(of for _name, _count, of in known)
    share = sum(count for _name, count, _of in known) / whole
    if not 0 < share < 1:
        return None
    # a place is picked out of many, and so the outer limit may have to be wider still
    certain = min(OUTER, LEVEL / len(known))
    places = tuple(_placed(name, count, of, share, certain) for name, count, of in known)
    sizes = _sizes([of for _name, _count, of in known], points)
    return Funnel(
        places,
        share,
        tuple((of, *_limits(of, share, INNER)) for of in sizes),
        tuple((of, *_limits(of, share, OUTER)) for of in sizes),
    )


def _placed(name: str, count: int, of: int, share: float, certain: float) -> FunnelPlace:
    above = count / of > share
    chance = at_least(count, of, share) if above else at_most(count, of, share)
    side = 0 if chance > INNER / 2 else 1 if above else -1
    return FunnelPlace(name, count, of, side, chance <= certain / 2)


def _sizes(sizes: Sequence[int], points: int) -> list[int]:
    low, high = min(sizes), max(sizes)
    low, high = max(1, low - max(1, (high - low) // 10)), high + max(1, (high - low) // 10)
    return sorted({low + round((high - low) * step / points) for step in range(points + 1)})


def _limits(of: int, share: float, level: float) -> tuple[float, float]:
    """The shares beyond which a count is outside. Between two counts they lie as near the one as
    its chance is near the level (Spiegelhalter 2005), so that they are no stairs.
    """
    return _lower(of, share, level / 2), 1 - _lower(of, 1 - share, level / 2)


def _lower(of: int, share: float, tail: float) -> float:
    together = 0.0
    for count in range(of + 1):
        chance = probability(count, of, share)
        together += chance
        if together > tail:
            return max(0.0, (count - (together - tail) / chance) / of)
    return 1.0
