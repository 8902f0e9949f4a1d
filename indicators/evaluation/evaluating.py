"""A rule and the facts of a cluster become an attainment. No database here."""

import datetime
from collections.abc import Sequence

from indicators.evaluation import sentences, words
from indicators.evaluation.attainments import Attainment, InBrief, YearResult
from indicators.evaluation.comparing import since_first, since_last
from indicators.evaluation.facts import Facts
from indicators.evaluation.judging import status_of
from indicators.evaluation.results import UnitResult
from indicators.evaluation.rules import (
    UNIT_BY_UNIT,
    Report,
    Rule,
    Source,
)
from indicators.evaluation.trends import elsewhere_of, moves_right, trend_of
from indicators.evaluation.year_units import (
    judge_units,
    local_goals_in,
    methods_in,
    tally_in,
    whole_report,
)


def evaluate(
    rule: Rule, facts: Facts, *, year: int | None = None, with_trend: bool = True
) -> Attainment:
    """The attainment in a year: the one asked for, the rule's own, or the newest with data."""
    known = facts.years_of(rule)
    year = year or rule.year or (known[-1] if known else facts.on.year)
    units = judge_units(rule, facts, year=year)
    methods = methods_in(rule, facts, year=year)
    whole = whole_report(rule, facts, year)
    goals = local_goals_in(rule, facts, year=year)
    result = tally_in(rule, units, methods, whole, year, goals)
    if with_trend:
        trend = trend_of(rule, facts, [y for y in known if y <= year], year=year)
    else:
        trend = _newest_two(rule, facts, known, year=year)
    status = status_of(
        rule,
        result,
        year=year,
        on=facts.on,
        moves_right=moves_right(rule, trend, year),
    )
    return Attainment(
        indicator_id=rule.indicator_id,
        code=rule.code,
        year=year,
        status=status,
        has_target=result.has_target,
        value=result.value,
        target=result.target,
        units=result.units,
        counted=result.counted,
        met=result.met,
        not_rated=result.not_rated,
        missing=result.missing,
        suppressed=result.suppressed,
        result_text=words.result_text(rule, result),
        result_line=words.result_line(rule, result, year=year),
        target_text=words.target_text(rule, result),
        explanation=sentences.explanation(rule, result, year=year, facts=facts, units=units),
        source_text=words.source_text(rule),
        as_of=_as_of(rule, facts, units, whole, year),
        is_past_deadline=_is_past_deadline(rule, facts),
        is_whole=result.whole,
        unit_results=() if result.whole else tuple(units),
        trend=trend if with_trend else (),
        since_first=since_first(rule, trend) if with_trend else None,
        since_last=since_last(rule, trend) if with_trend else None,
        elsewhere=elsewhere_of(rule, facts, units, [y for y in known if y <= year] or [year])
        if with_trend
        else (),
        methods=tuple(methods),
        goals=goals,
        parts=tuple(evaluate(part, facts, year=year, with_trend=False) for part in rule.parts),
        narrative=whole.narrative if whole else "",
    )


def evaluate_in_brief(rule: Rule, facts: Facts, *, year: int | None = None) -> InBrief:
    """The status and the result that `evaluate` gives, for tables of thousands: no reasons."""
    known = facts.years_of(rule)
    year = year or rule.year or (known[-1] if known else facts.on.year)
    whole = whole_report(rule, facts, year)
    units = judge_units(rule, facts, year=year)
    methods, goals = methods_in(rule, facts, year=year), local_goals_in(rule, facts, year=year)
    result = tally_in(rule, units, methods, whole, year, goals)
    trend: tuple[YearResult, ...] = ()
    if looks_back(rule) and facts.on <= datetime.date(year, 12, 31):
        trend = _newest_two(rule, facts, known, year=year)
    status = status_of(
        rule,
        result,
        year=year,
        on=facts.on,
        moves_right=moves_right(rule, trend, year),
    )
    return InBrief(
        indicator_id=rule.indicator_id,
        year=year,
        status=status,
        has_target=result.has_target,
        is_past_deadline=_is_past_deadline(rule, facts),
        result_text=words.result_text(rule, result),
    )


def _newest_two(
    rule: Rule, facts: Facts, known: Sequence[int], *, year: int
) -> tuple[YearResult, ...]:
    """The year and the one before: what a status follows from while the year runs."""
    return trend_of(rule, facts, known[-2:], year=year)


def looks_back(rule: Rule) -> bool:
    """Whether the status may depend on the year before: see `judging.status_of`."""
    return rule.aggregation not in UNIT_BY_UNIT


def _is_past_deadline(rule: Rule, facts: Facts) -> bool:
    return rule.year is not None and facts.on > datetime.date(rule.year, 12, 31)


def _as_of(
    rule: Rule, facts: Facts, units: Sequence[UnitResult], whole: Report | None, year: int
) -> datetime.date | None:
    """The newest day in the evidence."""
    if rule.source == Source.METHODS:
        uses = (use for method in facts.methods for use in method.uses)
        moments = [moment for _unit, *from_and_to in uses for moment in from_and_to]
        until = facts.day_of(year)
        return max((day for day in moments if day and day <= until), default=None)
    days = [unit.measured_on for unit in units]
    days.append(whole.reported_on if whole else None)
    return max(filter(None, days), default=None)
