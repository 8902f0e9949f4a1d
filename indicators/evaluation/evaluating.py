"""A rule and the facts of a cluster become an attainment. No database here."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from django.utils.translation import gettext as _

from indicators.evaluation import words
from indicators.evaluation.comparing import compare, since_first, since_last
from indicators.evaluation.facts import Facts
from indicators.evaluation.judging import HUNDRED, UnitTally, share, status_of, tally
from indicators.evaluation.results import (
    Attainment,
    InBrief,
    MethodResult,
    UnitResult,
    UnitState,
    YearResult,
)
from indicators.evaluation.rules import (
    UNIT_BY_UNIT,
    Aggregation,
    Report,
    Rule,
    Source,
    TopicFacts,
    Unit,
    UnitReading,
)
from indicators.evaluation.units import (
    judge_measured,
    judge_parts,
    judge_reported,
    newest,
    number,
)

#: What a unit stands with that meets the target, and one that does not.
YES, NO = Decimal(1), Decimal(0)
#: A trend shows this many years at most, the evaluated one included.
TREND_YEARS = 6


def evaluate(
    rule: Rule, facts: Facts, *, year: int | None = None, with_trend: bool = True
) -> Attainment:
    """The attainment in a year: the one asked for, the rule's own, or the newest with data."""
    known = facts.years_of(rule)
    year = year or rule.year or (known[-1] if known else facts.on.year)
    units = judge_units(rule, facts, year=year)
    methods = methods_in(rule, facts, year=year)
    whole = _whole_report(rule, facts, year)
    result = _tally(rule, units, methods, whole, year)
    earlier = known if with_trend else known[-2:]
    trend = _trend(rule, facts, [y for y in earlier if y <= year], year=year)
    status = status_of(
        rule,
        result,
        year=year,
        on=facts.on,
        moves_right=_moves_right(rule, trend, year),
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
        explanation=words.explanation(rule, result, year=year, facts=facts, units=units),
        source_text=words.source_text(rule),
        as_of=_as_of(rule, facts, units, whole, year),
        is_past_deadline=_is_past_deadline(rule, facts),
        is_whole=result.whole,
        unit_results=() if result.whole else tuple(units),
        trend=trend if with_trend else (),
        since_first=since_first(rule, trend) if with_trend else None,
        since_last=since_last(rule, trend) if with_trend else None,
        elsewhere=_elsewhere(rule, facts, units, [y for y in known if y <= year] or [year])
        if with_trend
        else (),
        methods=tuple(methods),
        parts=tuple(evaluate(part, facts, year=year, with_trend=False) for part in rule.parts),
        narrative=whole.narrative if whole else "",
    )


def evaluate_in_brief(rule: Rule, facts: Facts, *, year: int | None = None) -> InBrief:
    """The status and the result that `evaluate` gives, for tables of thousands: no reasons."""
    known = facts.years_of(rule)
    year = year or rule.year or (known[-1] if known else facts.on.year)
    whole = _whole_report(rule, facts, year)
    units = judge_units(rule, facts, year=year)
    result = _tally(rule, units, methods_in(rule, facts, year=year), whole, year)
    trend: tuple[YearResult, ...] = ()
    if looks_back(rule) and facts.on <= datetime.date(year, 12, 31):
        trend = _trend(rule, facts, [y for y in known[-2:] if y <= year], year=year)
    status = status_of(
        rule,
        result,
        year=year,
        on=facts.on,
        moves_right=_moves_right(rule, trend, year),
    )
    return InBrief(
        indicator_id=rule.indicator_id,
        year=year,
        status=status,
        has_target=result.has_target,
        is_past_deadline=_is_past_deadline(rule, facts),
        result_text=words.result_text(rule, result),
    )


def looks_back(rule: Rule) -> bool:
    """Whether the status may depend on the year before: see `judging.status_of`."""
    return rule.aggregation not in UNIT_BY_UNIT


def judge_units(
    rule: Rule, facts: Facts, *, year: int, target_year: int | None = None
) -> list[UnitResult]:
    """Each unit of the year; held against the target of another year when told so."""
    return [
        judge_unit(rule, facts, unit, year=year, target_year=target_year)
        for unit in facts.units_in(year)
    ]


