"""An indicator evaluated as a whole: its status, in words, over the years."""

import datetime
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from django.utils.translation import gettext as _

from chance import Judged, Movement, not_judged
from indicators.evaluation.results import NO_GOALS, GoalCounts, UnitResult


class IndicatorStatus(StrEnum):
    """Whether the target is reached. The values are a contract with those who read the JSON."""

    MET = "met"
    NOT_MET = "not_met"
    ON_TRACK = "on_track"
    UNKNOWN = "unknown"
    MANUAL = "manual"


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
