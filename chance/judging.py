"""The rule: two figures become a judgement, with what it rests on.

A statement is false at most once in twenty where nothing has changed. Nothing is judged of which
it is not known how much chance alone would move it; then only the figures are told.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from math import comb, erfc, sqrt

from chance.exact import of_signs, of_two_counts

#: The share of statements of change that may be false where nothing has changed.
LEVEL = 0.05


class Movement(StrEnum):
    """What may be said of two figures; each has one mark and one wording (`chance.words`)."""

    UP = "up"  # better, beyond chance
    DOWN = "down"
    HIGHER = "higher"  # as UP, where no way is the better one
    LOWER = "lower"
    MORE = "more"  # of what was decided and is counted in full: no chance in it
    FEWER = "fewer"
    RATED_UP = "rated_up"  # what an inspection said, and no more
    RATED_DOWN = "rated_down"
    CHANCE = "chance"
    SAME = "same"
    BASE = "base"  # other units are counted
    SCALE = "scale"
    UNKNOWN = "unknown"  # how far chance reaches is not known

    @property
    def sign(self) -> int:
        """+1 for better, -1 for worse, 0 for neither or not to be told."""
        return (self in _BETTER) - (self in _WORSE)


_BETTER = frozenset({Movement.UP, Movement.MORE})
_WORSE = frozenset({Movement.DOWN, Movement.FEWER})
_UPWARDS = _BETTER | {Movement.HIGHER, Movement.RATED_UP}
_DOWNWARDS = _WORSE | {Movement.LOWER, Movement.RATED_DOWN}


class Test(StrEnum):
    """By what it was judged."""

    SIGNS = "signs"
    COUNTS = "counts"
    MEANS = "means"
    LEAST = "least"
    RECORD = "record"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Judged:
    """A judgement and what it rests on.

    ups, downs and of: units that moved either way, of so many measured both times; better first.
    counts: ((count, of) before, (count, of) after). chance: how often chance alone gives as much.
    least: the smallest difference that the instrument itself calls one. is_small: it differs by
    less than that. of_meeting: units that meet what is asked, or do not, instead of a figure each.
    """

    shift: Movement
    test: Test = Test.NONE
    ups: int = 0
    downs: int = 0
    of: int = 0
    counts: tuple[tuple[int, int], tuple[int, int]] | None = None
    chance: float | None = None
    least: Decimal | None = None
    is_small: bool = False
    of_meeting: bool = False

    @property
    def sign(self) -> int:
        return self.shift.sign

    @property
    def way(self) -> int:
        """+1 where something is said to be better, higher or rated so, -1 the other way, else 0."""
        return (self.shift in _UPWARDS) - (self.shift in _DOWNWARDS)


def not_judged(shift: Movement = Movement.UNKNOWN) -> Judged:
    """Two figures that may not be held against each other, or of which chance is not known."""
    return Judged(shift)


def judge_pairs(
    pairs: Iterable[tuple[Decimal, Decimal]],
    *,
    good: int = 1,
    least: Decimal | None = None,
    difference: Decimal | None = None,
    of_meeting: bool = False,
) -> Judged:
    """The same units, measured twice: whether more of them went one way than chance gives.

    Where nothing changes each unit is as likely to go up as down, however often it moves and
    however much is measured in it (the exact sign test; of yes and no it is McNemar's).
    good: 1 where more is better, -1 where less is, 0 where neither. difference: of the result over
    all of them; judged only in its own direction, and only from `least`. of_meeting: of 1 for each
    unit that meets what is asked and 0 for each that does not.
    """
    moves = [(now > was) - (now < was) for was, now in pairs]
    higher, lower = moves.count(1), moves.count(-1)
    chance = of_signs(higher, lower)
    sign = (higher > lower) - (higher < lower)
    is_small = _is_small(difference, least)
    against = difference is not None and (difference > 0) - (difference < 0) != sign
    if not higher and not lower:
        shift = Movement.SAME
    elif chance > LEVEL or is_small or against:
        shift = Movement.CHANCE
    else:
        shift = _moved(sign, good)
    ups, downs = (lower, higher) if good < 0 else (higher, lower)
    return Judged(
        *(shift, Test.SIGNS, ups, downs, len(moves)),
        chance=chance,
        least=least,
        is_small=is_small,
        of_meeting=of_meeting,
    )


def judge_counts(
    before: tuple[int, int], after: tuple[int, int], *, good: int = 1, level: float = LEVEL
) -> Judged:
    """Two counts, each (count, of): of people answering twice, or of two places (Fisher)."""
    (was, was_of), (now, now_of) = before, after
    if not was_of or not now_of:
        return not_judged()
    higher, lower = now * was_of, was * now_of
    chance = of_two_counts(now, now_of, was, was_of)
    if higher == lower:
        shift = Movement.SAME
    else:
        shift = Movement.CHANCE if chance > level else _moved(1 if higher > lower else -1, good)
    return Judged(shift, Test.COUNTS, counts=(before, after), chance=chance)


def judge_means(
    before: tuple[Decimal, int],
    after: tuple[Decimal, int],
    *,
    lowest: Decimal,
    highest: Decimal,
    good: int = 1,
    least: Decimal | None = None,
    level: float = LEVEL,
) -> Judged:
    """Two means of answers between two ends, each (mean, answers).

    How far the answers are spread is taken to be as much as the mean allows, so that no spread of
    answers makes more than one statement in twenty false.
    """
    (was, was_of), (now, now_of) = before, after
    if not was_of or not now_of:
        return not_judged()
    difference = now - was
    error = sqrt(_square_error(was, was_of, lowest, highest) + _square_error(
        now, now_of, lowest, highest
    ))  # fmt: skip
    chance = erfc(abs(float(difference)) / error / sqrt(2)) if error else 1.0
    is_small = _is_small(difference, least)
    if not difference:
        shift = Movement.SAME
    elif is_small or chance > level:
        shift = Movement.CHANCE
    else:
        shift = _moved(1 if difference > 0 else -1, good)
    counts = ((0, was_of), (0, now_of))
    return Judged(shift, Test.MEANS, counts=counts, chance=chance, least=least, is_small=is_small)


def judge_value(
    was: Decimal, now: Decimal, *, good: int = 1, least: Decimal | None = None
) -> Judged:
    """Two figures of which nobody has said how many gave them: by the instrument's own measure.

    Without one it is not known what chance does, and nothing is said.
    """
    difference = now - was
    if not difference:
        return Judged(Movement.SAME, Test.LEAST, least=least)
    if least is None:
        return not_judged()
    if _is_small(difference, least):
        return Judged(Movement.CHANCE, Test.LEAST, least=least, is_small=True)
    return Judged(_moved(1 if difference > 0 else -1, good), Test.LEAST, least=least)


def judge_rating(was: int, now: int) -> Judged:
    """Two ratings of one unit: a fact of what was said of it, never of what has become of it."""
    if was == now:
        return Judged(Movement.SAME, Test.RECORD)
    return Judged(Movement.RATED_UP if now > was else Movement.RATED_DOWN, Test.RECORD)


def judge_register(was: Decimal, now: Decimal) -> Judged:
    """Two counts of what was decided, as of methods in use: nothing is measured, all is known."""
    if was == now:
        return Judged(Movement.SAME, Test.RECORD)
    return Judged(Movement.MORE if now > was else Movement.FEWER, Test.RECORD)


def extremes(
    rows: Sequence[tuple[Decimal, int | None]],
    *,
    lowest: Decimal | None,
    highest: Decimal | None,
    least: Decimal | None = None,
) -> Judged:
    """The highest of several means beside the lowest: up where it may be called higher.

    rows: (mean, answers). Whoever picks two out of many finds a difference more easily, and so the
    level is shared out over all pairs. Not judged where it is not known how many answered, or
    between which ends.
    """
    known = [(mean, of) for mean, of in rows if of]
    if len(rows) < 2 or len(known) < len(rows) or lowest is None or highest is None:
        return not_judged()
    level = LEVEL / comb(len(known), 2)
    return judge_means(
        min(known), max(known), lowest=lowest, highest=highest, least=least, level=level
    )


def _moved(sign: int, good: int) -> Movement:
    if not good:
        return Movement.HIGHER if sign > 0 else Movement.LOWER
    return Movement.UP if sign * good > 0 else Movement.DOWN


def _is_small(difference: Decimal | None, least: Decimal | None) -> bool:
    return difference is not None and least is not None and 0 < abs(difference) < least


def _square_error(mean: Decimal, of: int, lowest: Decimal, highest: Decimal) -> float:
    """Of a mean whose answers are spread as far as it allows; two answers, one at each end, are
    added, so that ten of one mind are not taken to be certain of it.
    """
    mean = (mean * of + lowest + highest) / (of + 2)
    return float((highest - mean) * (mean - lowest)) / of
