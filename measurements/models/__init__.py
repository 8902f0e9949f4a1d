"""What was measured: instruments and scales, values, where they came from, and their rounds."""

from measurements.models.imports import Import, Revision
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
from measurements.models.under_way import ImportUnderWay
from measurements.models.wordings import GlossaryWording

__all__ = [
    "AnswerCount",
    "GlossaryWording",
    "Import",
    "ImportUnderWay",
    "ImportedRow",
    "ImportedRows",
    "Inspection",
    "Instrument",
    "InstrumentVersion",
    "Measurement",
    "MeasuringRound",
    "Revision",
    "RowBlock",
    "Scale",
    "ScaleBand",
    "ScaleStep",
    "Topic",
]
