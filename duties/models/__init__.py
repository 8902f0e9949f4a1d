from duties.models.evaluated import EnvironmentAnswer, EnvironmentEvaluation, EnvironmentQuestion
from duties.models.inspected import BoardTold, Remark, RemarkStep
from duties.models.rules import RuleEdition, StatutoryRule

__all__ = [
    "BoardTold",
    "EnvironmentAnswer",
    "EnvironmentEvaluation",
    "EnvironmentQuestion",
    "Remark",
    "RemarkStep",
    "RuleEdition",
    "StatutoryRule",
]
