"""When the next report of an institution is due: facts and a day in, a date and a word out."""

import datetime
from dataclasses import dataclass
from enum import StrEnum

from config.months import months_after
from duties.rules import FOLLOW_UP_REPORT, REPORT, RuleBook
from institutions.models import InstitutionKind
from measurements.models import Inspection

#: Of these kinds of institution there is a report; family daycare has one together.
INSPECTED = (
    InstitutionKind.NURSERY,
    InstitutionKind.KINDERGARTEN,
    InstitutionKind.INTEGRATED,
    InstitutionKind.FAMILY_DAYCARE,
)
#: The next report is counted from these; after others, as a visit that follows one up, only where
#: a rule says so.
REPORTING = (
    Inspection.Kind.ORDINARY,
    Inspection.Kind.LIGHT,
    Inspection.Kind.UNANNOUNCED,
)
#: How far ahead one looks.
SOON_MONTHS = 6


class DueState(StrEnum):
    """How it stands with the next report, the most pressing first."""

    OVERDUE = "overdue"
    UNKNOWN = "unknown"
    SOON = "soon"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class ReportDay:
    """The day that a report is counted from. is_known: whether it stands in the register.

    Where the file gave only the year, its first day counts: then nothing is due too late unseen.
    """

    on: datetime.date
    is_known: bool


def report_day(inspection: Inspection) -> ReportDay:
    """The day the inspection was closed, or what comes nearest to it."""
    told = inspection.closed_on or inspection.discussed_on or inspection.observed_on
    first = datetime.date(inspection.year, 1, 1)
    return ReportDay(told or first, is_known=told is not None)


def rule_after(inspection: Inspection) -> str:
    """The code of the rule that says how long after it the next report is due."""
    return REPORT if inspection.kind in REPORTING else FOLLOW_UP_REPORT


def is_counted(inspection: Inspection, rules: RuleBook) -> bool:
    """Whether the next report is counted from it; what follows one up starts no clock by itself."""
    code = rule_after(inspection)
    return code == REPORT or rules.number(code, report_day(inspection).on) is not None


def due_after(day: datetime.date, rules: RuleBook, *, code: str = REPORT) -> datetime.date | None:
    """When the next is due after a report of this day, by the rule of that day."""
    months = rules.number(code, day)
    return None if months is None else months_after(day, months)


def state_of(due_on: datetime.date | None, *, on: datetime.date) -> DueState:
    """How it stands on a day. On the day it is due it is not overdue yet."""
    if due_on is None:
        return DueState.UNKNOWN
    if due_on < on:
        return DueState.OVERDUE
    return DueState.SOON if due_on <= months_after(on, SOON_MONTHS) else DueState.LATER
