"""What a layout is made of: columns that mean something, and how rows become measurements."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, NamedTuple

from django.utils.functional import Promise


class Meaning(StrEnum):
    """What a column says about its row."""

    NUMBER = "number"  # the institution's local number
    STIL = "stil"
    PRODUCTION = "production"
    NAME = "name"  # the institution's name: finds it only where no number does, and then we ask
    CLUSTER = "cluster"  # where it belongs: only to tell two of the same name apart
    YEAR = "year"
    DATE = "date"
    GROUP = "group"  # the part of the institution it is about
    EDITION = "edition"  # which version of the instrument
    TOPIC = "topic"
    TOPIC_NUMBER = "topic_number"
    VALUE = "value"
    PERCENT = "percent"  # the value once more, as a share of the highest: only compared
    RESPONDENTS = "respondents"
    NOTE = "note"
    KIND = "kind"  # of inspection
    OBSERVED_ON = "observed_on"
    DISCUSSED_ON = "discussed_on"
    CLOSED_ON = "closed_on"
    IS_ENHANCED = "is_enhanced"
    HAS_IMMEDIATE_ORDER = "has_immediate_order"
    REPORT_URL = "report_url"
    # Of a local goal.
    GOAL = "goal"  # the number of the strategic goal it is written to
    TEXT = "text"
    EFFORTS = "efforts"
    HOW = "how"
    WHEN = "when"
    PROGRESS = "progress"
    RESPONSIBLE = "responsible"
    MEASURE = "measure"
    UNIT = "unit"
    BASELINE = "baseline"
    TARGET = "target"
    # Kept with the row for whoever traces a value back; nothing is computed from them.
    AUDIENCE = "audience"
    OBSERVER = "observer"
    ITEMS = "items"


class Column(NamedTuple):
    """A column: its meaning, the heading our templates give it, and other headings seen."""

    meaning: Meaning
    heading: str
    synonyms: tuple[str, ...] = ()
    required: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """One way to write measurements in a spreadsheet (Danish: skabelon).

    instrument: code of the instrument measured with; empty when rows are local goals.
    topics_across: every topic is a column of its own (wide); otherwise every row names its topic
    (long), or all are about `topic`, a lineage. inspections: rows also tell about inspections.
    answers: columns called as the steps of the topic's scale hold how many answered so ("counts")
    or which per cent ("shares"). rounds: the year may be a round, as “Forår 2026”. months: it may
    be a part of the year, as “Marts 2026”. aside: headings of columns that are kept with the row,
    and nothing is read from. is_derived: nobody declared it, it follows from its instrument, and
    its headings are those of many files.
    One of the institution's numbers, or its name, is always needed and need not be declared.
    """

    code: str
    title: str | Promise
    instrument: str
    columns: tuple[Column, ...]
    topics_across: bool = False
    inspections: bool = False
    topic: str = ""
    answers: Literal["", "counts", "shares"] = ""
    rounds: bool = False
    months: bool = False
    aside: tuple[str, ...] = ()
    is_derived: bool = False

    @property
    def takes_parts(self) -> bool:
        """Whether a row may be about a month, a quarter or a week."""
        return self.is_derived or self.months

    @property
    def counts_people(self) -> bool:
        """Whether rows tell how many answered: then small numbers may stand in them."""
        meanings = {column.meaning for column in self.columns}
        return bool(self.answers) or Meaning.RESPONDENTS in meanings

    @property
    def lists_reports(self) -> bool:
        """Whether each of its rows tells that an inspection left a report, and no more."""
        return self.inspections and not self.rates

    @property
    def rates(self) -> bool:
        """Whether its rows hold values."""
        has_value = any(column.meaning is Meaning.VALUE for column in self.columns)
        return self.topics_across or bool(self.answers) or has_value

    @property
    def required(self) -> tuple[Column, ...]:
        return tuple(column for column in self.columns if column.required)
