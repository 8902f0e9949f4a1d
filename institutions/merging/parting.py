"""Taking apart what was put together: the steps backwards, without what others did since."""

from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from institutions.merging.joining import MergeRefused, Step
from institutions.models import ClusterClosing, ClusterSplit, InstitutionMerge, PersonMerge

Undoable = InstitutionMerge | PersonMerge | ClusterSplit | ClusterClosing


def part(merged: Undoable, *, by: User | None) -> int:
    """Undo it, and say how many rows did not go back, since others have moved or deleted them.

    Raises `MergeRefused` where it was undone already, where a later one has to be undone first,
    and where what was before does not fit any more.
    """
    with transaction.atomic():
        held: Undoable = type(merged)._default_manager.select_for_update().get(pk=merged.pk)
        if held.undone_at:
            raise MergeRefused(_("This has been undone already."))
        if not held.steps:
            raise MergeRefused(_("There is nothing left that could be taken apart."))
        if held.of_the_same().filter(undone_at=None, pk__gt=held.pk).exists():
            raise MergeRefused(_("A later one has to be undone first."))
        try:
            with transaction.atomic():
                left = sum(_take_back(step, by=by) for step in reversed(held.steps))
        except (IntegrityError, ValidationError) as error:
            raise MergeRefused(
                _("It cannot be what it was: its number, name or address is used again.")
            ) from error
        held.undone_at = timezone.now()
        held.save(update_fields=["undone_at"])
    return left


def _take_back(step: Step, *, by: User | None) -> int:
    """One step; how many rows of it did not go back."""
    model = apps.get_model(step["of"])
    if step["did"] == "joined":
        return 0
    if step["did"] == "made":
        model._base_manager.filter(pk=step["key"]).delete()
        return 0
    if step["did"] == "closed":
        for person in User.objects.filter(pk=step["key"]):
            person.is_active = True
            person.save(update_fields=["is_active"])
        return 0
    if step["did"] == "dropped":
        row = model(**_typed(model, step["row"]))
        row._history_user = by  # simple_history asks
        row.save(force_insert=True)
        return 0
    return _move_back(model, step, by=by)


def _move_back(model: type[models.Model], step: Step, *, by: User | None) -> int:
    name = step["by"]
    column: Any = model._meta.get_field(name)
    was = column.to_python(step["from"])  # JSON made texts of days
    rows = model._base_manager.filter(pk__in=step["keys"], **{name: step["to"]})
    count = rows.count()
    if hasattr(model, "history"):
        for row in rows.order_by("pk"):
            setattr(row, name, was)
            row._history_user = by  # type: ignore[attr-defined]  # simple_history asks
            row.save()
    else:
        rows.update(**{name: was})
    return len(step["keys"]) - count


def _typed(model: type[models.Model], row: dict[str, Any]) -> dict[str, Any]:
    """The values as they were before JSON made texts of days and numbers."""
    columns = {column.attname: column for column in model._meta.concrete_fields}
    return {
        name: columns[name].to_python(value) if not columns[name].is_relation else value
        for name, value in row.items()
        if name in columns
    }
