"""Whether goals are reached: indicators with their targets, what is reported, and results kept."""

from indicators.models.figures import FrozenFigure
from indicators.models.follows import FollowedFigures
from indicators.models.indicators import Indicator, ManualResult, Target
from indicators.models.owners import IndicatorOwner
from indicators.models.releases import OpenRelease
from indicators.models.snapshots import ResultSnapshot

__all__ = [
    "FollowedFigures",
    "FrozenFigure",
    "Indicator",
    "IndicatorOwner",
    "ManualResult",
    "OpenRelease",
    "ResultSnapshot",
    "Target",
]
