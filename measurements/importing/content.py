"""What a file says, once every row has been understood."""

import datetime
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, NamedTuple

from imports.diff import Notice, RowError
from measurements.importing.known import KnownInstitution, KnownTopic, KnownVersion
from measurements.layouts import Recognised

Key = tuple[int, int, str, str]  # topic, institution, group, period


class Observation(NamedTuple):
    """One value of the file, ready to be stored. None says that the file does not tell."""

    topic: int
    institution: int
    group: str
    period: str
    year: int
    measured_on: datetime.date | None
    value: Decimal | None
    step: int | None
    respondents: int | None
    is_suppressed: bool
    note: str | None
    raw: str
    row: int
    column: int  # index of the cell the value stands in

    @property
    def key(self) -> Key:
        return self[:4]

    @property
    def says(self) -> tuple[Any, ...]:
        """What it says of its key, wherever in the file it stands."""
        return self[5:11]


class SeenAnswer(NamedTuple):
    """How many, or which share, gave an answer; neither where the source hides it."""

    step: int
    counted: int | None = None
    share: Decimal | None = None
    is_suppressed: bool = False


SeenAnswers = tuple[SeenAnswer, ...]


@dataclass(slots=True)
class SeenInspection:
    """An inspection as the file's rows tell of it, together. None: the file does not tell."""

    institution: int
    year: int
    kind: str
    row: int
    observed_on: datetime.date | None = None
    discussed_on: datetime.date | None = None
    closed_on: datetime.date | None = None
    is_enhanced: bool | None = None
    has_immediate_order: bool | None = None
    report_url: str | None = None

    @property
    def key(self) -> tuple[int, int, str]:
        return self.institution, self.year, self.kind


#: The fields of an inspection that a file may tell about.
INSPECTION_FIELDS = (
    "observed_on",
    "discussed_on",
    "closed_on",
    "is_enhanced",
    "has_immediate_order",
    "report_url",
)


class Measured(NamedTuple):
    """How a local goal says that its effect is a number; all of it may be empty."""

    measure: str = ""
    unit: str = ""
    baseline: Decimal | None = None
    target: Decimal | None = None


class SeenLocalGoal(NamedTuple):
    """A local goal as a row tells of it. number: of the strategic goal, whose key is `goal`."""

    institution: int
    goal: int
    number: int
    text: str
    efforts: tuple[str, ...]
    how: str
    measured_on: datetime.date | None
    when_text: str
    responsible: str
    row: int
    measured: Measured = Measured()


class NameMatch(NamedTuple):
    """An institution found by its name alone, for a person to say whether it is right."""

    text: str
    institution: int
    unit: str
    number: str
    address: str  # of the first cell that says so


@dataclass(slots=True)
class Content:
    """A file understood: its values and inspections, what is wrong, what it was checked against.

    facts: fingerprint of the instruments and institutions it was understood with.
    """

    recognised: Recognised
    observations: list[Observation] = field(default_factory=list)
    inspections: list[SeenInspection] = field(default_factory=list)
    errors: list[RowError] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    not_rated: list[int] = field(default_factory=list)  # numbers of rows without any rating
    institutions: dict[int, KnownInstitution] = field(default_factory=dict)
    topics: dict[int, KnownTopic] = field(default_factory=dict)
    versions: dict[str, KnownVersion] = field(default_factory=dict)  # by code, those used
    answers: dict[Key, SeenAnswers] = field(
        default_factory=dict
    )  # of the observations that have some
    local_goals: list[SeenLocalGoal] = field(default_factory=list)
    by_name: dict[str, NameMatch] = field(default_factory=dict)
    facts: str = ""
