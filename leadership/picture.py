"""A team's joint picture out of its leaders' answers, told so that nobody's answer can be told.

With few answers a median tells much: of three answers with the median 5, whoever answered 2 knows
that both others answered 5. So with three or four answers the two steps at each end of the scale
are told as one, and nothing about how far the answers lie apart; and on a scale of fewer than five
steps, three or four answers tell nothing at all. From five answers on the median is told, and in
one word whether the answers lie close, the lowest and the highest left out.

`tests/test_picture.py` goes through all answers there can be.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from statistics import median

FEWEST = 3
ENOUGH = 5
CLOSE, APART = "close", "apart"


@dataclass(frozen=True, slots=True)
class DisclosedAnswers:
    """What is told of some answers: the median between low and high, and how far they spread.

    low and high differ only where the end of the scale is told as one. spread: CLOSE, APART or "".
    """

    low: Decimal
    high: Decimal
    spread: str = ""


def tell(ranks: Sequence[int], *, steps: int) -> DisclosedAnswers | None:
    """What may be told of these answers on a scale of so many steps; None: nothing."""
    if len(ranks) < FEWEST:
        return None
    middle = Decimal(str(median(ranks)))
    if len(ranks) >= ENOUGH:
        inner = sorted(ranks)[1:-1]
        return DisclosedAnswers(middle, middle, CLOSE if inner[-1] - inner[0] <= 1 else APART)
    if steps < ENOUGH:
        return None
    if middle <= 2:
        return DisclosedAnswers(Decimal(1), Decimal(2))
    if middle >= steps - 1:
        return DisclosedAnswers(Decimal(steps - 1), Decimal(steps))
    return DisclosedAnswers(middle, middle)
