from measurements.admin.importing import ImportAdmin, MeasurementAdmin
from measurements.admin.reference import (
    IndicatorAdmin,
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
