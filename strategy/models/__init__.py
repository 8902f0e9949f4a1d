"""What we want: strategies and goals, local goals and what becomes of them, shared methods."""

from strategy.models.approvals import Approval
from strategy.models.attachments import Attachment
from strategy.models.decisions import Decision, StatusUpdate
from strategy.models.efforts import Effort
from strategy.models.figures import LocalGoalFigure
from strategy.models.help_texts import HelpText
from strategy.models.kept import AutosavedText, KeptText
from strategy.models.local_goals import LocalGoal
from strategy.models.loops import LearningLoop, LoopAddition, LoopChoice
from strategy.models.methods import Method, MethodUse
from strategy.models.reports import StatusReport, StatusReportPart
from strategy.models.rounds import GoalRound, RoundReminder
from strategy.models.strategies import (
    Goal,
    GoalAssessment,
    ProcessStep,
    ProposedAssessment,
    Statement,
    Strategy,
)

__all__ = [
    "Approval",
    "Attachment",
    "AutosavedText",
    "Decision",
    "Effort",
    "Goal",
    "GoalAssessment",
    "GoalRound",
    "HelpText",
    "KeptText",
    "LearningLoop",
    "LocalGoal",
    "LocalGoalFigure",
    "LoopAddition",
    "LoopChoice",
    "Method",
    "MethodUse",
    "ProcessStep",
    "ProposedAssessment",
    "RoundReminder",
    "Statement",
    "StatusReport",
    "StatusReportPart",
    "StatusUpdate",
    "Strategy",
]
