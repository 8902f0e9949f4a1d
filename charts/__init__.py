"""The geometry of every chart: numbers in, coordinates out. Knows no colours and no Django."""

from charts.bars import (
    DivergingBar,
    SegmentBar,
    distribution_bar,
    diverging_bars,
    fields_of,
    ramp_key,
    squares,
)
from charts.ranges import RangeRow, ScaleLabel, range_row, scale_labels
from charts.ring import Ring, RingSpan, year_ring
from charts.trends import LineChart, Sparkline, line_chart, sparkline
from charts.year import MeetingMark, Span, YearStrip, year_strip

__all__ = [
    "DivergingBar",
    "LineChart",
    "MeetingMark",
    "RangeRow",
    "Ring",
    "RingSpan",
    "ScaleLabel",
    "SegmentBar",
    "Span",
    "Sparkline",
    "YearStrip",
    "distribution_bar",
    "diverging_bars",
    "fields_of",
    "line_chart",
    "ramp_key",
    "range_row",
    "scale_labels",
    "sparkline",
    "squares",
    "year_ring",
    "year_strip",
]
