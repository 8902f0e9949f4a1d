"""How far an indicator is reached: from its rule and what is known to an answer, with the reason in
words.

`rules` and `facts` are what goes in, `results` what comes out; `units` judges one unit, `judging`
the whole, `words` says why, `evaluating` puts them together without a database. `catalogue` reads
the rules and `rows` the facts from the database, `loading` all that is needed of both.
docs/measuring.md explains the choices with examples.
"""

from indicators.evaluation.attainments import (
    Attainment,
    InBrief,
    IndicatorStatus,
    MethodResult,
    YearComparison,
    YearResult,
)
from indicators.evaluation.evaluating import evaluate
from indicators.evaluation.loading import (
    RuleEvidence,
    attainments,
    attainments_by_cluster,
    in_brief_by_cluster,
)
from indicators.evaluation.results import UNIT_WORDS, UnitResult, UnitState

__all__ = [
    "UNIT_WORDS",
    "Attainment",
    "InBrief",
    "IndicatorStatus",
    "MethodResult",
    "RuleEvidence",
    "UnitResult",
    "UnitState",
    "YearComparison",
    "YearResult",
    "attainments",
    "attainments_by_cluster",
    "evaluate",
    "in_brief_by_cluster",
]
