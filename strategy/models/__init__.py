"""What we want: strategies and goals, local goals and what becomes of them, shared methods."""

from strategy.models.decisions import Decision, StatusUpdate
from strategy.models.local_goals import Effort, KeptText, LocalGoal
from strategy.models.methods import Method, MethodUse
from strategy.models.strategies import Goal, GoalAssessment, ProcessStep, Statement, Strategy

__all__ = [
    "Decision",
    "Effort",
    "Goal",
    "GoalAssessment",
    "KeptText",
    "LocalGoal",
    "Method",
    "MethodUse",
    "ProcessStep",
    "Statement",
    "StatusUpdate",
    "Strategy",
]
