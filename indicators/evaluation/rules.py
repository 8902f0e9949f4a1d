"""What an indicator is evaluated from: its rule and the facts about units, as plain values."""

import datetime
from dataclasses import dataclass
from decimal import Decimal

from config.many import made_by_the_thousand
from indicators.models import Indicator
from measurements.models import Instrument

Source = Indicator.Source
Aggregation = Indicator.Aggregation
Operator = Indicator.Operator
Unrated = Indicator.Unrated

#: Aggregations in which each unit meets the target or not, before they become one result.
UNIT_BY_UNIT = frozenset({Aggregation.ALL, Aggregation.SHARE})

#: Aggregations whose own number says how many units: per cent of them, or units.
COUNTS_UNITS = frozenset({Aggregation.SHARE, Aggregation.COUNT})


#: What is counted here is no institutions: methods in use, local goals that reach their target.
COUNTS_THINGS = frozenset({Source.METHODS, Source.LOCAL_GOALS})


@dataclass(frozen=True, slots=True)
class StepFacts:
    """A step of a scale; `of` is the number of steps."""

    pk: int
    rank: int
    of: int
    label: str
    short_label: str
    scale_id: int


@dataclass(frozen=True, slots=True)
class ScaleFacts:
    """A scale as readings of it are shown. bands: (lower limit, label), lowest first."""

    pk: int
    decimals: int = 1
    steps: tuple[StepFacts, ...] = ()
    bands: tuple[tuple[Decimal, str], ...] = ()
    smallest_difference: Decimal | None = None
    lowest: Decimal | None = None
    highest: Decimal | None = None
    is_percent: bool = False
    kind: str = ""

    def band_of(self, value: Decimal) -> str:
        """The word for a number; empty where the scale has none."""
        return next((label for lower, label in reversed(self.bands) if lower <= value), "")


@dataclass(frozen=True, slots=True)
class TopicFacts:
    """A topic with its version, instrument and scale."""

    pk: int
    lineage: str
    name: str
    short_name: str
    version_code: str
    version_name: str
    from_year: int
    instrument_kind: str
    instrument_name: str
    instrument_short_name: str
    scale: ScaleFacts
    is_of_daycare: bool = False

    @property
    def is_inspected(self) -> bool:
        """Whether visits are kept beside what is rated."""
        return self.instrument_kind == Instrument.Kind.INSPECTION


@dataclass(frozen=True, slots=True)
class Trace:
    """Where a value stood: file, row of it, and the import that read it."""

    file: str = ""
    row_number: int | None = None
    import_id: int | None = None


NO_TRACE = Trace()


@made_by_the_thousand
class UnitReading:
    """One measurement of one unit.

    hidden_at: the thresholds at which it is hidden, since it would tell of a few: see
    `measurements.telling`.
    """

    topic: TopicFacts
    year: int
    period: str = ""
    group: str = ""
    measured_on: datetime.date | None = None
    value: Decimal | None = None
    step: StepFacts | None = None
    respondents: int | None = None
    is_suppressed: bool = False
    raw: str = ""
    trace: Trace = NO_TRACE
    hidden_at: frozenset[int] = frozenset()

    def is_hidden(self, threshold: int) -> bool:
        """Whether it rests on too few, or tells of too few, for anybody with this threshold."""
        few = self.respondents is not None and self.respondents < threshold
        return self.is_suppressed or few or threshold in self.hidden_at


@dataclass(frozen=True, slots=True)
class InspectionFacts:
    """An inspection of a unit in a year; a light one has no ratings."""

    year: int
    is_light: bool
    closed_on: datetime.date | None = None
    trace: Trace = NO_TRACE


@dataclass(frozen=True, slots=True)
class Report:
    """What somebody reported by hand, for a unit or (institution_id None) for the whole."""

    institution_id: int | None
    year: int
    is_met: bool | None = None
    value: Decimal | None = None
    narrative: str = ""
    reported_on: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class MethodFacts:
    """A method and who has used it when: (institution, first day, last day)."""

    pk: int
    name: str
    uses: tuple[tuple[int, datetime.date | None, datetime.date | None], ...] = ()


