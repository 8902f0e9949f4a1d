"""The geometry of every chart: numbers in, coordinates out. Knows no colours and no Django."""

from charts.bars import (
    CountedBar,
    DivergingBar,
    SegmentBar,
    StackedBar,
    counted_bar,
    distribution_bar,
    diverging_bars,
    fields_of,
    ramp_key,
    squares,
    stacked_bar,
)
from charts.funnel import FunnelChart, funnel_chart
from charts.ranges import RangeRow, ScaleLabel, range_row, scale_labels
from charts.ring import Ring, RingSpan, year_ring
from charts.trends import LineChart, line_chart
from charts.year import MeetingMark, Span, YearStrip, year_strip

__all__ = [
    "CountedBar",
    "DivergingBar",
    "FunnelChart",
    "LineChart",
    "MeetingMark",
    "RangeRow",
    "Ring",
    "RingSpan",
    "ScaleLabel",
    "SegmentBar",
    "Span",
    "StackedBar",
    "YearStrip",
    "counted_bar",
    "distribution_bar",
    "diverging_bars",
    "fields_of",
    "funnel_chart",
    "line_chart",
    "ramp_key",
    "range_row",
    "scale_labels",
    "squares",
    "stacked_bar",
    "year_ring",
    "year_strip",
]
