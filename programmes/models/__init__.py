"""How staff grow: programmes, their courses, and how they are evaluated."""

from programmes.models.anchors import Anchor
from programmes.models.attention import AttentionPoint
from programmes.models.comments import Comment, Theme
from programmes.models.courses import Consultant, Course, Room, Shift, Stage
from programmes.models.evaluation import (
    EvaluationPoint,
    Part,
    Question,
    Result,
)
from programmes.models.memos import Memo
from programmes.models.programme import Programme, ProgrammeStage, StatusNote, TheoryStep
from programmes.models.surveys import Invitation, Survey

__all__ = [
    "Anchor",
    "AttentionPoint",
    "Comment",
    "Consultant",
    "Course",
    "EvaluationPoint",
    "Invitation",
    "Memo",
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
