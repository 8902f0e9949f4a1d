"""Reading measurements in from files: prepare a plan, show it, carry it out, take it back.

>>> plan = prepare(sheet)
>>> receipt = commit_diff(plan, by=user)
"""

from measurements.importing.committing import commit_diff, commit_sheet, undo
from measurements.importing.diff import MeasurementsDiff
from measurements.importing.kind import MeasurementFile
from measurements.importing.marks import Arrival, Mark, ValueChange
from measurements.importing.understanding import prepare, recognised_in
from measurements.importing.writing import NeedsReason

__all__ = [
    "Arrival",
    "Mark",
    "MeasurementFile",
    "MeasurementsDiff",
    "NeedsReason",
    "ValueChange",
    "commit_diff",
    "commit_sheet",
    "prepare",
    "recognised_in",
    "undo",
]
