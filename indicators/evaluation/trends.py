"""A rule in the years before: what the units stood with, and where a new scale breaks the line."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from django.utils.translation import gettext as _

from indicators.evaluation import words
from indicators.evaluation.attainments import YearResult
from indicators.evaluation.comparing import compare
from indicators.evaluation.facts import Facts
from indicators.evaluation.judging import HUNDRED, share
from indicators.evaluation.readings import newest
from indicators.evaluation.results import UnitResult, UnitState
from indicators.evaluation.rules import (
    UNIT_BY_UNIT,
    Aggregation,
    Rule,
    Source,
    TopicFacts,
    Unit,
    UnitReading,
)
from indicators.evaluation.year_units import (
    judge_units,
    local_goals_in,
    methods_in,
    tally_in,
    whole_report,
)

#: What a unit stands with that meets the target, and one that does not.
YES, NO = Decimal(1), Decimal(0)
#: A trend shows this many years at most, the evaluated one included.
TREND_YEARS = 6


def trend_of(
    rule: Rule, facts: Facts, years: Sequence[int], *, year: int
) -> tuple[YearResult, ...]:
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
    whole = whole_report(rule, facts, year)
    methods, goals = methods_in(rule, facts, year=year), local_goals_in(rule, facts, year=year)
    result = tally_in(rule, units, methods, whole, target_year, goals)
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


def elsewhere_of(
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
    if rule.source == Source.LOCAL_GOALS:
        return _stand_of_goals(counted)
    if rule.aggregation in {*UNIT_BY_UNIT, Aggregation.COUNT}:
        judged = any(unit.state != UnitState.COUNTED for unit in counted)
        all_count = rule.aggregation == Aggregation.COUNT and not judged
        return tuple(
            (unit.unit.institution_id, YES if all_count or unit.state == UnitState.MET else NO)
            for unit in counted
        )
    return tuple((unit.institution_id, unit.value) for unit in counted if unit.value is not None)


def _stand_of_goals(counted: Sequence[UnitResult]) -> tuple[tuple[int, Decimal], ...]:
    """Local goals of another year are other goals: nothing that two years have in common."""
    return tuple((-(unit.year or 1), unit.value or NO) for unit in counted[:1])


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
    wanted = next((target.step for target in rule.targets if target.step), None)
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


def moves_right(rule: Rule, trend: Sequence[YearResult], year: int) -> bool:
    """Whether the year is better than the nearest before it that can be compared with it.

    trend: of no later years.
    """
    if len(trend) < 2 or trend[-1].year != year or trend[-1].is_break:
        return False
    if not trend[-2].is_comparable:
        return False
    return compare(rule, trend[-2], trend[-1]).direction > 0


def _commonest(topics: Sequence[TopicFacts]) -> TopicFacts | None:
    """The topic of the version most readings are on; of two equal, the newer."""
    counts = Counter(topic.version_code for topic in topics)
    return max(topics, key=lambda t: (counts[t.version_code], t.from_year), default=None)


def _versions(rule: Rule) -> str:
    return rule.topics[-1].version_name if rule.topics else ""
