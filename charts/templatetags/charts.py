"""Draws the charts of this app. All but the line chart are hidden from screen readers:

the same numbers must stand in text beside them.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from charts import (
    DivergingBar,
    FunnelChart,
    LineChart,
    RangeRow,
    Ring,
    ScaleLabel,
    SegmentBar,
    StackedBar,
    YearStrip,
)
from charts.gantt import Gantt, GanttRow

register = template.Library()


@register.simple_tag
def distribution_bar(chart: SegmentBar) -> SafeString:
    """How many are in each state, best first."""
    return _drawn("charts/distribution_bar.html", chart)


@register.simple_tag
def squares(chart: SegmentBar) -> SafeString:
    """One field per unit, best first."""
    return _drawn("charts/squares.html", chart)


@register.inclusion_tag("charts/stacked_bar.html")
def stacked_bar(chart: StackedBar) -> dict[str, Any]:
    """All who were counted, step by step, each with its count."""
    return {"chart": chart}


@register.simple_tag
def diverging_bar(chart: DivergingBar) -> SafeString:
    """Answers to the left and the right of zero."""
    return _drawn("charts/diverging_bar.html", chart)


@register.simple_tag
def segments(chart: SegmentBar | DivergingBar, *, y: float, height: float) -> SafeString:
    """The rectangles of a bar, in the units of its drawing."""
    return format_html_join(
        "\n  ",
        '<rect class="seg seg-{}" x="{}" y="{}" width="{}" height="{}" />',
        ((each.key, each.x, y, each.width, height) for each in chart.segments),
    )


@lru_cache(maxsize=4096)
def _drawn(name: str, chart: SegmentBar | DivergingBar) -> SafeString:
    """A bar by its template. Drawn once: in a large town many are alike."""
    return render_to_string(name, {"chart": chart})


@register.inclusion_tag("charts/funnel.html")
def funnel(chart: FunnelChart) -> dict[str, Any]:
    """Places between the limits of chance, the larger the further to the right."""
    return {"chart": chart}


@register.inclusion_tag("charts/range_row.html")
def range_row(chart: RangeRow) -> dict[str, Any]:
    """A unit among the others of its cluster."""
    return {"chart": chart}


@register.inclusion_tag("charts/scale_labels.html")
def scale_labels(chart: Sequence[ScaleLabel]) -> dict[str, Any]:
    """The words of a scale over its column."""
    return {"chart": chart}


@register.inclusion_tag("charts/year_strip.html")
def year_strip(chart: YearStrip) -> dict[str, Any]:
    """The year with its spans, meetings and today; leave a list of the same below it."""
    return {"chart": chart}


@register.inclusion_tag("charts/gantt_row.html")
def gantt_row(row: GanttRow, chart: Gantt) -> dict[str, Any]:
    """A course on the line of time of a table; its days stand in the cells beside it."""
    return {"row": row, "chart": chart}


@register.inclusion_tag("charts/year_ring.html")
def year_ring(chart: Ring, *, name: str, title: str, summary: str) -> dict[str, Any]:
    """The year as a ring, with a name and a sentence; leave a list with its numbers below it."""
    return {"chart": chart, "name": name, "title": title, "summary": summary}


@register.inclusion_tag("charts/line_chart.html")
def line_chart(
    chart: LineChart, *, name: str, title: str, summary: str, when: str = "", decimals: int = 1
) -> dict[str, Any]:
    """Values over time, with a name, a sentence, and the numbers as a table.

    `name` makes its ids unique on the page; `when` is the heading of the column of times.
    """
    return {
        "chart": chart,
        "name": name,
        "title": title,
        "summary": summary,
        "when": when or _("Year"),
        "places": -decimals,
    }
