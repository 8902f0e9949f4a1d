"""The figures of the municipality: clusters, their goals and their indicators."""

import datetime
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from dashboards.figures.cluster import TALLY_COLUMNS, tally_cells
from dashboards.figures.sources import SOURCES, sources_table
from dashboards.figures.tables import Cell, ExportColumn, ExportTable, Shape
from dashboards.municipality import MunicipalityPage
from institutions.access import Reader
from institutions.models import Institution

CLUSTERS = Shape(
    "clusters",
    _("Clusters"),
    (
        ExportColumn("area", _("Area")),
        ExportColumn("cluster", _("Cluster")),
        ExportColumn("institutions", _("Institutions"), int),
        ExportColumn("indicators_reached", _("Indicators reached"), int),
        ExportColumn("indicators", _("Indicators"), int),
        ExportColumn("daycare", _("Institutions of daycare"), int),
        ExportColumn("inspected", _("Tilsyn this year"), int),
        ExportColumn("profiled", _("KIDS this year"), int),
    ),
)
CLUSTER_GOALS = Shape(
    "cluster_goals",
    _("Goals by cluster"),
    (
        ExportColumn("area", _("Area")),
        ExportColumn("cluster", _("Cluster")),
        ExportColumn("goal", _("Goal"), int),
        *TALLY_COLUMNS,
        ExportColumn("covered", _("Institutions with a local goal"), int),
        ExportColumn("institutions", _("Institutions"), int),
    ),
)
CLUSTER_INDICATORS = Shape(
    "cluster_indicators",
    _("Indicators by cluster"),
    (
        ExportColumn("area", _("Area")),
        ExportColumn("cluster", _("Cluster")),
        ExportColumn("indicator", _("Indicator"), int),
        ExportColumn("result", _("Result")),
        ExportColumn("status", _("Status (key)")),
        ExportColumn("status_text", _("Status")),
    ),
)
SCOPE = Shape(
    "scope",
    _("What you see"),
    (
        ExportColumn("institutions", _("Institutions you see"), int),
        ExportColumn("of_institutions", _("Institutions in all"), int),
        ExportColumn("as_of", _("As of"), datetime.date),
    ),
)
MUNICIPALITY_SHAPES = (CLUSTERS, CLUSTER_GOALS, CLUSTER_INDICATORS, SCOPE, SOURCES)


def municipality_tables(*, user: Reader, on: datetime.date) -> tuple[ExportTable, ...]:
    """All tables of the municipality, as far as the person reads it."""
    page = MunicipalityPage.build(user=user, on=on)
    institutions = Institution.objects.visible_to(user).open_on(on).order_by()
    return (
        CLUSTERS.filled(_clusters(page)),
        CLUSTER_GOALS.filled(_goals(page)),
        CLUSTER_INDICATORS.filled(_indicators(page)),
        SCOPE.filled([(page.scope.shown, page.scope.whole, on)]),
        sources_table(institutions.values_list("pk", flat=True), user=user, on=on),
    )


def _clusters(page: MunicipalityPage) -> Iterator[tuple[Cell, ...]]:
    for area in page.areas:
        for row in area.rows:
            yield (
                area.name or None,
                row.name or None,
                row.units,
                row.reached,
                len(row.indicators),
                row.daycare,
                row.inspected,
                row.profiled,
            )


def _goals(page: MunicipalityPage) -> Iterator[tuple[Cell, ...]]:
    for area in page.areas:
        for row in area.rows:
            for (number, *_rest), cell in zip(page.columns, row.cells, strict=True):
                yield (
                    area.name or None,
                    row.name or None,
                    number,
                    *tally_cells(cell.tally),
                    cell.covered,
                    cell.units,
                )


def _indicators(page: MunicipalityPage) -> Iterator[tuple[Cell, ...]]:
    for area in page.areas:
        for row in area.rows:
            for mark in row.indicators:
                yield (
                    area.name or None,
                    row.name or None,
                    mark.number,
                    mark.result,
                    mark.key,
                    mark.word,
                )
