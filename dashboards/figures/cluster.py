"""The figures of a cluster, one table for each question its page answers."""

import datetime
from collections.abc import Iterator
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from config.templatetags.components import STATUS_WORDS
from dashboards.cluster import ClusterDashboard
from dashboards.figures.sources import SOURCES, sources_table
from dashboards.figures.tables import HIDDEN, Cell, ExportColumn, ExportTable, Shape, decimal
from files.spreadsheets.sheet import row_in_file
from indicators.evaluation import UNIT_WORDS, UnitState
from institutions.access import Reader
from institutions.models import Cluster
from strategy.progress import STATES, GoalTally

DATE = datetime.date

#: How many local goals are in each state: the keys of STATES, as columns.
TALLY_COLUMNS = (
    ExportColumn("reached", _("Achieved"), int),
    ExportColumn("partly", _("Partly achieved"), int),
    ExportColumn("onway", _("On the way"), int),
    ExportColumn("started", _("Under way"), int),
    ExportColumn("waiting", _("Not started"), int),
    ExportColumn("missed", _("Not achieved"), int),
    ExportColumn("adopted", _("Adopted in all"), int),
    ExportColumn("awaiting_board", _("Await the board"), int),
)

GOALS = Shape(
    "goals",
    _("Goals"),
    (
        ExportColumn("goal", _("Goal"), int),
        ExportColumn("text", _("Text")),
        ExportColumn("status", _("Status (key)")),
        ExportColumn("status_text", _("Status")),
        *TALLY_COLUMNS,
    ),
)
INDICATORS = Shape(
    "indicators",
    _("Indicators"),
    (
        ExportColumn("indicator", _("Indicator"), int),
        ExportColumn("code", _("Code")),
        ExportColumn("text", _("Text")),
        ExportColumn("year", _("Year"), int),
        ExportColumn("result", _("Result")),
        ExportColumn("value", _("Value"), Decimal),
        ExportColumn("target", _("Target")),
        ExportColumn("target_value", _("Value of the target"), Decimal),
        ExportColumn("status", _("Status (key)")),
        ExportColumn("status_text", _("Status")),
        ExportColumn("counted", _("Counted"), int),
        ExportColumn("units", _("Institutions"), int),
        ExportColumn("met", _("Meet it"), int),
        ExportColumn("not_rated", _("Not rated"), int),
        ExportColumn("missing", _("Data are missing"), int),
        ExportColumn("hidden", _("Hidden"), int),
        ExportColumn("as_of", _("Newest date"), DATE),
        ExportColumn("source", _("Source")),
    ),
)
INDICATOR_UNITS = Shape(
    "indicator_units",
    _("Indicators by institution"),
    (
        ExportColumn("indicator", _("Indicator"), int),
        ExportColumn("institution", _("Institution")),
        ExportColumn("institution_slug", _("Address")),
        ExportColumn("state", _("Counts as (key)")),
        ExportColumn("state_text", _("Counts as")),
        ExportColumn("result", _("Result")),
        ExportColumn("value", _("Value"), Decimal),
        ExportColumn("measured_on", _("Date"), DATE),
        ExportColumn("file", _("File")),
        ExportColumn("row", _("Row"), int),
    ),
)
INDICATOR_YEARS = Shape(
    "indicator_years",
    _("Indicators by year"),
    (
        ExportColumn("indicator", _("Indicator"), int),
        ExportColumn("year", _("Year"), int),
        ExportColumn("result", _("Result")),
        ExportColumn("value", _("Value"), Decimal),
        ExportColumn("target_value", _("Value of the target"), Decimal),
        ExportColumn("counted", _("Counted"), int),
        ExportColumn("units", _("Institutions"), int),
        ExportColumn("is_break", _("New scale"), bool),
    ),
)
LOCAL_GOALS = Shape(
    "local_goals",
    _("Local goals"),
    (
        ExportColumn("institution", _("Institution")),
        ExportColumn("goal", _("Goal"), int),
        ExportColumn("status", _("Status (key)")),
        ExportColumn("status_text", _("Status")),
    ),
)
MEASURED = Shape(
    "measured",
    _("Other figures"),
    (
        ExportColumn("instrument", _("Instrument")),
        ExportColumn("topic", _("Topic")),
        ExportColumn("year", _("Year"), int),
        ExportColumn("value", _("Value"), Decimal),
        ExportColumn("value_text", _("As it is shown")),
        ExportColumn("institutions", _("Institutions"), int),
        ExportColumn("hidden", _("Hidden"), int),
        ExportColumn("year_before", _("Year before"), int),
        ExportColumn("value_before", _("Value before"), Decimal),
    ),
)
CLUSTER_SHAPES = (
    GOALS,
    INDICATORS,
    INDICATOR_UNITS,
    INDICATOR_YEARS,
    MEASURED,
    LOCAL_GOALS,
    SOURCES,
)


def cluster_tables(cluster: Cluster, *, user: Reader, on: datetime.date) -> tuple[ExportTable, ...]:
    """All tables of a cluster, as the person sees its page; two queries more than the page."""
    page = ClusterDashboard.build(cluster, user=user, on=on)
    return (
        GOALS.filled(_goals(page)),
        INDICATORS.filled(_indicators(page)),
        INDICATOR_UNITS.filled(_units(page)),
        INDICATOR_YEARS.filled(_years(page)),
        MEASURED.filled(_measured(page)),
        LOCAL_GOALS.filled(_local_goals(page)),
        sources_table(page.institution_ids, user=user, on=on),
    )


def tally_cells(tally: GoalTally) -> tuple[int, ...]:
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
    said = {state: str(word) for state, word in UNIT_WORDS.items()}
    for row in page.indicators:
        for unit in row.attainment.unit_results:
            hidden = unit.state == UnitState.SUPPRESSED
            yield (
                row.number,
                unit.name,
                unit.slug,
                unit.state.value,
                said[unit.state],
                HIDDEN if hidden else unit.label or None,
                HIDDEN if hidden else decimal(unit.value),
                None if hidden else unit.measured_on,
                None if hidden else unit.file or None,
                None if hidden or unit.row_number is None else row_in_file(unit.row_number),
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


def _measured(page: ClusterDashboard) -> Iterator[tuple[Cell, ...]]:
    for summed in page.measured.summed:
        newest, *before = summed.rounds
        was = before[0] if before else None
        yield (
            summed.name,
            f"{summed.label}, {newest.name}",
            newest.year,
            newest.per_cent,
            f"{newest.count}/{newest.total}",
            newest.places,
            len(summed.hidden),
            was.year if was else None,
            was.per_cent if was else None,
        )
    for table in page.measured.tables:
        for row in table.rows:
            yield (
                table.name,
                row.what,
                table.year,
                HIDDEN if row.is_hidden else decimal(row.number),
                HIDDEN if row.is_hidden else row.value,
                row.places,
                row.hidden_places,
                table.was_year,
                HIDDEN if row.was is None else decimal(row.was_number),
            )


def _local_goals(page: ClusterDashboard) -> Iterator[tuple[Cell, ...]]:
    for row in page.matrix.rows:
        for cell in row.cells:
            for mark in cell.marks:
                word = mark.stage or str(STATUS_WORDS[mark.key])
                yield row.name, cell.goal, "" if mark.stage else mark.key, word
