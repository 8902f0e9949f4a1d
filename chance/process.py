"""A figure that comes often, month by month: what is its usual wander, and what lies outside it.

Individual values and moving ranges (XmR, Shewhart; Wheeler 1993): the limits follow from how far a
value usually lies from the one before. See docs/decisions/0031-chance-or-change.md.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import fmean

#: Fewer points have no limits; with fewer than so many the limits are on trial.
FEWEST, ENOUGH = 6, 13
#: More are not looked at: of so many that only wander, one lies outside in 5 of a hundred cases.
MOST = 20
#: Three standard errors, by the mean moving range of two values (3 / 1.128).
WIDTH = 2.66
#: What a sum of floats may be wrong by.
ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class Process:
    """The newest values, and within which limits they wander. outside: positions of those beyond.

    is_trial: whether there are so few that the limits may still move much.
    """

    values: tuple[float, ...]
    mean: float
    low: float
    high: float
    is_trial: bool
    outside: tuple[int, ...]


def process(
    values: Sequence[float], *, lowest: float | None = None, highest: float | None = None
) -> Process | None:
    """values: in order of time. lowest, highest: the ends of the scale, which no limit is beyond.

    None where there are too few points.
    """
    newest = tuple(map(float, values))[-MOST:]
    if len(newest) < FEWEST:
        return None
    mean = fmean(newest)
    reach = WIDTH * fmean(abs(now - before) for before, now in pairwise(newest))
    low, high = mean - reach, mean + reach
    outside = tuple(
        position
        for position, value in enumerate(newest)
        if not low - ROUNDING <= value <= high + ROUNDING
    )
    low = low if lowest is None else max(lowest, low)
    high = high if highest is None else min(highest, high)
    return Process(newest, mean, low, high, len(newest) < ENOUGH, outside)
