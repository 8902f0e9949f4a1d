"""Whether a difference can be told from chance: the one rule behind every word and mark of change.

Pure: numbers in, judgements out. Knows nothing of what was measured and nothing of Django but the
language of its words. See docs/decisions/0031-chance-or-change.md.
"""

from chance.funnel import Funnel, FunnelPlace, funnel
from chance.judging import (
    Judged,
    Movement,
    extremes,
    judge_counts,
    judge_means,
    judge_pairs,
    judge_rating,
    judge_register,
    judge_value,
    not_judged,
)
from chance.process import Process, process

__all__ = [
    "Funnel",
    "FunnelPlace",
    "Judged",
    "Movement",
    "Process",
    "extremes",
    "funnel",
    "judge_counts",
    "judge_means",
    "judge_pairs",
    "judge_rating",
    "judge_register",
    "judge_value",
    "not_judged",
    "process",
]
