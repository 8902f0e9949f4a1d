"""Numbers as the reader's language writes them, rounded as people round: a half goes up.

Django's `number_format` cuts off what it has no room for, and Python's `round` sends a half to the
even neighbour; the template filter `floatformat` rounds as it is done here. Through these functions
a number is the same wherever it stands.
"""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from django.utils.formats import number_format


def rounded(value: Decimal, places: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def mean(values: Sequence[Decimal]) -> Decimal:
    return sum(values, Decimal(0)) / len(values)


def written(value: Decimal, places: int) -> str:
    """With just so many decimals: “3,50”."""
    return number_format(rounded(value, places), places)


def written_plainly(value: Decimal) -> str:
    """With the decimals it has, and none that say nothing: “3,5”."""
    value = value.normalize()
    exponent = value.as_tuple().exponent
    return number_format(value, max(0, -exponent if isinstance(exponent, int) else 0))


def grouped(count: int) -> str:
    """A count with its thousands apart: “12.600”."""
    return number_format(count, force_grouping=True)
