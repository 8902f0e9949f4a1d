"""Where the figures come from: the last sheet of every workbook."""

import datetime
from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from dashboards.figures.tables import ExportColumn, ExportTable, Shape
from dashboards.papers.sources import sources_of
from institutions.access import Reader

SOURCES = Shape(
    "sources",
    _("Sources"),
    (
        ExportColumn("source", _("Source")),
        ExportColumn("year", _("Newest year"), int),
        ExportColumn("newest_on", _("Newest date"), datetime.date),
        ExportColumn("institutions", _("Institutions"), int),
        ExportColumn("file", _("File")),
        ExportColumn("imported_on", _("Imported"), datetime.date),
        ExportColumn("as_of", _("Shown as of"), datetime.date),
    ),
)


def sources_table(institutions: Iterable[int], *, user: Reader, on: datetime.date) -> ExportTable:
    """The newest round of each instrument at these institutions."""
    return SOURCES.filled(
        (
            found.name,
            found.year,
            found.newest_on,
            found.institutions,
            found.file or None,
            found.imported_on,
            on,
        )
        for found in sources_of(institutions, user=user, on=on)
    )
