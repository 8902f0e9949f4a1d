"""The joint picture of a mapping: what is told, and that nobody's answer follows from it."""

from collections import Counter, defaultdict
from decimal import Decimal
from itertools import combinations_with_replacement

import pytest

from leadership.picture import APART, CLOSE, DisclosedAnswers, tell


@pytest.mark.parametrize("count", [0, 1, 2])
def test_fewer_than_three_answers_tell_nothing(count):
    assert tell([3] * count, steps=5) is None


@pytest.mark.parametrize(
    ("ranks", "low", "high", "spread"),
    [
        ([3, 3, 4], 3, 3, ""),
        ([1, 2, 2], 1, 2, ""),
        ([5, 5, 2], 4, 5, ""),
        ([2, 3, 3, 4], 3, 3, ""),
        ([2, 2, 3, 4], "2.5", "2.5", ""),
        ([1, 3, 3, 4, 5], 3, 3, CLOSE),
        ([1, 1, 3, 4, 5], 3, 3, APART),
        ([5, 5, 5, 5, 5], 5, 5, CLOSE),
    ],
)
def test_the_median_is_told_and_with_five_answers_how_they_lie(ranks, low, high, spread):
    assert tell(ranks, steps=5) == DisclosedAnswers(Decimal(low), Decimal(high), spread)


def test_a_short_scale_needs_five_answers():
    assert tell([2, 2, 3, 3], steps=4) is None
    assert tell([2, 2, 3, 3, 3], steps=4) == DisclosedAnswers(Decimal(3), Decimal(3), CLOSE)


@pytest.mark.parametrize("steps", [2, 3, 4, 5, 6, 7])
@pytest.mark.parametrize("count", range(3, 11))
def test_nobody_can_work_out_what_another_answered(count, steps):
    """All answers there can be: to each picture, and to whoever knows their own answer beside it,
    every other person has at least two possible answers; so has everybody to an outsider."""
    behind = defaultdict(list)
    for answers in combinations_with_replacement(range(1, steps + 1), count):
        behind[tell(answers, steps=steps)].append(answers)
    behind.pop(None, None)

    for told, possible in behind.items():
        everybody = {rank for answers in possible for rank in answers}
        assert len(everybody) > 1, told
        for own in everybody:
            others = set()
            for answers in possible:
                if own in answers:
                    others |= set(Counter(answers) - Counter([own]))
            assert len(others) > 1, (told, own)
