"""Reading measurements in from files: prepare a plan, show it, carry it out, take it back.

>>> plan = prepare(sheet)
>>> receipt = carry_out(plan, by=user)
"""

from measurements.importing.cpr import addresses_with_cpr
from measurements.importing.faults import Fault, Notice
from measurements.importing.marks import Arrival, Change, Mark
from measurements.importing.plan import Plan, prepare, recognised_in
from measurements.importing.undoing import Undone, undo
from measurements.importing.writing import (
    Busy,
    DataChanged,
    HasFaults,
    NeedsReason,
    Refused,
    carry_out,
    in_turn,
    read_in,
)

__all__ = [
    "Arrival",
    "Busy",
    "Change",
    "DataChanged",
    "Fault",
    "HasFaults",
    "Mark",
    "NeedsReason",
    "Notice",
    "Plan",
    "Refused",
    "Undone",
    "addresses_with_cpr",
    "carry_out",
    "in_turn",
    "prepare",
    "read_in",
    "recognised_in",
    "undo",
]