def judge_unit(
    rule: Rule, facts: Facts, unit: Unit, *, year: int, target_year: int | None = None
) -> UnitResult:
    """One unit in one year."""
    if rule.source == Source.COMPOSITE:
        parts = [
            judge_unit(part, facts, unit, year=year, target_year=target_year) for part in rule.parts
        ]
        return judge_parts(unit, year=year, parts=parts)
    if rule.source == Source.MANUAL:
        reports = facts.reports.get(rule.indicator_id, ())
        return judge_reported(rule, unit, year=year, reports=reports)
    if rule.source == Source.METHODS:
        used = sum(_uses(method.uses, unit, facts.day_of(year)) for method in facts.methods)
        return UnitResult(
            unit, UnitState.COUNTED, label=number(Decimal(used)), value=Decimal(used), year=year
        )
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


def _tally(
    rule: Rule,
    units: Sequence[UnitResult],
    methods: Sequence[MethodResult],
    whole: Report | None,
    year: int,
) -> UnitTally:
    return tally(
        rule,
        units,
        year=year,
        methods=methods,
        whole_value=whole.value if whole else None,
        whole_is_met=whole.is_met if whole else None,
    )


def _whole_report(rule: Rule, facts: Facts, year: int) -> Report | None:
    """What was reported for the cluster as one; the units' own reports go before it."""
    if rule.source != Source.MANUAL:
        return None
    reports = [r for r in facts.reports.get(rule.indicator_id, ()) if r.year == year]
    if any(report.institution_id is not None for report in reports):
        return None
    return next((report for report in reports), None)


def _is_past_deadline(rule: Rule, facts: Facts) -> bool:
    return rule.year is not None and facts.on > datetime.date(rule.year, 12, 31)


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


def _trend(rule: Rule, facts: Facts, years: Sequence[int], *, year: int) -> tuple[YearResult, ...]:
    trend: list[YearResult] = []
    version = ""
    for each in years[-TREND_YEARS:]:
        found, its_version = _year_result(rule, facts, each, target_year=year)
        is_break = bool(version and its_version and version != its_version)
        trend.append(replace(found, is_break=is_break))
        version = its_version or version
    return tuple(trend)


def _year_result(
    rule: Rule, facts: Facts, year: int, *, target_year: int
) -> tuple[YearResult, str]:
    """A year under the same rule and target, and the version most of its readings are on."""
    units = judge_units(rule, facts, year=year, target_year=target_year)
    whole = _whole_report(rule, facts, year)
    result = _tally(rule, units, methods_in(rule, facts, year=year), whole, target_year)
    by_unit = _shown_readings(rule, facts, [unit.unit for unit in units], year)
    shown = [*by_unit.values()]
    on_version = _commonest([reading.topic for reading in shown])
    steps = [reading.step for reading in shown if reading.step]
    of = steps[0].of if steps else None
    is_comparable = bool(result.counted) or not shown
    ranks: list[int | None] = [*sorted((step.rank for step in steps), reverse=True)]
    lights = sum(unit.state == UnitState.NOT_RATED for unit in units)
    found = YearResult(
        year=year,
        value=result.value,
        target=result.target,
        units=result.units,
        counted=result.counted,
        met=result.met,
        not_rated=result.not_rated,
        missing=result.missing,
        suppressed=result.suppressed,
        result_text=words.result_text(rule, result),
        is_comparable=is_comparable,
        version_name=on_version.version_name if on_version else _versions(rule),
        ranks=tuple(ranks + [None] * lights) if of else (),
        of=of,
        stands=_stands(rule, units),
        is_whole=result.whole,
    )
    if not is_comparable:
        found = _on_other_scale(rule, found, by_unit)
    return found, on_version.version_code if on_version else ""


def _elsewhere(
    rule: Rule, facts: Facts, units: Sequence[UnitResult], years: Sequence[int]
) -> tuple[str, ...]:
    """The versions, other than the rule's, that the units without a result were measured on."""
    ours = {topic.version_code for each in (rule, *rule.parts) for topic in each.topics}
    missing = [unit.unit for unit in units if unit.state == UnitState.MISSING]
    found: dict[str, None] = {}
    for part in rule.parts or (rule,):
        for reading in _shown_readings(part, facts, missing, years[-1]).values():
            if reading.topic.version_code not in ours:
                found[reading.topic.version_name] = None
    return tuple(found)


