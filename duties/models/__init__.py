from duties.models.inspected import BoardTold, Remark, RemarkStep
from duties.models.rules import RuleEdition, StatutoryRule

__all__ = ["BoardTold", "Remark", "RemarkStep", "RuleEdition", "StatutoryRule"]
