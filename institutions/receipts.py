"""What the receipt of a list of institutions shows: every row that it wrote, before and after."""

from dataclasses import dataclass
from typing import Any, NamedTuple, Self

from django.core.paginator import Page, Paginator
from django.db import models
from django.utils.translation import pgettext

from files.spreadsheets.danish_values import shown
from imports.receipts import Count, counts_of, facts_of
from institutions.importing.layouts import LAYOUTS
from institutions.importing.rows import MODELS, Fields, Written, written_by
from institutions.models import Area, Cluster, Institution, InstitutionImport

ROWS_ON_A_PAGE = 100
#: What follows from the name, and tells nobody anything.
SILENT = {"slug", "folded"}


class ReceiptLine(NamedTuple):
    """One row of ours: what it is, what it is called, and what it was and became, field by field.

    An empty side: there was no such row.
    """

    what: str
    name: str
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class InstitutionReceipt:
    """A list of institutions as it was read in."""

    imported: InstitutionImport
    counts: tuple[Count, ...]
    facts: tuple[tuple[str, str], ...]
    lines: tuple[ReceiptLine, ...]
    page: Page[Written]

    @classmethod
    def of(cls, imported: InstitutionImport, *, page: str) -> Self:
        written = written_by(imported.written)
        shown_rows = Paginator(written, ROWS_ON_A_PAGE).get_page(page)
        names = _names(written)
        lines = tuple(_line(row, names) for row in shown_rows)
        return cls(imported, _counts(imported), _facts(imported), lines, shown_rows)


def _counts(imported: InstitutionImport) -> tuple[Count, ...]:
    return counts_of(
        imported,
        pgettext("institutions", "New"),
        pgettext("institutions", "Changed"),
        pgettext("institutions", "Unchanged"),
    )


def _facts(imported: InstitutionImport) -> tuple[tuple[str, str], ...]:
    titles = {layout.code: str(layout.title) for layout in LAYOUTS}
    return facts_of(imported, titles.get(imported.layout, imported.layout))


def _line(row: Written, names: dict[tuple[type, Any], str]) -> ReceiptLine:
    return ReceiptLine(
        str(row.model._meta.verbose_name),
        row.label,
        _said(row, row.before, names),
        _said(row, row.after, names),
    )


def _said(
    row: Written, fields: Fields | None, names: dict[tuple[type, Any], str]
) -> tuple[str, ...]:
    """Field by field; of a whole row only what it holds, of a change also what became empty."""
    columns = {column.attname: column for column in row.model._meta.concrete_fields}
    is_whole = row.before is None or row.after is None
    return tuple(
        f"{columns[name].verbose_name}: {_value(columns[name], value, names)}"
        for name, value in (fields or {}).items()
        if name not in SILENT and not (is_whole and value in (None, ""))
    )


def _value(column: models.Field[Any, Any], value: Any, names: dict[tuple[type, Any], str]) -> str:
    """A value as the reader says it; a dash where there is none."""
    if value in (None, ""):
        return "–"
    if isinstance(column, models.ForeignKey):
        return names.get((column.related_model, value), str(value))
    return str(dict(column.flatchoices).get(value) or shown(value))


def _names(written: tuple[Written, ...]) -> dict[tuple[type, Any], str]:
    """What places are called: those there are today, and those that were when it was read in."""
    names = {(row.model, row.pk): row.label for row in written}
    for model in (Area, Cluster, Institution):
        names |= {(model, pk): name for pk, name in model.objects.values_list("pk", "name")}
    return names


def kinds_made(rows: list[Written]) -> list[tuple[str, int]]:
    """How many of each kind: “institutioner”, 3."""
    counted = [
        (model._meta, sum(row.kind == kind for row in rows)) for kind, model in MODELS.items()
    ]
    return [
        (str(meta.verbose_name if count == 1 else meta.verbose_name_plural), count)
        for meta, count in counted
        if count
    ]
