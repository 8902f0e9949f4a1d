from measurements.admin.importing import MeasurementAdmin
from indicators.admin.indicators import IndicatorAdmin
from measurements.admin.receipts import ImportAdmin
from measurements.admin.reference import (
    InspectionAdmin,
    InstrumentAdmin,
    InstrumentVersionAdmin,
    ManualResultAdmin,
    ScaleAdmin,
    TopicAdmin,
)
from measurements.admin.rounds import MeasuringRoundAdmin

__all__ = [
    "ImportAdmin",
    "IndicatorAdmin",
    "InspectionAdmin",
    "InstrumentAdmin",
    "InstrumentVersionAdmin",
    "ManualResultAdmin",
    "MeasurementAdmin",
    "MeasuringRoundAdmin",
    "ScaleAdmin",
    "TopicAdmin",
]
