"""What a municipality makes public of its results: a file, and what catalogues need to know of it.

Nothing is public before somebody has seen the very bytes and pressed the button. docs/open-data.md.
"""

import datetime
import hashlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from accounts.models import User
from dashboards.cluster import ClusterDashboard
from dashboards.figures.tables import Cell, ExportColumn, Shape, decimal
from dashboards.figures.written import as_csv
from indicators.models import OpenRelease
from institutions.access import EVERYWHERE, Scope
from institutions.editions import ScopesEyes
from institutions.models import Cluster, Placement

#: One row is how an indicator stands in a cluster.
RESULTS = Shape(
    "results",
    _("Results of indicators"),
    (
        ExportColumn("cluster", _("Cluster")),
        ExportColumn("cluster_name", _("Name of the cluster")),
        ExportColumn("code", _("Code")),
        ExportColumn("text", _("Text")),
        ExportColumn("year", _("Year"), int),
        ExportColumn("result", _("Result")),
        ExportColumn("value", _("Value"), Decimal),
        ExportColumn("target", _("Target")),
        ExportColumn("status", _("Status (key)")),
        ExportColumn("status_text", _("Status")),
        ExportColumn("as_of", _("Newest date"), datetime.date),
        ExportColumn("source", _("Source")),
    ),
)


@dataclass(frozen=True, slots=True)
class ReleaseDraft:
    """What would become public, as bytes. indicators: ids of those chosen; on: the day it is of."""

    indicators: tuple[int, ...]
    licence: str
    on: datetime.date
    content: bytes

    @classmethod
    def build(
        cls, indicators: Collection[int], *, licence: str, on: datetime.date
    ) -> "ReleaseDraft":
        """In Danish, and with what a board may see and no more, whoever asks."""
        with override(settings.LANGUAGE_CODE):
            content = as_csv(RESULTS.filled(_rows(frozenset(indicators), on)))
        return cls(tuple(sorted(indicators)), licence, on, content)

    @property
    def sha256(self) -> str:
        """Of the file, its day and its licence: what somebody has agreed to."""
        agreed = f"{self.on.isoformat()} {self.licence}\n".encode()
        return hashlib.sha256(agreed + self.content).hexdigest()

    @transaction.atomic
    def publish(self, *, by: User) -> OpenRelease:
        """Make it public, in place of what was."""
        withdraw(by=by)
        return OpenRelease.objects.create(
            indicators=list(self.indicators),
            content=self.content.decode(),
            sha256=hashlib.sha256(self.content).hexdigest(),
            licence=self.licence,
            as_of=self.on,
            made_by=by,
        )


@transaction.atomic
def withdraw(*, by: User | None) -> bool:
    """Let nothing be public any more; whether something was. by: None where nobody pressed."""
    public = OpenRelease.objects.select_for_update().filter(withdrawn_at=None)
    return bool(public.update(withdrawn_at=timezone.now(), withdrawn_by=by))


def _rows(indicators: Collection[int], on: datetime.date) -> Iterator[tuple[Cell, ...]]:
    """With the eyes of somebody on the boards of every place: small numbers are hidden."""
    eyes = ScopesEyes(Scope(reads=EVERYWHERE, is_board_only=True))
    placed = Placement.objects.on(on).values("cluster")
    clusters = Cluster.objects.filter(pk__in=placed).open().order_by("slug")
    for cluster in clusters:
        for row in ClusterDashboard.build(cluster, user=eyes, on=on).indicators:
            if row.pk not in indicators:
                continue
            found = row.attainment
            yield (
                cluster.slug,
                cluster.name,
                found.code,
                row.text,
                found.year,
                found.result_text,
                decimal(found.value),
                found.target_text or None,
                found.status.value,
                found.word,
                found.as_of,
                found.source_text,
            )
