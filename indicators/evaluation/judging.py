"""From units to one result, and from the result to a status. Never met without a target, or on
nothing.
"""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypedDict

from config.numbers import rounded
from indicators.evaluation.attainments import IndicatorStatus, MethodResult
from indicators.evaluation.results import NO_GOALS, GoalCounts, UnitResult, UnitState
from indicators.evaluation.rules import UNIT_BY_UNIT, Aggregation, Operator, Rule, Source

HUNDRED = Decimal(100)


class Counts(TypedDict):
    """How many units are in each state; what is not counted is one of the last three."""

    units: int
    counted: int
    met: int
    not_rated: int
    missing: int
    suppressed: int


@dataclass(frozen=True, slots=True)
class UnitTally:
    """The units of a year together. whole: a value reported for all of them at once."""

    value: Decimal | None
    target: Decimal | None
    has_target: bool
    units: int
    counted: int
    met: int
    not_rated: int
    missing: int
    suppressed: int
    is_reached: bool
    whole: bool = False
    goals: GoalCounts = NO_GOALS


def tally(
    rule: Rule,
    results: Sequence[UnitResult],
    *,
    year: int,
    methods: Sequence[MethodResult] = (),
    goals: GoalCounts = NO_GOALS,
    whole_value: Decimal | None = None,
    whole_is_met: bool | None = None,
) -> UnitTally:
    """Count the units and work out value, target and whether it is reached.

    whole_value, whole_is_met: what was reported for the cluster as one, in place of its units.
    """
    whole = whole_value is not None or whole_is_met is not None
    counts = _counts(results)
    if whole:
        counts = _all_counted(len(results))
        value, target = whole_value, _whole_target(rule, year)
        reached = whole_is_met if whole_is_met is not None else _reaches(rule, value, target)
        return UnitTally(
            value, target, target is not None, **counts, is_reached=reached, whole=True
        )
    counted = [result for result in results if result.state.is_counted]
    if rule.source == Source.METHODS:
        value = Decimal(sum(m.is_counted for m in methods))
    elif rule.source == Source.LOCAL_GOALS:
        return _tally_of_goals(rule, goals, counts, year=year)
    elif rule.aggregation in UNIT_BY_UNIT:
        return _tally_of_units(rule, counted or results, counts, year=year)
    else:
        value = _value(rule, counted, counts["met"])
    target = _whole_target(rule, year)
    reached = _reaches(rule, value, target)
    return UnitTally(value, target, target is not None, **counts, is_reached=reached)


def _tally_of_goals(rule: Rule, goals: GoalCounts, counts: Counts, *, year: int) -> UnitTally:
    """Of local goals that have a target and a figure: so many, or such a share, are to reach it."""
    target = _whole_target(rule, year)
    if rule.aggregation == Aggregation.COUNT:
        value = Decimal(goals.reached) if goals.measured else None
    else:
        value = share(goals.reached, goals.measured)
        target = HUNDRED if rule.aggregation == Aggregation.ALL else target
    reached = _reaches(rule, value, target)
    has_target = target is not None
    return UnitTally(value, target, has_target, **counts, is_reached=reached, goals=goals)


def _tally_of_units(
    rule: Rule, units: Sequence[UnitResult], counts: Counts, *, year: int
) -> UnitTally:
    """Of a rule by which each unit meets a target of its own, or does not."""
    value = share(counts["met"], counts["counted"])
    if not _units_have_targets(rule, units, year):
        return UnitTally(value, None, False, **counts, is_reached=False)
    target = HUNDRED
    if rule.aggregation == Aggregation.SHARE:
        target = _whole_target(rule, year) or HUNDRED
    reached = value is not None and value >= target
    return UnitTally(value, target, True, **counts, is_reached=reached)


