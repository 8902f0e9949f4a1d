"""How it goes: instruments and scales, what was measured, where it came from, and indicators."""

from indicators.models.figures import FrozenFigure
from measurements.models.imports import Import, Revision
from indicators.models.indicators import (Indicator, ManualResult, Target)
from measurements.models.instruments import (
    Instrument,
    InstrumentVersion,
    Scale,
    ScaleBand,
    ScaleStep,
    Topic,
)
from measurements.models.measured import AnswerCount, Inspection, Measurement
from measurements.models.rounds import MeasuringRound
from measurements.models.rows import ImportedRow, ImportedRows, RowBlock
from indicators.models.snapshots import ResultSnapshot
from measurements.models.under_way import ImportUnderWay

__all__ = [
    "AnswerCount",
    "FrozenFigure",
    "Import",
    "ImportUnderWay",
    "ImportedRow",
    "ImportedRows",
    "Indicator",
    "Inspection",
    "Instrument",
    "InstrumentVersion",
    "ManualResult",
    "Measurement",
    "MeasuringRound",
    "Revision",
    "RowBlock",
    "Scale",
    "ScaleBand",
    "ScaleStep",
    "ResultSnapshot",
    "Target",
    "Topic",
]
