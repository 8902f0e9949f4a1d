"""Reading the results of surveys in from a spreadsheet: all of a file or nothing, safe to repeat.

One row is one question at one point of evaluation, of the whole programme, or of the course or
institution named in the row. A cell may hold a share (“48 %”) or, under a heading with “antal” or
without %, a count; a file uses one of them throughout. Every result knows its row; an import taken
back takes its results with it, and those from before count again.
"""

from programmes.importing.diff import Planned, PlannedAnswer, SurveyDiff, in_words
from programmes.importing.kind import ProgrammeSurveyFile

__all__ = ["Planned", "PlannedAnswer", "ProgrammeSurveyFile", "SurveyDiff", "in_words"]
