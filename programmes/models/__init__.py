"""How staff grow: programmes, their courses, and how they are evaluated."""

from programmes.models.comments import Comment, Theme
from programmes.models.courses import Consultant, Course, Room, Shift, Stage
from programmes.models.evaluation import (
    EvaluationPoint,
    Part,
    Question,
    Result,
)
from programmes.models.programme import Programme, ProgrammeStage, StatusNote, TheoryStep
from programmes.models.surveys import Invitation, Survey

__all__ = [
    "Comment",
    "Consultant",
    "Course",
    "EvaluationPoint",
    "Invitation",
    "Part",
    "Programme",
    "ProgrammeStage",
    "Question",
    "Result",
    "Room",
    "Shift",
    "Stage",
    "StatusNote",
    "Survey",
    "Theme",
    "TheoryStep",
]
