from indicators.admin.indicators import IndicatorAdmin
from indicators.admin.results import ManualResultAdmin

__all__ = ["IndicatorAdmin", "ManualResultAdmin"]
