from measurements.admin.importing import MeasurementAdmin
from measurements.admin.receipts import ImportAdmin
from measurements.admin.reference import (
    InspectionAdmin,
    InstrumentAdmin,
    InstrumentVersionAdmin,
    ScaleAdmin,
    TopicAdmin,
)
from measurements.admin.rounds import MeasuringRoundAdmin

__all__ = [
    "ImportAdmin",
    "InspectionAdmin",
    "InstrumentAdmin",
    "InstrumentVersionAdmin",
    "MeasurementAdmin",
    "MeasuringRoundAdmin",
    "ScaleAdmin",
    "TopicAdmin",
]
