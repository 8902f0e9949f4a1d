"""A rule tried on the data there are: its result, who is missing, its years, and other rules."""

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Self

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from config.phrases import listing
from indicators.building.draft import DraftRule
from indicators.building.reading import reads
from indicators.evaluation import Attainment, RuleEvidence, UnitState, YearResult, evaluate
from indicators.evaluation.facts import Facts
from indicators.evaluation.rules import (
    UNIT_BY_UNIT,
    Aggregation,
    Rule,
    Source,
    StepFacts,
    TargetFacts,
    Unrated,
)
from indicators.evaluation.sentences import goals_left_out
from indicators.evaluation.words import number_requirement
from indicators.pages.rule import is_inspected, pairs, unrated_of, with_unrated
from indicators.pages.years import YearTable
from institutions.access import Reader
from institutions.models import Cluster

#: How many years the table of other rules shows.
YEARS_SHOWN = 3

UNRATED_WORDS = {
    Unrated.LEAVE_OUT: gettext_noop("light inspections did not count"),
    Unrated.CARRY_FORWARD: gettext_noop("light inspections used the last rating"),
    Unrated.MET: gettext_noop("light inspections counted as met"),
    Unrated.NOT_MET: gettext_noop("light inspections counted as not met"),
}


@dataclass(frozen=True, slots=True)
class OtherRule:
    """What the result would be in some years, were the rule another."""

    name: str
    results: tuple[str, ...]
    is_ours: bool = False


@dataclass(frozen=True, slots=True)
class RuleTrial:
    """Worked out as it would be on a page, and nothing of it is written."""

    found: Attainment
    reads: str
    missing: tuple[str, ...]
    not_met: tuple[str, ...]
    years: YearTable
    shown: tuple[int, ...]
    others: tuple[OtherRule, ...]
    pairs: tuple[tuple[str, str], ...]
    by_year: dict[int, Attainment]
    is_of_goals: bool = False

    @classmethod
    def of(cls, draft: DraftRule, *, cluster: Cluster, user: Reader, on: datetime.date) -> Self:
        """user: whose eyes decide what is hidden."""
        rule, topics, steps = draft.rule()
        evidence = RuleEvidence.of_rule(
            rule, topics=topics, steps=steps, cluster=cluster, user=user, on=on
        )
        facts = evidence.facts[cluster.pk]
        found = evaluate(rule, facts)
        shown = _years_shown(found)
        years = {target.year for target in rule.targets if target.year}
        return cls(
            found=found,
            reads=reads(rule),
            missing=() if rule.source == Source.LOCAL_GOALS else _named(found, UnitState.MISSING),
            not_met=_named(found, UnitState.NOT_MET),
            years=YearTable.of(rule, found, evidence),
            shown=shown,
            others=tuple(_others(rule, facts, shown, steps)),
            pairs=tuple(pairs(rule, found)),
            by_year={
                year: evaluate(rule, facts, year=year, with_trend=False)
                for year in {*years, *shown}
                if year <= on.year
            },
            is_of_goals=rule.source == Source.LOCAL_GOALS,
        )

    @property
    def heading(self) -> str:
        if self.is_of_goals and self.found.goals.measured:
            return _("%(result)s local goals have reached their own number in %(year)s") % {
                "result": self.found.result_text,
                "year": self.found.year,
            }
        values = {"met": self.found.met, "counted": self.found.counted, "year": self.found.year}
        if not self.found.counted and not self.found.methods:
            return _("There is nothing to work it out from in %(year)s") % values
        by_unit = any(unit.state in _JUDGED for unit in self.found.unit_results)
        if not by_unit:
            return _("The result is %(result)s in %(year)s") % {
                "result": self.found.result_text,
                **values,
            }
        return _("%(met)s of %(counted)s institutions that count meet it in %(year)s") % values

    @property
    def goals_left_out(self) -> str:
        """Which local goals do not count, where they are what is counted."""
        return " ".join(goals_left_out(self.found.goals)) if self.is_of_goals else ""

    @property
    def missing_text(self) -> str:
        return listing(list(self.missing))

    @property
    def not_met_text(self) -> str:
        return listing(list(self.not_met))


_JUDGED = {UnitState.MET, UnitState.NOT_MET}


def _named(found: Attainment, state: UnitState) -> tuple[str, ...]:
    return tuple(unit.name for unit in found.unit_results if unit.state == state)


