"""Reading measurements in from files: prepare a plan, show it, carry it out, take it back.

>>> plan = prepare(sheet)
>>> receipt = carry_out(plan, by=user)
"""

from measurements.importing.committing import carry_out, read_in, undo
from measurements.importing.kind import MeasurementFile
from measurements.importing.marks import Arrival, Change, Mark
from measurements.importing.plan import Plan
from measurements.importing.understanding import prepare, recognised_in
from measurements.importing.writing import NeedsReason

__all__ = [
    "Arrival",
    "Change",
    "Mark",
    "MeasurementFile",
    "NeedsReason",
    "Plan",
    "carry_out",
    "prepare",
    "read_in",
    "recognised_in",
    "undo",
]
