"""Exact tests and intervals of counts: the binomial and what follows from it.

By hand, in the standard library: `import scipy.stats` takes 89 MB and 0.7 s in every worker for
what is sixty lines here; `tests/test_chance_exact.py` holds them against its tables.
"""

from collections.abc import Callable
from functools import lru_cache
from math import exp, lgamma, log, log1p

#: Relative room for rounding where probabilities are compared.
SLACK = 1 + 1e-7
_HALVINGS = 60


def _log_choose(of: int, count: int) -> float:
    return lgamma(of + 1) - lgamma(count + 1) - lgamma(of - count + 1)


def probability(count: int, of: int, share: float) -> float:
    """Of exactly so many of so many, each with this chance."""
    if share <= 0 or share >= 1:
        return float(count == (0 if share <= 0 else of))
    return exp(_log_choose(of, count) + count * log(share) + (of - count) * log1p(-share))


def at_most(count: int, of: int, share: float) -> float:
    """The chance of so many or fewer."""
    if count >= of:
        return 1.0
    return min(1.0, sum(probability(k, of, share) for k in range(count + 1)))


def at_least(count: int, of: int, share: float) -> float:
    """The chance of so many or more."""
    if count <= 0:
        return 1.0
    return min(1.0, sum(probability(k, of, share) for k in range(count, of + 1)))


@lru_cache(maxsize=4096)
def interval(count: int, of: int, level: float = 0.95) -> tuple[float, float]:
    """The shares that would give such a count (Clopper and Pearson): never too narrow."""
    half = (1 - level) / 2
    lower = 0.0 if count == 0 else _where(lambda p: at_least(count, of, p) >= half)
    upper = 1.0 if count == of else _where(lambda p: at_most(count, of, p) < half)
    return lower, upper


def _where(is_there: Callable[[float], bool]) -> float:
    """The smallest share for which something holds from there on."""
    low, high = 0.0, 1.0
    for _step in range(_HALVINGS):
        middle = (low + high) / 2
        low, high = (low, middle) if is_there(middle) else (middle, high)
    return high


@lru_cache(maxsize=4096)
def of_two_counts(count: int, of: int, other: int, other_of: int) -> float:
    """How often two counts as different as these come of one share (Fisher, two-sided)."""
    total = count + other
    lowest, highest = max(0, total - other_of), min(of, total)
    whole = _log_choose(of + other_of, total)

    def chance(k: int) -> float:
        return exp(_log_choose(of, k) + _log_choose(other_of, total - k) - whole)

    seen = chance(count) * SLACK
    return min(1.0, sum(p for k in range(lowest, highest + 1) if (p := chance(k)) <= seen))


@lru_cache(maxsize=4096)
def of_signs(up: int, down: int) -> float:
    """How often so many go one way and so few the other, when either is as likely (two-sided)."""
    return min(1.0, 2 * at_most(min(up, down), up + down, 0.5)) if up + down else 1.0