def _years_shown(found: Attainment) -> tuple[int, ...]:
    """The year, and those before it on its scale: of these, one where some were not counted."""
    earlier: list[YearResult] = []
    is_same_scale = True
    for year in reversed(found.trend):
        if year.year < found.year and is_same_scale:
            earlier.append(year)
        is_same_scale = is_same_scale and not year.is_break
    lacking = [year.year for year in earlier if year.not_rated or year.missing]
    newest = [year.year for year in earlier[: YEARS_SHOWN - 1]]
    if lacking and lacking[0] not in newest:
        newest = [*newest[: YEARS_SHOWN - 2], lacking[0]]
    return (found.year, *newest)


def _others(
    rule: Rule, facts: Facts, years: tuple[int, ...], steps: dict[int, StepFacts]
) -> Iterator[OtherRule]:
    """The rule as it stands, then others; nothing but the rule where none would be another."""
    yield OtherRule(_("The rule as it stands"), _results(rule, facts, years), is_ours=True)
    ways = UNRATED_WORDS.items() if is_inspected(rule) else ()
    for unrated, name in ways:
        if unrated != unrated_of(rule):
            yield OtherRule(_(name), _results(with_unrated(rule, unrated), facts, years))
    yield from _without_data(rule, facts, years)
    for required in range(1, len(rule.parts) + 1):
        if required != (rule.required_parts or len(rule.parts)):
            name = _("at least %(count)s of the parts were enough") % {"count": required}
            other_rule = replace(rule, required_parts=required)
            yield OtherRule(name, _results(other_rule, facts, years))
    for step, other in _other_steps(rule, steps):
        name = _("the demand was “%(step)s”") % {"step": other.label}
        yield OtherRule(name, _results(_with_step(rule, step, other), facts, years))
    for value in _other_numbers(rule):
        name = _("the demand was %(value)s") % {"value": number_requirement(rule, value)}
        yield OtherRule(name, _results(_with_number(rule, value), facts, years))


def _without_data(rule: Rule, facts: Facts, years: tuple[int, ...]) -> Iterator[OtherRule]:
    """What is not known, counted as not met."""
    if rule.source == Source.LOCAL_GOALS:
        counts = tuple(_of_all_goals(rule, facts, year) for year in years)
        yield OtherRule(_("local goals without a figure counted as not reached"), counts)
    elif rule.aggregation in UNIT_BY_UNIT and rule.source != Source.METHODS:
        counts = tuple(_of_all(rule, facts, year) for year in years)
        yield OtherRule(_("institutions without data counted as not met"), counts)


def _other_steps(
    rule: Rule, steps: Mapping[int, StepFacts]
) -> Iterator[tuple[StepFacts, StepFacts]]:
    """Each step that is demanded, with the next better and the next worse on its scale."""
    for step in sorted({t.step for t in rule.targets if t.step}, key=lambda step: step.rank):
        for other in sorted(steps.values(), key=lambda each: -each.rank):
            if other.scale_id == step.scale_id and abs(other.rank - step.rank) == 1:
                yield step, other


def _other_numbers(rule: Rule) -> Iterator[Decimal]:
    """Where the bands of the scale begin, next below and above what each unit is to have."""
    wanted = next((t.value for t in rule.targets if t.value is not None and _is_common(t)), None)
    if wanted is None or rule.aggregation != Aggregation.ALL or not rule.topics:
        return
    limits = [lower for lower, _label in rule.topics[0].scale.bands]
    yield from [limit for limit in limits if limit < wanted][-1:]
    yield from [limit for limit in limits if limit > wanted][:1]


def _with_number(rule: Rule, value: Decimal) -> Rule:
    targets = tuple(
        replace(target, value=value) if _is_common(target) and target.value is not None else target
        for target in rule.targets
    )
    return replace(rule, targets=targets)


def _is_common(target: TargetFacts) -> bool:
    return target.year is None and target.institution_id is None


def _results(rule: Rule, facts: Facts, years: tuple[int, ...]) -> tuple[str, ...]:
    return tuple(evaluate(rule, facts, year=year, with_trend=False).result_text for year in years)


def _of_all(rule: Rule, facts: Facts, year: int) -> str:
    found = evaluate(rule, facts, year=year, with_trend=False)
    if found.is_whole or not found.has_target:
        return found.result_text
    return _("%(met)s of %(counted)s") % {"met": found.met, "counted": found.units}


def _of_all_goals(rule: Rule, facts: Facts, year: int) -> str:
    found = evaluate(rule, facts, year=year, with_trend=False).goals
    every = found.measured + found.lacking
    return _("%(met)s of %(counted)s") % {"met": found.reached, "counted": every} if every else "–"


def _with_step(rule: Rule, step: StepFacts, other: StepFacts) -> Rule:
    targets = tuple(
        replace(target, step=other) if target.step == step else target for target in rule.targets
    )
    return replace(rule, targets=targets)
