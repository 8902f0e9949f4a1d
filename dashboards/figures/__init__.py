"""The figures of a page as tables, to take along: one shape for Excel, CSV and the API.

They come from the page's own read model, so that what is hidden there is hidden here, too.
"""

from dashboards.figures.cluster import cluster_tables
from dashboards.figures.institution import institution_tables
from dashboards.figures.municipality import municipality_tables
from dashboards.figures.tables import HIDDEN, ExportColumn, ExportTable, Shape
from dashboards.figures.written import as_csv, as_rows, as_workbook

__all__ = [
    "HIDDEN",
    "ExportColumn",
    "ExportTable",
    "Shape",
    "as_csv",
    "as_rows",
    "as_workbook",
    "cluster_tables",
    "institution_tables",
    "municipality_tables",
]
