"""The value base as a spreadsheet: a row for each commitment, taken out, worked on, read in again.

What is in force is never written over: read in, it becomes a version that is being prepared. Roles
and areas are made in the administration, so a sheet that names others is told so.
"""

from leadership.value_base.spreadsheet.columns import BEING_WRITTEN, HEADINGS
from leadership.value_base.spreadsheet.kind import ValueBaseSheet
from leadership.value_base.spreadsheet.out import as_csv, as_workbook, rows_of
from leadership.value_base.spreadsheet.reading import ValueBaseDiff

__all__ = [
    "BEING_WRITTEN",
    "HEADINGS",
    "ValueBaseDiff",
    "ValueBaseSheet",
    "as_csv",
    "as_workbook",
    "rows_of",
]