def status_of(
    rule: Rule,
    result: UnitTally,
    *,
    year: int,
    on: datetime.date,
    moves_right: bool = False,
) -> IndicatorStatus:
    """The status of a year's result on a day.

    moves_right: the year is better than the nearest before it that it can be compared with, see
    `comparing`. While the year runs a target not reached is then on track; and a result that would
    be reached is on track until the last unit is in. “All units” is never reached while a unit's
    data are missing or hidden.
    """
    if not result.has_target:
        reported = rule.source == Source.MANUAL and result.counted > 0
        return IndicatorStatus.MANUAL if reported else IndicatorStatus.UNKNOWN
    if result.counted == 0:
        return IndicatorStatus.UNKNOWN
    is_running = on <= datetime.date(year, 12, 31)
    if result.is_reached:
        return _when_reached(rule, result, is_running=is_running)
    if is_running and rule.aggregation not in UNIT_BY_UNIT and moves_right:
        return IndicatorStatus.ON_TRACK
    return IndicatorStatus.NOT_MET


def share(part: int, of: int) -> Decimal | None:
    """A count in per cent of another, one decimal; None of nothing."""
    if not of:
        return None
    return rounded(HUNDRED * part / of, 1)


def _when_reached(rule: Rule, result: UnitTally, *, is_running: bool) -> IndicatorStatus:
    open_units = result.missing + result.suppressed
    if rule.source == Source.LOCAL_GOALS:
        open_units = result.goals.lacking + result.goals.hidden
    if not open_units or result.whole or rule.source == Source.METHODS:
        return IndicatorStatus.MET
    if rule.aggregation == Aggregation.ALL:
        return (
            IndicatorStatus.ON_TRACK
            if is_running and not (result.suppressed or result.goals.hidden)
            else IndicatorStatus.UNKNOWN
        )
    only_grows = rule.aggregation in {Aggregation.SUM, Aggregation.COUNT}
    if only_grows and (rule.is_of_those_who_meet or rule.operator == Operator.AT_LEAST):
        return IndicatorStatus.MET
    is_open = result.missing or result.goals.lacking
    return IndicatorStatus.ON_TRACK if is_running and is_open else IndicatorStatus.MET


def _all_counted(units: int) -> Counts:
    return {
        "units": units,
        "counted": units,
        "met": 0,
        "not_rated": 0,
        "missing": 0,
        "suppressed": 0,
    }


def _counts(results: Sequence[UnitResult]) -> Counts:
    states = [result.state for result in results]
    return {
        "units": len(states),
        "counted": sum(state.is_counted for state in states),
        "met": states.count(UnitState.MET),
        "not_rated": states.count(UnitState.NOT_RATED),
        "missing": states.count(UnitState.MISSING),
        "suppressed": states.count(UnitState.SUPPRESSED),
    }


def _value(rule: Rule, counted: Sequence[UnitResult], met: int) -> Decimal | None:
    values = [result.value for result in counted if result.value is not None]
    if rule.aggregation == Aggregation.COUNT:
        judged = any(result.state != UnitState.COUNTED for result in counted)
        return Decimal(met if judged else len(counted))
    if not values:
        return None
    if rule.aggregation == Aggregation.MEAN:
        return sum(values, Decimal(0)) / len(values)
    if rule.aggregation == Aggregation.SUM:
        return sum(values, Decimal(0))
    newest = max(
        (result for result in counted if result.value is not None),
        key=lambda result: result.measured_on or datetime.date(result.year or 1, 1, 1),
    )
    return newest.value


def _whole_target(rule: Rule, year: int) -> Decimal | None:
    target = rule.target_of_whole(year)
    return target.value if target else None


def _units_have_targets(rule: Rule, results: Sequence[UnitResult], year: int) -> bool:
    if rule.source == Source.COMPOSITE:
        return bool(rule.parts) and all(
            _units_have_targets(part, results, year) for part in rule.parts
        )
    if rule.source == Source.MANUAL and rule.target_of_whole(year):
        return all(result.state != UnitState.COUNTED for result in results)
    has_own = any(target.institution_id is not None for target in rule.targets)
    asked = results if has_own else results[:1]  # without targets of their own all have the same
    return bool(results) and all(rule.target_of_unit(result.unit, year) for result in asked)


def _reaches(rule: Rule, value: Decimal | None, target: Decimal | None) -> bool:
    return value is not None and target is not None and rule.reaches(value, target)
