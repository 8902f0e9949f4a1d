from duties.models.corrected import ReportCorrection
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
    "ReportCorrection",
    "RuleEdition",
    "StatutoryRule",
]