def _stands(rule: Rule, units: Sequence[UnitResult]) -> tuple[tuple[int, Decimal], ...]:
    """What each counted unit stands with, for comparing years over the same units."""
    counted = [unit for unit in units if unit.state.is_counted]
    if rule.aggregation in {*UNIT_BY_UNIT, Aggregation.COUNT}:
        judged = any(unit.state != UnitState.COUNTED for unit in counted)
        all_count = rule.aggregation == Aggregation.COUNT and not judged
        return tuple(
            (unit.unit.institution_id, YES if all_count or unit.state == UnitState.MET else NO)
            for unit in counted
        )
    return tuple((unit.institution_id, unit.value) for unit in counted if unit.value is not None)


def _shown_readings(
    rule: Rule, facts: Facts, units: Sequence[Unit], year: int
) -> dict[int, UnitReading]:
    """Of each unit the reading a trend shows for the year: of the rule's topics or their kin.

    A composite shows the ratings of none of its parts, but breaks where its first part does.
    """
    if rule.source == Source.COMPOSITE:
        return {
            pk: replace(reading, step=None)
            for part in rule.parts[:1]
            for pk, reading in _shown_readings(part, facts, units, year).items()
        }
    if rule.indicator_id in facts.kept:
        found = [facts.kept_of(rule, unit, year).shown for unit in units]
    else:
        found = [
            shown_reading(facts.kin(rule, unit), year=year, threshold=facts.threshold)
            for unit in units
        ]
    return {
        unit.institution_id: reading for unit, reading in zip(units, found, strict=True) if reading
    }


def shown_reading(
    readings: Iterable[UnitReading], *, year: int, threshold: int
) -> UnitReading | None:
    """Of a unit's readings the one a trend shows for a year: the lowest rating, or the newest."""
    seen = [r for r in readings if r.year == year and not r.is_hidden(threshold)]
    rated = [reading for reading in seen if reading.step]
    if rated:
        return min(rated, key=lambda r: r.step.rank if r.step else 0)
    return newest(seen)


def _on_other_scale(rule: Rule, found: YearResult, shown: Mapping[int, UnitReading]) -> YearResult:
    """A year behind a break: how many had the best step of their own scale, when that is the
    target.

    Numbers are shown as they were, under mean and the like. Neither is compared with a target.
    """
    if rule.aggregation in UNIT_BY_UNIT:
        return _best_on_other_scale(rule, found, shown)
    stands = [(pk, each.value) for pk, each in shown.items() if each.value is not None]
    values = [value for _pk, value in stands]
    if rule.aggregation != Aggregation.MEAN or not values:
        return replace(found, result_text="–", value=None, target=None)
    mean = sum(values, Decimal(0)) / len(values)
    text = words.amount(rule, mean)
    return replace(found, value=mean, target=None, result_text=text, stands=tuple(stands))


def _best_on_other_scale(
    rule: Rule, found: YearResult, shown: Mapping[int, UnitReading]
) -> YearResult:
    target = rule.target_of_unit(Unit(0, ""), rule.year or found.year)
    wanted = next((t.step for t in rule.targets if t.step), None) or (target and target.step)
    rated = {pk: reading.step for pk, reading in shown.items() if reading.step}
    if not wanted or wanted.rank < wanted.of or not rated:
        return replace(found, result_text="–", value=None, target=None)
    stands = [(pk, Decimal(step.rank == step.of)) for pk, step in rated.items()]
    best = sum(int(is_best) for _pk, is_best in stands)
    text = _("%(met)s of %(counted)s") % {"met": best, "counted": len(rated)}
    return replace(
        found,
        counted=len(rated),
        met=best,
        missing=found.units - len(rated) - found.not_rated - found.suppressed,
        value=share(best, len(rated)),
        target=HUNDRED,
        result_text=text,
        stands=tuple(stands),
    )


def _moves_right(rule: Rule, trend: Sequence[YearResult], year: int) -> bool:
    """Whether the year is better than the nearest before it that can be compared with it."""
    until = [found for found in trend if found.year <= year]
    if len(until) < 2 or until[-1].year != year or until[-1].is_break:
        return False
    if not until[-2].is_comparable:
        return False
    return compare(rule, until[-2], until[-1]).direction > 0


def _commonest(topics: Sequence[TopicFacts]) -> TopicFacts | None:
    """The topic of the version most readings are on; of two equal, the newer."""
    counts: dict[str, int] = {}
    for topic in topics:
        counts[topic.version_code] = counts.get(topic.version_code, 0) + 1
    return max(topics, key=lambda t: (counts[t.version_code], t.from_year), default=None)


def _versions(rule: Rule) -> str:
    return rule.topics[-1].version_name if rule.topics else ""
