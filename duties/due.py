"""When the next report of an institution is due: facts and a day in, a date and a word out."""

import datetime
from dataclasses import dataclass
from enum import StrEnum

from config.months import months_after
from duties.rules import REPORT, RuleBook
from institutions.models import InstitutionKind
from measurements.models import Inspection

#: Of these kinds of institution there is a report; family daycare has one together.
INSPECTED = (
    InstitutionKind.NURSERY,
    InstitutionKind.KINDERGARTEN,
    InstitutionKind.INTEGRATED,
    InstitutionKind.FAMILY_DAYCARE,
)
#: These leave a report of their own; a visit to follow one up does not.
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


def due_after(day: datetime.date, rules: RuleBook) -> datetime.date | None:
    """When the next is due after a report of this day, by the rule of that day."""
    months = rules.number(REPORT, day)
    return None if months is None else months_after(day, months)


def state_of(due_on: datetime.date | None, *, on: datetime.date) -> DueState:
    """How it stands on a day. On the day it is due it is not overdue yet."""
    if due_on is None:
        return DueState.UNKNOWN
    if due_on < on:
        return DueState.OVERDUE
    return DueState.SOON if due_on <= months_after(on, SOON_MONTHS) else DueState.LATER
