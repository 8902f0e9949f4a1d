"""Putting an institution together with another: what hangs on it is moved, and it goes."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext as _

from accounts.models import User
from institutions.known_names import remember
from institutions.merging.twins import overlapping, twins
from institutions.models import Institution, InstitutionMerge, KnownName
from institutions.pointing import Column, pointing_at

#: A step of a merge, as JSON keeps it: moved, dropped or made.
Step = dict[str, Any]


class MergeRefused(Exception):
    """They cannot be put together. message: why."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


@dataclass(slots=True)
class Joined:
    """What putting two together does: how many rows of which model are moved, and given up.

    given_up: rows that stood at both, where that of the one who stays counts.
    """

    steps: list[Step] = field(default_factory=list)
    moved: Counter[str] = field(default_factory=Counter)
    given_up: Counter[str] = field(default_factory=Counter)


def preview(keep: Institution, gone: Institution) -> Joined:
    """What it would do. Nothing is left of finding out. Raises `MergeRefused`."""
    with transaction.atomic():
        joined = _join(keep, gone, by=None)
        transaction.set_rollback(True)
    return joined


@transaction.atomic
def merge(keep: Institution, gone: Institution, *, by: User | None) -> InstitutionMerge:
    """Put them together. Raises `MergeRefused`, and has done nothing then."""
    name = gone.name
    joined = _join(keep, gone, by=by)
    return InstitutionMerge.objects.create(
        institution=keep, gone=name, merged_by=by, steps=joined.steps
    )


def _join(keep: Institution, gone: Institution, *, by: User | None) -> Joined:
    if keep.pk == gone.pk:
        raise MergeRefused(_("Choose another institution."))
    held = Institution.objects.select_for_update().filter(pk__in=[keep.pk, gone.pk])
    if len(held) < 2:  # both are there
        raise MergeRefused(_("One of the two is not here any more."))
    joining = Joining(by)
    joining.put_together(Institution, keep=keep.pk, gone=gone.pk)
    joining.remember(gone.name, keep.pk)
    return joining.joined


class Joining:
    """Moves what points at the one that goes, and keeps the steps."""

    def __init__(self, by: User | None) -> None:
        self.by = by
        self.joined = Joined()

    def put_together(self, model: type[models.Model], *, keep: int, gone: int) -> None:
        """Have everything point at the one, and drop the other."""
        for column in pointing_at(model):
            self.bring(column, keep=keep, gone=gone)
        self._drop(model, gone)

    def bring(self, column: Column, *, keep: int, gone: int) -> None:
        """Have one kind of row point at the one that stays, but for what both have."""
        model, name = column
        points = next(one for one in model._meta.concrete_fields if one.attname == name)
        both = twins(model, points, keep=keep, gone=gone)
        if both and points.unique:
            raise MergeRefused(
                _("Both have a %(what)s. Take one of them away first.")
                % {"what": str(model._meta.verbose_name)}
            )
        doubles = [*both, *overlapping(model, points, keep=keep, gone=gone)]
        for row in doubles:
            self._give_up(model, row)
        if doubles:
            self.joined.given_up[model._meta.label] += len(doubles)
        self._move(model, name, keep=keep, gone=gone)

    def _give_up(self, model: type[models.Model], key: int) -> None:
        """Drop a row with all that is part of it, as the answers of a measurement are."""
        for related, name in pointing_at(model):
            points = next(one for one in related._meta.concrete_fields if one.attname == name)
            if getattr(points.remote_field, "on_delete", None) is models.SET_NULL:
                self._move(related, name, keep=None, gone=key)
                continue
            rows = related._base_manager.filter(**{name: key}).order_by("pk")
            for part in rows.values_list("pk", flat=True):
                self._give_up(related, part)
        self._drop(model, key)

    def _move(self, model: type[models.Model], name: str, *, keep: int | None, gone: int) -> None:
        """Where a table has a history, it tells of the move."""
        rows = model._base_manager.filter(**{name: gone})
        keys = list(rows.order_by("pk").values_list("pk", flat=True))
        if not keys:
            return
        if hasattr(model, "history"):
            for row in rows.order_by("pk"):
                setattr(row, name, keep)
                row._history_user = self.by  # type: ignore[attr-defined]  # simple_history asks
                row.save()
        else:
            rows.update(**{name: keep})
        if keep is not None:
            self.joined.moved[model._meta.label] += len(keys)
        label = model._meta.label
        step = {"did": "moved", "of": label, "by": name, "from": gone, "to": keep, "keys": keys}
        self.joined.steps.append(step)

    def _drop(self, model: type[models.Model], key: int) -> None:
        self.joined.steps.append(dropping(model._base_manager.get(pk=key), by=self.by))

    def remember(self, name: str, keep: int) -> None:
        """Files go on calling it by the name that is gone."""
        before = set(KnownName.objects.filter(institution=keep).values_list("pk", flat=True))
        remember(name, keep, by=self.by)
        made = KnownName.objects.filter(institution=keep).exclude(pk__in=before)
        for pk in made.values_list("pk", flat=True):
            self.joined.steps.append({"did": "made", "of": KnownName._meta.label, "key": pk})


def moving(row: models.Model, name: str, to: Any, *, by: User | None) -> Step:
    """Write one column of a row, and tell it as a step."""
    was = getattr(row, name)
    setattr(row, name, to)
    row._history_user = by  # type: ignore[attr-defined]  # simple_history asks
    row.save()
    label = row._meta.label
    return {"did": "moved", "of": label, "by": name, "keys": [row.pk], "from": was, "to": to}


def dropping(row: models.Model, *, by: User | None) -> Step:
    """Delete a row, and tell it as a step, with all that it held."""
    values = {one.attname: getattr(row, one.attname) for one in row._meta.concrete_fields}
    stored = {name: getattr(value, "name", value) for name, value in values.items()}
    row._history_user = by  # type: ignore[attr-defined]  # simple_history asks
    row.delete()
    return {"did": "dropped", "of": row._meta.label, "row": stored}
