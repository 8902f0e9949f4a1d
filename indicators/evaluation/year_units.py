"""The units of a cluster in one year, judged by a rule, and what they come to together."""

import datetime
from collections.abc import Iterable, Sequence
from decimal import Decimal

from indicators.evaluation.attainments import MethodResult
from indicators.evaluation.facts import Facts
from indicators.evaluation.judging import UnitTally, tally
from indicators.evaluation.readings import number
from indicators.evaluation.results import NO_GOALS, GoalCounts, UnitResult, UnitState
from indicators.evaluation.rules import (
    LocalGoalFacts,
    Report,
    Rule,
    Source,
    Unit,
)
from indicators.evaluation.units import judge_goals, judge_measured, judge_parts, judge_reported


def judge_units(
    rule: Rule, facts: Facts, *, year: int, target_year: int | None = None
) -> list[UnitResult]:
    """Each unit of the year; held against the target of another year when told so.

    A unit that the rule does not ask is here only with what it has.
    """
    judged = (
        judge_unit(rule, facts, unit, year=year, target_year=target_year)
        for unit in facts.units_in(year)
    )
    return [one for one in judged if one.state != UnitState.MISSING or rule.asks(one.unit)]


def judge_unit(
    rule: Rule, facts: Facts, unit: Unit, *, year: int, target_year: int | None = None
) -> UnitResult:
    """One unit in one year."""
    if rule.source == Source.COMPOSITE:
        parts = [
            judge_unit(part, facts, unit, year=year, target_year=target_year) for part in rule.parts
        ]
        return judge_parts(unit, year=year, parts=parts, required=rule.required_parts)
    if rule.source == Source.MANUAL:
        reports = facts.reports.get(rule.indicator_id, ())
        return judge_reported(rule, unit, year=year, reports=reports)
    if rule.source == Source.METHODS:
        return _judge_methods(facts, unit, year)
    if rule.source == Source.LOCAL_GOALS:
        return judge_goals(unit, _goals_at(rule, facts, {unit.institution_id}, year), year)
    if rule.indicator_id in facts.kept:
        found = facts.kept_of(rule, unit, year).result
        return found if found.unit is unit else found.at(unit)
    return judge_measured(
        rule,
        unit,
        year=year,
        readings=facts.kin(rule, unit),
        inspections=facts.inspections.get(unit.institution_id, ())
        if any(topic.is_inspected for topic in rule.topics)
        else (),
        threshold=facts.threshold,
        target_year=target_year,
    )


def methods_in(rule: Rule, facts: Facts, *, year: int) -> list[MethodResult]:
    """The methods in use on the year's day of stock, those that count first."""
    if rule.source != Source.METHODS:
        return []
    units, day = facts.units_in(year), facts.day_of(year)
    required = len(units) if rule.required_units is None else rule.required_units
    found = []
    for method in facts.methods:
        without = [unit for unit in units if not _uses(method.uses, unit, day)]
        used_by = len(units) - len(without)
        is_counted = bool(units) and used_by >= max(required, 1)
        if used_by:
            names = tuple(unit.name for unit in without)
            found.append(MethodResult(method.name, used_by, is_counted, names))
    return sorted(found, key=lambda method: -method.used_by)


def local_goals_in(rule: Rule, facts: Facts, *, year: int) -> GoalCounts:
    """The local goals of the year at its institutions: who reached their own target."""
    if rule.source != Source.LOCAL_GOALS:
        return NO_GOALS
    places = {unit.institution_id for unit in facts.units_in(year)}
    return GoalCounts.of(_goals_at(rule, facts, places, year))


def _goals_at(rule: Rule, facts: Facts, places: set[int], year: int) -> list[LocalGoalFacts]:
    of_year = (goal for goal in facts.goals_of(rule) if goal.year == year)
    return [goal for goal in of_year if goal.institution_id in places]


def _judge_methods(facts: Facts, unit: Unit, year: int) -> UnitResult:
    used = sum(_uses(method.uses, unit, facts.day_of(year)) for method in facts.methods)
    label, value = number(Decimal(used)), Decimal(used)
    return UnitResult(unit, UnitState.COUNTED, label=label, value=value, year=year)


def tally_in(
    rule: Rule,
    units: Sequence[UnitResult],
    methods: Sequence[MethodResult],
    whole: Report | None,
    year: int,
    goals: GoalCounts = NO_GOALS,
) -> UnitTally:
    return tally(
        rule,
        units,
        year=year,
        methods=methods,
        goals=goals,
        whole_value=whole.value if whole else None,
        whole_is_met=whole.is_met if whole else None,
    )


def whole_report(rule: Rule, facts: Facts, year: int) -> Report | None:
    """What was reported for the cluster as one; the units' own reports go before it."""
    if rule.source != Source.MANUAL:
        return None
    reports = [r for r in facts.reports.get(rule.indicator_id, ()) if r.year == year]
    if any(report.institution_id is not None for report in reports):
        return None
    return next((report for report in reports), None)


def _uses(
    uses: Iterable[tuple[int, datetime.date | None, datetime.date | None]],
    unit: Unit,
    day: datetime.date,
) -> bool:
    return any(
        institution == unit.institution_id
        and (from_on is None or from_on <= day)
        and (to_on is None or day <= to_on)
        for institution, from_on, to_on in uses
    )
