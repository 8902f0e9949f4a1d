"""Taking an import back: what it created goes, what it changed returns to what it was."""

import datetime
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from measurements.importing.content import INSPECTION_FIELDS
from measurements.importing.writing import Refused, wait_for_other_imports
from measurements.models import Import, ImportedRow, Inspection, Measurement, Revision

MEASUREMENT_FIELDS = (
    "year",
    "measured_on",
    "value",
    "step_id",
    "respondents",
    "is_suppressed",
    "note",
    "raw",
    "row_id",
)
#: As the fields are called in a revision.
IN_JSON = {"step_id": "step", "row_id": "row"}
DATES = {"measured_on", "observed_on", "discussed_on", "closed_on"}


@dataclass(frozen=True, slots=True)
class Undone:
    """What taking an import back did. kept: what a later import has changed since, by name."""

    deleted: int
    restored: int
    kept: tuple[str, ...]


@transaction.atomic
def undo(batch: Import) -> Undone:
    """Take the import back. What a later import changed stays as that one left it.

    The later import then remembers what was before this one, so that the two can be taken back in
    any order. Raises `Refused` when it has been done already.
    """
    wait_for_other_imports()
    batch = Import.objects.select_for_update().get(pk=batch.pk)
    if batch.undone_at:
        raise Refused(_("This import has been undone already."))
    done = [_undo(batch, "measurement"), _undo(batch, "inspection")]
    batch.undone_at = timezone.now()
    batch.save(update_fields=["undone_at"])
    return Undone(
        sum(one.deleted for one in done),
        sum(one.restored for one in done),
        tuple(name for one in done for name in one.kept),
    )


def _undo(batch: Import, kind: str) -> Undone:
    model = {"measurement": Measurement, "inspection": Inspection}[kind]
    befores = dict(
        batch.revisions.exclude(**{kind: None}).order_by().values_list(f"{kind}_id", "before")
    )
    later = _next_revisions(batch, kind)
    for revision in later.values():
        revision.before = befores[getattr(revision, f"{kind}_id")]
    Revision.objects.bulk_update(later.values(), ["before"], batch_size=500)
    created = [pk for pk, before in befores.items() if before is None and pk not in later]
    changed = {pk: before for pk, before in befores.items() if before and pk not in later}
    for start in range(0, len(created), 5000):
        model._default_manager.filter(pk__in=created[start : start + 5000]).delete()
    _restore(model, changed)
    kept = model._default_manager.filter(pk__in=later).select_related("institution")
    if model is Measurement:
        kept = kept.select_related("institution", "topic")
    return Undone(len(created), len(changed), tuple(map(str, kept)))


def _next_revisions(batch: Import, kind: str) -> dict[int, Revision]:
    """By measurement or inspection: the first change that a later, standing import made to it."""
    ours = batch.revisions.exclude(**{kind: None}).values(f"{kind}_id")
    later = Revision.objects.filter(
        **{f"{kind}__in": ours}, batch__undone_at=None, batch__pk__gt=batch.pk
    )
    found: dict[int, Revision] = {}
    for revision in later.order_by("batch_id"):
        found.setdefault(getattr(revision, f"{kind}_id"), revision)
    return found


def _restore(model: type[models.Model], befores: dict[int, dict]) -> None:
    fields = MEASUREMENT_FIELDS if model is Measurement else (*INSPECTION_FIELDS, "row_id")
    rows = {before["row"] for before in befores.values() if before["row"]}
    there = set(ImportedRow.objects.filter(pk__in=rows).values_list("pk", flat=True))
    restored: list[Any] = []
    for start in range(0, len(befores), 5000):
        some = list(befores)[start : start + 5000]
        restored += model._default_manager.filter(pk__in=some)
    for one in restored:
        for name in fields:
            setattr(one, name, _from_json(name, befores[one.pk][IN_JSON.get(name, name)]))
        if one.row_id not in there:
            one.row_id = None
    names = [name.removesuffix("_id") for name in fields]
    model._default_manager.bulk_update(restored, names, batch_size=200)


def _from_json(name: str, value: object) -> object:
    if value is None:
        return None
    if name in DATES:
        return datetime.date.fromisoformat(str(value))
    return Decimal(str(value)) if name == "value" else value
