"""What the receipt of an import shows, and what one of its rows holds."""

from dataclasses import dataclass
from typing import Self

from django.core.paginator import Page, Paginator
from django.utils.translation import gettext as _

from config.phrases import in_digits
from config.slots import SlotPart
from imports.receipts import Count, counts_of, facts_of
from measurements.layouts import title_of
from measurements.models import Import, ImportedRow
from measurements.slots import receipt_parts

ROWS_ON_A_PAGE = 50


@dataclass(frozen=True, slots=True)
class MeasurementReceipt:
    """An import as it was carried out, in five queries.

    rows: number, the one in the spreadsheet, and cells in column order. parts: what upper floors
    tell of it.
    """

    imported: Import
    counts: tuple[Count, ...]
    facts: tuple[tuple[str, str], ...]
    parts: tuple[SlotPart, ...]
    columns: tuple[str, ...]
    rows: tuple[tuple[int, int, tuple[str, ...]], ...]
    page: Page[ImportedRow]

    @classmethod
    def of(cls, batch: Import, *, page: str) -> Self:
        pages: Paginator[ImportedRow] = Paginator(batch.rows, ROWS_ON_A_PAGE)
        rows = pages.get_page(page)
        return cls(
            batch,
            _counts(batch),
            _facts(batch),
            tuple(receipt_parts.all(batch)),
            tuple(batch.headers),
            tuple((row.number, row.in_file, row.texts) for row in rows),
            rows,
        )


def _counts(batch: Import) -> tuple[Count, ...]:
    return counts_of(batch, _("new values"), _("changed values"), _("unchanged values"))


def _facts(batch: Import) -> tuple[tuple[str, str], ...]:
    reasons = (
        (_("Why a locked round changed"), batch.reason),
        (_("Why it was undone"), batch.undo_reason),
    )
    return (
        *((term, reason) for term, reason in reasons if reason),
        *facts_of(
            batch,
            title_of(batch.layout),
            (_("Inspections without ratings"), in_digits(batch.not_rated_count)),
            (_("Hidden in the source"), in_digits(batch.suppressed_count)),
        ),
    )


def cells_of(row: ImportedRow) -> tuple[tuple[str, str], ...]:
    """Heading and text of each cell of a row, as in the file; a dash where it was empty."""
    return tuple((heading, text or "–") for heading, text in row.cells)
