"""When two years of an indicator may be compared, and what has then moved. Pure; the one place
that decides it.

A result moves for four reasons: another scale, other units, chance, or because things are another
way. Only the last may be told as a change. So years are held against each other on one scale, over
the units counted in both; whether they differ by more than chance says `chance`.
"""

from collections.abc import Sequence
from decimal import Decimal

from chance import Judged, Movement, judge_pairs, judge_register, judge_value, not_judged
from indicators.evaluation import words
from indicators.evaluation.attainments import YearComparison, YearResult
from indicators.evaluation.rules import UNIT_BY_UNIT, Aggregation, Rule

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
        judged=_judged(rule, before, now, was=was, became=became, is_of_units=is_of_units),
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


def _judged(
    rule: Rule,
    before: YearResult,
    now: YearResult,
    *,
    was: Decimal | None,
    became: Decimal | None,
    is_of_units: bool,
) -> Judged:
    """By what two years may be judged: what is decided and counted in full, the units of both, or
    one figure for them all.
    """
    if was is None or became is None:
        return not_judged(Movement.UNKNOWN if has_same_units(before, now) else Movement.BASE)
    if rule.counts_things:
        return judge_register(was, became)
    good = 1 if is_of_units or rule.is_of_those_who_meet else rule.good
    counts = is_of_units or rule.aggregation == Aggregation.COUNT
    least = None if counts or not rule.topics else rule.topics[0].scale.smallest_difference
    was_of, became_of = dict(before.stands), dict(now.stands)
    common = was_of.keys() & became_of.keys()
    if before.is_whole or rule.aggregation == Aggregation.LATEST:
        return judge_value(was, became, good=good, least=least)
    pairs = ((was_of[unit], became_of[unit]) for unit in common)
    judged = judge_pairs(
        pairs,
        good=good,
        least=least,
        difference=became - was,
        of_meeting=is_of_units or rule.is_of_those_who_meet,
    )
    if judged.shift == Movement.SAME and not has_same_units(before, now):
        return not_judged(Movement.BASE)
    return judged
