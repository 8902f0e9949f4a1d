"""When two years of an indicator may be compared, and what has then moved. Pure; the one place
that decides it.

A result moves for four reasons: another scale, other units, chance, or because things are another
way. Only the last may be told as a change. So years are held against each other on one scale, over
the units counted in both, and a difference counts from the smallest meaningful one.
"""

from collections.abc import Sequence
from decimal import Decimal

from indicators.evaluation import words
from indicators.evaluation.results import YearComparison, YearResult
from indicators.evaluation.rules import UNIT_BY_UNIT, Aggregation, Operator, Rule

#: What can be worked out anew for fewer units than a year has.
_OVER_UNITS = {Aggregation.MEAN, Aggregation.SUM, Aggregation.COUNT}


def since_break(trend: Sequence[YearResult]) -> list[YearResult]:
    """The years on the scale of the last one."""
    years: list[YearResult] = []
    for year in trend:
        years = [year] if year.is_break else [*years, year]
    return years


def with_value(trend: Sequence[YearResult]) -> list[YearResult]:
    """The years on the scale of the last one in which something was measured."""
    return [year for year in since_break(trend) if year.value is not None]


def has_same_units(before: YearResult, now: YearResult) -> bool:
    """Whether the same units are counted in both years, or both are of the cluster as one."""
    if before.is_whole or now.is_whole:
        return before.is_whole and now.is_whole
    return dict(before.stands).keys() == dict(now.stands).keys()


def moved(trend: Sequence[YearResult]) -> list[int]:
    """The places in a row of years where other units are counted than in the year before it that
    has a value: no line may be drawn up to them.
    """
    places, before = [], None
    for place, year in enumerate(trend):
        if year.value is None:
            continue
        if before is not None and not year.is_break and not has_same_units(before, year):
            places.append(place)
        before = year
    return places


def compare(rule: Rule, before: YearResult, now: YearResult) -> YearComparison:
    """Two years of one scale, held against each other as far as their units allow."""
    same = has_same_units(before, now)
    was_of, became_of = dict(before.stands), dict(now.stands)
    common = sorted(was_of.keys() & became_of.keys())
    is_of_units = rule.aggregation in UNIT_BY_UNIT and not rule.counts_things
    was: Decimal | None = None
    became: Decimal | None = None
    stood = [was_of[unit] for unit in common]
    stand = [became_of[unit] for unit in common]
    is_newest_of_many = rule.aggregation == Aggregation.LATEST and len(common) > 1
    if before.is_whole and now.is_whole:
        was, became = before.value, now.value
    elif common and is_of_units and not (before.is_whole or now.is_whole):
        was, became = sum(stood, Decimal(0)), sum(stand, Decimal(0))
    elif same and not is_newest_of_many:
        was, became = before.value, now.value
    elif common and not rule.counts_things and rule.aggregation in _OVER_UNITS:
        was, became = _over(rule, stood), _over(rule, stand)
    return YearComparison(
        before,
        now,
        units=len(common),
        has_same_units=same,
        was=was,
        became=became,
        was_text=_text(rule, was, is_of_units=is_of_units),
        became_text=_text(rule, became, is_of_units=is_of_units),
        direction=_direction(rule, was, became, is_of_units=is_of_units),
        is_too_small=_is_too_small(rule, was, became, is_of_units=is_of_units),
    )


def since_first(rule: Rule, trend: Sequence[YearResult]) -> YearComparison | None:
    """The first year on the last one's scale against the last."""
    known = with_value(trend)
    return compare(rule, known[0], known[-1]) if len(known) > 1 else None


def since_last(rule: Rule, trend: Sequence[YearResult]) -> YearComparison | None:
    """The last year against the nearest before it on the same scale."""
    known = with_value(trend)
    return compare(rule, known[-2], known[-1]) if len(known) > 1 else None


def _text(rule: Rule, value: Decimal | None, *, is_of_units: bool) -> str:
    if value is None:
        return ""
    return str(int(value)) if is_of_units else words.amount(rule, value)


def _over(rule: Rule, values: Sequence[Decimal]) -> Decimal:
    total = sum(values, Decimal(0))
    return total / len(values) if rule.aggregation == Aggregation.MEAN else total


def _direction(
    rule: Rule, was: Decimal | None, became: Decimal | None, *, is_of_units: bool
) -> int:
    if was is None or became is None:
        return 0
    sign = (became > was) - (became < was)
    if is_of_units:
        return sign
    if rule.operator == Operator.EXACTLY or _is_too_small(rule, was, became, is_of_units=False):
        return 0
    return -sign if rule.operator == Operator.AT_MOST else sign


def _is_too_small(
    rule: Rule, was: Decimal | None, became: Decimal | None, *, is_of_units: bool
) -> bool:
    """Whether the results differ, but by less than the scale's smallest meaningful difference."""
    counts = rule.aggregation == Aggregation.COUNT or rule.counts_things
    least = rule.topics[0].scale.smallest_difference if rule.topics else None
    if is_of_units or counts or least is None or was is None or became is None:
        return False
    return 0 < abs(became - was) < least
