"""The figures of a cluster, one table for each question its page answers."""

import datetime
from collections.abc import Iterator
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from config.templatetags.components import STATUS_WORDS
from dashboards.cluster import ClusterDashboard
from dashboards.figures.sources import SOURCES, sources_table
from dashboards.figures.tables import HIDDEN, Cell, Column, Shape, Table, decimal
from indicators.evaluation import State
from institutions.models import Cluster
from strategy.progress import STATES, Tally

DATE = datetime.date

#: How many local goals are in each state: the keys of STATES, as columns.
TALLY_COLUMNS = (
    Column("reached", _("Achieved"), int),
    Column("partly", _("Partly achieved"), int),
    Column("onway", _("On the way"), int),
    Column("started", _("Under way"), int),
    Column("waiting", _("Not started"), int),
    Column("missed", _("Not achieved"), int),
    Column("adopted", _("Adopted in all"), int),
    Column("awaiting_board", _("Await the board"), int),
)

GOALS = Shape(
    "goals",
    _("Goals"),
    (
        Column("goal", _("Goal"), int),
        Column("text", _("Text")),
        Column("status", _("Status (key)")),
        Column("status_text", _("Status")),
        *TALLY_COLUMNS,
    ),
)
INDICATORS = Shape(
    "indicators",
    _("Indicators"),
    (
        Column("indicator", _("Indicator"), int),
        Column("code", _("Code")),
        Column("text", _("Text")),
        Column("year", _("Year"), int),
        Column("result", _("Result")),
        Column("value", _("Value"), Decimal),
        Column("target", _("Target")),
        Column("target_value", _("Value of the target"), Decimal),
        Column("status", _("Status (key)")),
        Column("status_text", _("Status")),
        Column("counted", _("Counted"), int),
        Column("units", _("Institutions"), int),
        Column("met", _("Meet it"), int),
        Column("not_rated", _("Not rated"), int),
        Column("missing", _("Data are missing"), int),
        Column("hidden", _("Hidden"), int),
        Column("as_of", _("Newest date"), DATE),
        Column("source", _("Source")),
    ),
)
INDICATOR_UNITS = Shape(
    "indicator_units",
    _("Indicators by institution"),
    (
        Column("indicator", _("Indicator"), int),
        Column("institution", _("Institution")),
        Column("institution_slug", _("Address")),
        Column("state", _("Counts as (key)")),
        Column("state_text", _("Counts as")),
        Column("result", _("Result")),
        Column("value", _("Value"), Decimal),
        Column("measured_on", _("Date"), DATE),
        Column("file", _("File")),
        Column("row", _("Row"), int),
    ),
)
INDICATOR_YEARS = Shape(
    "indicator_years",
    _("Indicators by year"),
    (
        Column("indicator", _("Indicator"), int),
        Column("year", _("Year"), int),
        Column("result", _("Result")),
        Column("value", _("Value"), Decimal),
        Column("target_value", _("Value of the target"), Decimal),
        Column("counted", _("Counted"), int),
        Column("units", _("Institutions"), int),
        Column("is_break", _("New scale"), bool),
    ),
)
LOCAL_GOALS = Shape(
    "local_goals",
    _("Local goals"),
    (
        Column("institution", _("Institution")),
        Column("goal", _("Goal"), int),
        Column("status", _("Status (key)")),
        Column("status_text", _("Status")),
    ),
)
CLUSTER_SHAPES = (GOALS, INDICATORS, INDICATOR_UNITS, INDICATOR_YEARS, LOCAL_GOALS, SOURCES)


def cluster_tables(cluster: Cluster, *, user, on: datetime.date) -> tuple[Table, ...]:
    """All tables of a cluster, as the person sees its page; two queries more than the page."""
    page = ClusterDashboard.build(cluster, user=user, on=on)
    return (
        GOALS.filled(_goals(page)),
        INDICATORS.filled(_indicators(page)),
        INDICATOR_UNITS.filled(_units(page)),
        INDICATOR_YEARS.filled(_years(page)),
        LOCAL_GOALS.filled(_local_goals(page)),
        sources_table(page.institution_ids, user=user, on=on),
    )


def tally_cells(tally: Tally) -> tuple[int, ...]:
    """The cells of TALLY_COLUMNS."""
    return (*map(tally.count, STATES), tally.agreed, tally.awaiting_board)


def _goals(page: ClusterDashboard) -> Iterator[tuple[Cell, ...]]:
    for goal in page.goals:
        key = goal.progress or "none"
        yield goal.number, goal.text, key, str(STATUS_WORDS[key]), *tally_cells(goal.tally)


def _indicators(page: ClusterDashboard) -> Iterator[tuple[Cell, ...]]:
    for row in page.indicators:
        found = row.attainment
        yield (
            row.number,
            found.code,
            row.text,
            found.year,
            found.result_text,
            decimal(found.value),
            found.target_text or None,
            decimal(found.target),
            found.status.value,
            found.word,
            found.counted,
            found.units,
            found.met,
            found.not_rated,
            found.missing,
            found.suppressed,
            found.as_of,
            found.source_text,
        )


def _units(page: ClusterDashboard) -> Iterator[tuple[Cell, ...]]:
    for row in page.indicators:
        for unit in row.attainment.unit_results:
            hidden = unit.state == State.SUPPRESSED
            yield (
                row.number,
                unit.name,
                unit.slug,
                unit.state.value,
                unit.word,
                HIDDEN if hidden else unit.label or None,
                HIDDEN if hidden else decimal(unit.value),
                None if hidden else unit.measured_on,
                None if hidden else unit.file or None,
                None if hidden else unit.row_number,
            )


def _years(page: ClusterDashboard) -> Iterator[tuple[Cell, ...]]:
    for row in page.indicators:
        for year in row.attainment.trend:
            yield (
                row.number,
                year.year,
                year.result_text or None,
                decimal(year.value),
                decimal(year.target),
                year.counted,
                year.units,
                year.is_break,
            )


def _local_goals(page: ClusterDashboard) -> Iterator[tuple[Cell, ...]]:
    for row in page.matrix.rows:
        for cell in row.cells:
            for mark in cell.marks:
                word = mark.stage or str(STATUS_WORDS[mark.key])
                yield row.name, cell.goal, "" if mark.stage else mark.key, word
