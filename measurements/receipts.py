"""What the receipt of an import shows, and what one of its rows holds."""

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import NamedTuple, Self

from django.core.paginator import Page, Paginator
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from config.moments import moment
from config.phrases import in_digits
from institutions.receipts import Count
from measurements.layouts import title_of
from measurements.models import (Import, ImportedRow, Measurement)
from indicators.models import Indicator

ROWS_ON_A_PAGE = 50


class Touched(NamedTuple):
    """An indicator whose values the import wrote. became: how its result changed, or ""."""

    indicator: Indicator
    became: str


@dataclass(frozen=True, slots=True)
class Receipt:
    """An import as it was carried out, in five queries. rows: number and cells, in column order.

    knows_effects: whether it was seen what became of the indicators.
    """

    batch: Import
    counts: tuple[Count, ...]
    facts: tuple[tuple[str, str], ...]
    indicators: tuple[Touched, ...]
    knows_effects: bool
    columns: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    page: Page

    @classmethod
    def of(cls, batch: Import, *, page: str) -> Self:
        pages: Paginator[ImportedRow] = Paginator(batch.rows, ROWS_ON_A_PAGE)
        rows = pages.get_page(page)
        indicators = (
            Indicator.objects.whole()
            .filter(
                goal__strategy__cluster__isnull=False,
            )
            .filter(pk__in=_touched(batch))
        )
        return cls(
            batch,
            _counts(batch),
            _facts(batch),
            tuple(
                Touched(one, _became(batch, one))
                for one in indicators.select_related("goal__strategy__cluster")
            ),
            batch.effects is not None,
            tuple(batch.headers),
            tuple((row.number, row.texts) for row in rows),
            rows,
        )


def _touched(batch: Import) -> Sequence[int]:
    """The indicators, whole or in parts, whose topics the import wrote values of."""
    standing = Measurement.objects.filter(batch=batch).order_by().values("topic")
    revised = Measurement.objects.filter(revisions__batch=batch).order_by().values("topic")
    topics = {found["topic"] for found in standing.union(revised)}
    pairs = Indicator.objects.filter(topics__in=topics).values_list("pk", "parent")
    return [parent or pk for pk, parent in pairs]


def _became(batch: Import, indicator: Indicator) -> str:
    """What was noted when it was read in; it may have changed since."""
    for effect in batch.effects or ():
        if effect["indicator"] == indicator.pk:
            return _("from %(before)s to %(after)s") % effect
    return ""


def _counts(batch: Import) -> tuple[Count, ...]:
    return (
        Count(in_digits(batch.row_count), "check", _("rows")),
        Count(in_digits(batch.new_count), "plus", _("new values")),
        Count(in_digits(batch.changed_count), "delta", _("changed values")),
        Count(in_digits(batch.unchanged_count), "same", _("unchanged values")),
    )


def _facts(batch: Import) -> tuple[tuple[str, str], ...]:
    reasons = (
        (_("Why a locked round changed"), batch.reason),
        (_("Why it was undone"), batch.undo_reason),
    )
    return (
        *((term, reason) for term, reason in reasons if reason),
        (_("File"), f"{batch.file_name} ({filesizeformat(batch.size)})"),
        (_("Recognised as"), title_of(batch.layout)),
        (_("Read in"), moment(batch.imported_at)),
        (_("By"), str(batch.imported_by or _("the command line"))),
        (_("Inspections without ratings"), in_digits(batch.not_rated_count)),
        (_("Hidden in the source"), in_digits(batch.suppressed_count)),
        (_("Fingerprint (SHA-256)"), " ".join(wrap(batch.sha256, 8))),
    )


def cells_of(row: ImportedRow) -> tuple[tuple[str, str], ...]:
    """Heading and text of each cell of a row, as in the file; a dash where it was empty."""
    return tuple((heading, text or "–") for heading, text in row.cells)
