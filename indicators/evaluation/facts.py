"""What is known about one cluster, to evaluate any indicator in any year without a query."""

import datetime
from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from config.many import made_by_the_thousand
from indicators.evaluation.results import UnitResult, UnitState
from indicators.evaluation.rules import (
    InspectionFacts,
    LocalGoalFacts,
    MethodFacts,
    Report,
    Rule,
    Source,
    Unit,
    UnitReading,
)


@dataclass(frozen=True, slots=True)
class UnitPeriod:
    """A unit in the cluster for a while, within the time it is open; both days included."""

    unit: Unit
    from_on: datetime.date | None = None
    to_on: datetime.date | None = None

    def holds_on(self, day: datetime.date) -> bool:
        return (self.from_on is None or self.from_on <= day) and (
            self.to_on is None or day <= self.to_on
        )


@made_by_the_thousand
class SnapshotFact:
    """A unit under an indicator in a year, as it was worked out when its facts were written.

    result: without what it was before and the row it stood in. shown: the reading a trend shows;
    has_reading: whether anything was measured at all, be it hidden. row: what it was made of.
    """

    result: UnitResult
    shown: UnitReading | None = None
    has_reading: bool = False
    row: tuple[Any, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Facts:
    """A cluster's units and all that was measured, inspected, reported and used there.

    on: the day of reading. readings and inspections: by institution id. reports: by indicator id.
    threshold: the fewest respondents the reader may see. kept: what has been worked out before, of
    the indicators in it: indicator id → institution id → year; of these there are no readings here.
    """

    on: datetime.date
    placed: Sequence[UnitPeriod] = ()
    readings: Mapping[int, Sequence[UnitReading]] = field(default_factory=dict)
    inspections: Mapping[int, Sequence[InspectionFacts]] = field(default_factory=dict)
    reports: Mapping[int, Sequence[Report]] = field(default_factory=dict)
    methods: Sequence[MethodFacts] = ()
    local_goals: Sequence[LocalGoalFacts] = ()
    threshold: int = 0
    kept: Mapping[int, Mapping[int, Mapping[int, SnapshotFact]]] = field(default_factory=dict)

    def day_of(self, year: int) -> datetime.date:
        """The day on which a year is taken stock of: its last, or today while it runs."""
        return min(datetime.date(year, 12, 31), max(self.on, datetime.date(year, 1, 1)))

    def units_in(self, year: int) -> list[Unit]:
        """The units of the cluster in a year: those placed there and open on the day of stock."""
        day = self.day_of(year)
        return [placed.unit for placed in self.placed if placed.holds_on(day)]

    def years_of(self, rule: Rule) -> list[int]:
        """The years, none later than today's, in which the rule has anything to go by; sorted."""
        if rule.source == Source.COMPOSITE:
            years = self._years_of_parts(rule)
        elif rule.source == Source.MANUAL:
            years = {report.year for report in self.reports.get(rule.indicator_id, ())}
        elif rule.source == Source.METHODS:
            years = self._years_of_use()
        elif rule.source == Source.LOCAL_GOALS:
            years = {goal.year for goal in self.goals_of(rule) if goal.has_target}
        else:
            years = self._years_measured(rule)
        return sorted(year for year in years if year <= self.on.year)

    def kept_of(self, rule: Rule, unit: Unit, year: int) -> SnapshotFact:
        """What is kept of a unit; where nothing is, nothing was measured."""
        found = self.kept[rule.indicator_id].get(unit.institution_id, {}).get(year)
        return found or SnapshotFact(UnitResult(unit, UnitState.MISSING, year=year))

    def goals_of(self, rule: Rule) -> list[LocalGoalFacts]:
        """The local goals that a rule is about, of every year."""
        return [goal for goal in self.local_goals if rule.under_goal in (None, goal.goal_id)]

    def kin(self, rule: Rule, unit: Unit) -> list[UnitReading]:
        """The unit's readings of the rule's topics, and of their kin in other versions."""
        lineages = {topic.lineage for topic in rule.topics}
        return [
            reading
            for reading in self.readings.get(unit.institution_id, ())
            if reading.topic.lineage in lineages
        ]

    def told(self, rule: Rule) -> Hashable:
        """All that a rule is held against here: of the same is worked out the same.

        None where that is more than is quickly told: readings, of which nothing is kept.
        """
        parts = [self._told(each) for each in (rule.parts or (rule,))]
        return None if None in parts else (self.on, self.threshold, tuple(self.placed), *parts)

    def _told(self, rule: Rule) -> Hashable:
        if rule.source == Source.MANUAL:
            return tuple(self.reports.get(rule.indicator_id, ()))
        if rule.source == Source.METHODS:
            return tuple(self.methods)
        if rule.source == Source.LOCAL_GOALS:
            return tuple(self.local_goals)
        if rule.indicator_id not in self.kept:
            return None
        of_units = self.kept[rule.indicator_id]
        places = {placed.unit.institution_id for placed in self.placed}
        return tuple(
            (place, year, fact.row)
            for place in sorted(places & of_units.keys())
            for year, fact in of_units[place].items()
        )

    def _years_of_parts(self, rule: Rule) -> set[int]:
        """Those in which enough of the parts have something."""
        told = Counter(year for part in rule.parts for year in self.years_of(part))
        enough = rule.required_parts or len(rule.parts)
        return {year for year, count in told.items() if count >= enough}

    def _years_of_use(self) -> set[int]:
        """From the year in which a method was first taken up."""
        uses = [use for method in self.methods for use in method.uses]
        begun = [from_on.year for _unit, from_on, _to in uses if from_on]
        return set(range(min(begun), self.on.year + 1)) if begun else set()

    def _years_measured(self, rule: Rule) -> set[int]:
        years: set[int] = set()
        for placed in self.placed:
            measured = self._years_of_unit(rule, placed.unit) - years
            years |= {year for year in measured if placed.holds_on(self.day_of(year))}
        return years

    def _years_of_unit(self, rule: Rule, unit: Unit) -> set[int]:
        """The years with readings of a unit, wherever it was then."""
        if rule.indicator_id not in self.kept:
            return {reading.year for reading in self.kin(rule, unit)}
        kept = self.kept[rule.indicator_id].get(unit.institution_id, {})
        return {year for year, one in kept.items() if one.has_reading}