@dataclass(frozen=True, slots=True)
class LocalGoalFacts:
    """A local goal that is agreed, with the number it wants and the newest it has.

    year: in which its effect is measured. is_reached: None without a figure, or where it is hidden.
    """

    institution_id: int
    goal_id: int
    year: int
    has_target: bool = False
    is_reached: bool | None = None
    is_hidden: bool = False
    figure_on: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class Unit:
    """An institution, when an indicator counts it. is_daycare: it is no school or after-school
    care.
    """

    institution_id: int
    name: str
    slug: str = ""
    is_daycare: bool = True


@dataclass(frozen=True, slots=True)
class TargetFacts:
    """A number or a step to reach, in a year or always, for all units or one.

    of_each: of a share or a count, what each unit is to have; else a number says how many are to.
    """

    value: Decimal | None = None
    step: StepFacts | None = None
    year: int | None = None
    institution_id: int | None = None
    of_each: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """An indicator's rule. topics: those whose measurements count (not their kin in other
    versions). required_parts: how many of the parts are enough; None all. under_goal: the common
    goal whose local goals count, where local goals do; None all of the cluster's.
    """

    indicator_id: int
    code: str
    source: str
    aggregation: str = Aggregation.ALL
    operator: str = Operator.AT_LEAST
    unrated: str = Unrated.LEAVE_OUT
    year: int | None = None
    required_units: int | None = None
    required_parts: int | None = None
    under_goal: int | None = None
    short_text: str = ""
    source_note: str = ""
    targets: tuple[TargetFacts, ...] = ()
    topics: tuple[TopicFacts, ...] = ()
    parts: tuple["Rule", ...] = ()

    def asks(self, unit: Unit) -> bool:
        """Whether it is about such a unit: what is of daycare alone is not asked of a school."""
        if unit.is_daycare:
            return True
        if self.parts:
            return any(part.asks(unit) for part in self.parts)
        return not (self.topics and all(topic.is_of_daycare for topic in self.topics))

    def target_of_unit(self, unit: Unit, year: int) -> TargetFacts | None:
        """What one unit is to reach: its own target before the common, the year's before the
        standing.

        Under share, sum, mean and the like a common number is for the whole, unless it is of each;
        a common step is always for each unit.
        """
        fitting = [
            target
            for target in self.targets
            if target.year in (None, year)
            and target.institution_id in (None, unit.institution_id)
            and (target.step or target.institution_id or not self._is_for_whole(target))
        ]
        return max(fitting, key=_precedence, default=None)

    def target_of_whole(self, year: int) -> TargetFacts | None:
        """What the units are to reach together: a number."""
        fitting = [
            target
            for target in self.targets
            if target.year in (None, year) and self._is_for_whole(target)
        ]
        return max(fitting, key=_precedence, default=None)

    def compares(self, value: Decimal, target: Decimal) -> bool:
        """Whether a number meets a number."""
        if self.operator == Operator.AT_MOST:
            return value <= target
        if self.operator == Operator.EXACTLY:
            return value == target
        return value >= target

    @property
    def good(self) -> int:
        """1 where more is better, -1 where less is, 0 where neither."""
        return {Operator.AT_MOST: -1, Operator.EXACTLY: 0}.get(Operator(self.operator), 1)

    @property
    def is_of_those_who_meet(self) -> bool:
        """Whether units that meet a target of their own are counted, not those with a value."""
        return self.aggregation in COUNTS_UNITS and (
            self.source in (Source.COMPOSITE, Source.LOCAL_GOALS)
            or any(each.step or each.institution_id or each.of_each for each in self.targets)
        )

    @property
    def counts_things(self) -> bool:
        """Whether methods or local goals are counted, and not the institutions that have them."""
        return self.source in COUNTS_THINGS

    def reaches(self, value: Decimal, target: Decimal) -> bool:
        """Whether the units together get there. Of those who meet theirs there are to be at least
        so many, also where each is to have at most something.
        """
        return value >= target if self.is_of_those_who_meet else self.compares(value, target)

    def _is_for_whole(self, target: TargetFacts) -> bool:
        return (
            target.institution_id is None
            and not target.of_each
            and target.value is not None
            and (self.aggregation != Aggregation.ALL or self.counts_things)
        )


def _precedence(target: TargetFacts) -> tuple[bool, bool]:
    return target.institution_id is not None, target.year is not None
