from indicators.admin.indicators import IndicatorAdmin
from indicators.admin.results import ManualResultAdmin, OpenReleaseAdmin

__all__ = ["IndicatorAdmin", "ManualResultAdmin", "OpenReleaseAdmin"]
