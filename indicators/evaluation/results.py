"""What an evaluated indicator says: of each unit, over the years, and as a whole."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field, fields
from decimal import Decimal
from enum import StrEnum
from operator import attrgetter
from typing import NamedTuple, Self

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chance import Judged, Movement, not_judged
from config.many import made_by_the_thousand
from indicators.evaluation.rules import NO_TRACE, LocalGoalFacts, Trace, Unit


class IndicatorStatus(StrEnum):
    """Whether the target is reached. The values are a contract with those who read the JSON."""

    MET = "met"
    NOT_MET = "not_met"
    ON_TRACK = "on_track"
    UNKNOWN = "unknown"
    MANUAL = "manual"


class UnitState(StrEnum):
    """What a unit counts as. Every unit is in exactly one state."""

    MET = "met"
    NOT_MET = "not_met"
    COUNTED = "counted"  # has a value, but no target of its own to judge it by
    NOT_RATED = "not_rated"
    MISSING = "missing"
    SUPPRESSED = "suppressed"

    @property
    def is_counted(self) -> bool:
        return self in COUNTED_STATES


COUNTED_STATES = frozenset({UnitState.MET, UnitState.NOT_MET, UnitState.COUNTED})


#: What a unit counts as, in words: only the one that is asked for is translated.
UNIT_WORDS = {
    UnitState.MET: gettext_lazy("Meets it"),
    UnitState.NOT_MET: gettext_lazy("Does not meet it yet"),
    UnitState.COUNTED: gettext_lazy("Counted"),
    UnitState.NOT_RATED: gettext_lazy("Not rated"),
    UnitState.MISSING: gettext_lazy("Data are missing"),
    UnitState.SUPPRESSED: gettext_lazy("Hidden"),
}


@dataclass(frozen=True, slots=True)
class GoalCounts:
    """Local goals of a year, and how they stand to the numbers they want to reach.

    Those with a target are reached, or measured and not reached, or lack a figure, or it is hidden;
    untold: those without a target. figure_on: the newest day that was measured on.
    """

    reached: int = 0
    measured: int = 0
    lacking: int = 0
    hidden: int = 0
    untold: int = 0
    figure_on: datetime.date | None = None

    @classmethod
    def of(cls, goals: Sequence[LocalGoalFacts]) -> Self:
        told = [goal for goal in goals if goal.has_target]
        measured = [goal for goal in told if goal.is_reached is not None]
        hidden = sum(goal.is_hidden for goal in told)
        return cls(
            reached=sum(bool(goal.is_reached) for goal in measured),
            measured=len(measured),
            lacking=len(told) - len(measured) - hidden,
            hidden=hidden,
            untold=sum(not goal.has_target for goal in goals),
            figure_on=max((goal.figure_on for goal in measured if goal.figure_on), default=None),
        )


NO_GOALS = GoalCounts()


@made_by_the_thousand
class UnitResult:
    """One unit's part in the result: what was measured there, and what it counts as.

    label: the value in words, as it stood in the file where there is one. rank and of: the step and
    the number of steps. topic: the id of the one shown. before: the label of an earlier year in the
    same version, of `before_year`; change: what may be said of the two. carried_from: the year a
    rating was carried forward from. inspection: “Light inspection”, where there was no rating.
    """

    unit: Unit
    state: UnitState
    label: str = ""
    rank: int | None = None
    of: int | None = None
    value: Decimal | None = None
    band: str = ""
    measured_on: datetime.date | None = None
    year: int | None = None
    version_code: str = ""
    topic: int | None = None
    carried_from: int | None = None
    inspection: str = ""
    is_other_scale: bool = False
    before: str = ""
    before_year: int | None = None
    change: Judged | None = None
    narrative: str = ""
    trace: Trace = NO_TRACE
    parts: tuple["UnitResult", ...] = ()

    def at(self, unit: Unit) -> "UnitResult":
        """The same of another unit; half as dear as `dataclasses.replace`."""
        return UnitResult(unit, *_but_the_unit(self))

    @property
    def institution_id(self) -> int:
        return self.unit.institution_id

    @property
    def name(self) -> str:
        return self.unit.name

    @property
    def slug(self) -> str:
        return self.unit.slug

    @property
    def file(self) -> str:
        return self.trace.file

    @property
    def row_number(self) -> int | None:
        return self.trace.row_number

    @property
    def import_id(self) -> int | None:
        return self.trace.import_id

    @property
    def mark(self) -> str:
        """The name of the mark that shows what the unit counts as."""
        return {
            UnitState.MET: "reached",
            UnitState.NOT_MET: "notyet",
            UnitState.SUPPRESSED: "hidden",
        }.get(self.state, "none")

    @property
    def word(self) -> str:
        """What the unit counts as, in words."""
        return str(UNIT_WORDS[self.state])


_but_the_unit = attrgetter(*(each.name for each in fields(UnitResult) if each.name != "unit"))


@dataclass(frozen=True, slots=True)
class MethodResult:
    """How widely a method is in use on the day, and whether that is widely enough to count."""

    name: str
    used_by: int
    is_counted: bool
    not_in: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class YearResult:
    """The result of a year under the same rule, to be compared only back to the nearest break.

    value and target are numbers on one scale within a row of years: per cent of the counted units
    where units are judged one by one. ranks: the units' steps, best first, None for not rated;
    of: the number of steps. is_break: another version of the instrument begins with this year.
    is_comparable: measured as the target asks; otherwise value tells of the best step instead.
    stands: the id of each counted unit and what it stands with: 1 or 0 where units are judged one
    by one, else its value. is_whole: reported for the cluster as one. See `comparing`.
    """

    year: int
    value: Decimal | None = None
    target: Decimal | None = None
    units: int = 0
    counted: int = 0
    met: int = 0
    not_rated: int = 0
    missing: int = 0
    suppressed: int = 0
    result_text: str = ""
    is_break: bool = False
    is_comparable: bool = True
    version_name: str = ""
    ranks: tuple[int | None, ...] = ()
    of: int | None = None
    stands: tuple[tuple[int, Decimal], ...] = ()
    is_whole: bool = False


@dataclass(frozen=True, slots=True)
class YearComparison:
    """Two years of one scale held against each other.

    units: how many are counted in both years; was and became: the result over those, in numbers
    and in words; None where it cannot be worked out for them alone. judged: whether they differ by
    more than chance, and how that is known. has_same_units: the same are counted in both years, so
    that the years' own results may stand side by side.
    """

    before: YearResult
    after: YearResult
    units: int
    has_same_units: bool
    was: Decimal | None = None
    became: Decimal | None = None
    was_text: str = ""
    became_text: str = ""
    judged: Judged = field(default_factory=not_judged)

    @property
    def is_known(self) -> bool:
        """Whether the years can be held against each other at all."""
        return self.was is not None and self.became is not None

    @property
    def direction(self) -> int:
        """+1 for better, -1 for worse, 0 for neither or none that can be told from chance."""
        return self.judged.sign


class Verdict:
    """The status as its mark and in words: of anything that has a status and a deadline."""

    __slots__ = ()

    status: IndicatorStatus
    has_target: bool
    is_past_deadline: bool

    @property
    def mark(self) -> str:
        """The name of the mark that shows the status."""
        if self.status == IndicatorStatus.MET:
            return "reached"
        if self.status in {IndicatorStatus.NOT_MET, IndicatorStatus.ON_TRACK}:
            return "missed" if self.is_past_deadline else "notyet"
        return "none"

    @property
    def word(self) -> str:
        """The status in words."""
        if self.status == IndicatorStatus.MET:
            return _("Reached")
        if self.status in {IndicatorStatus.NOT_MET, IndicatorStatus.ON_TRACK}:
            return _("Not reached") if self.is_past_deadline else _("Not reached yet")
        return _("Cannot be worked out") if self.has_target else _("No target")


@dataclass(frozen=True, slots=True)
class InBrief(Verdict):
    """An indicator evaluated, as a table of many shows it: the same status and result as its
    attainment, without the reasons.
    """

    indicator_id: int
    year: int
    status: IndicatorStatus
    has_target: bool
    is_past_deadline: bool
    result_text: str


class InShort(NamedTuple):
    """What a row of a table shows of an attainment, and no more."""

    result_text: str
    result_line: str
    target_text: str
    mark: str
    word: str
    counted: int
    units: int
    as_of: datetime.date | None
    source_text: str


@dataclass(frozen=True, slots=True)
class Attainment(Verdict):
    """An indicator evaluated: value, target, status, how many of how many units, and why in words.

    Every unit is counted, not rated, missing or suppressed, so the four add up to `units`. met: the
    counted units that meet a target of their own. value and target: as in YearResult. result_text
    and target_text: as people say it (“4 of 6”, “all”). as_of: the newest date in the evidence.
    is_whole: reported for the cluster as one, so there are no results of units. since_first and
    since_last: the year held against the first on its scale, and against the one before it.
    elsewhere: the versions that units without a result do have measurements on.
    """

    indicator_id: int
    code: str
    year: int
    status: IndicatorStatus
    has_target: bool
    value: Decimal | None
    target: Decimal | None
    units: int
    counted: int
    met: int
    not_rated: int
    missing: int
    suppressed: int
    result_text: str
    result_line: str
    target_text: str
    explanation: str
    source_text: str
    as_of: datetime.date | None = None
    is_past_deadline: bool = False
    is_whole: bool = False
    unit_results: tuple[UnitResult, ...] = ()
    trend: tuple[YearResult, ...] = ()
    since_first: YearComparison | None = None
    since_last: YearComparison | None = None
    elsewhere: tuple[str, ...] = ()
    methods: tuple[MethodResult, ...] = ()
    goals: GoalCounts = NO_GOALS
    parts: tuple["Attainment", ...] = ()
    narrative: str = ""

    @property
    def in_short(self) -> InShort:
        return InShort(
            self.result_text,
            self.result_line,
            self.target_text,
            self.mark,
            self.word,
            self.counted,
            self.units,
            self.as_of,
            self.source_text,
        )

    @property
    def judged(self) -> Judged | None:
        """Whether it differs from the year before; None where there is none."""
        if self.since_last:
            return self.since_last.judged
        has_earlier = any(year.result_text not in {"", "–"} for year in self.trend[:-1])
        return not_judged(Movement.SCALE) if has_earlier else None
