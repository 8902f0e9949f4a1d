"""What an evaluated indicator says: of each unit, over the years, and as a whole."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, fields
from decimal import Decimal
from enum import StrEnum
from operator import attrgetter
from typing import Self

from django.utils.translation import gettext_lazy

from chance import Judged
from config.many import made_by_the_thousand
from indicators.evaluation.rules import NO_TRACE, LocalGoalFacts, Trace, Unit


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
