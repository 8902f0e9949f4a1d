"""The example on its way out: everything that hangs on it, and what is remembered of it.

Rows are followed by their foreign keys, over all tables of ours, so that what has been written at
an institution of the example goes with it, and what has not stays. They are deleted as rows: no
history is written, and tables that refuse changes otherwise let these go.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import partial

from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.core.files.storage import default_storage
from django.db import connection, models, transaction

from dashboards.open_data import withdraw
from indicators.models import Indicator, OpenRelease
from indicators.snapshots import keeping
from institutions import versions
from institutions.models import Cluster, Institution, ShippedExample
from institutions.versions import DataVersion

Rows = dict[type[models.Model], set[int]]

#: How many keys go into one statement.
MOST = 500


def remove() -> None:
    """Take the example out; nothing happens where it is not there."""
    with transaction.atomic():
        example = ShippedExample.objects.select_for_update().first()
        if example is None:
            return
        rows = _all_that_hangs_on(_roots(example))
        paths = list(_files_of(rows))
        _withdraw(rows.get(Indicator, set()))
        _forget(rows)
        for model, keys in rows.items():
            _delete(model, keys)
        _forget_places(rows)
        example.delete()
        transaction.on_commit(partial(_throw_out, paths))
    keeping.rebuild()
    versions.fold()


def _withdraw(indicators: set[int]) -> None:
    """What is public of the example is public no more: its figures are of nobody."""
    public = OpenRelease.objects.public().first()
    if public and indicators.intersection(public.indicators):
        withdraw(by=None)


def _throw_out(paths: Iterable[str]) -> None:
    for path in paths:
        default_storage.delete(path)


def _roots(example: ShippedExample) -> Rows:
    rows: Rows = defaultdict(set)
    for label, keys in example.roots.items():
        rows[apps.get_model(label)] |= set(keys)
    return rows


def _all_that_hangs_on(rows: Rows) -> Rows:
    """The rows and all that cannot be without one of them, however far away; and their history."""
    models_ = list(apps.get_models(include_auto_created=True))
    new: Rows = rows
    while new:
        found: Rows = defaultdict(set)
        for model in models_:
            for keys in _pointing_at(model, new):
                found[model] |= keys - rows.get(model, set())
        new = {model: keys for model, keys in found.items() if keys}
        for model, keys in new.items():
            rows[model] |= keys
    return rows


def _pointing_at(model: type[models.Model], rows: Rows) -> Iterator[set[int]]:
    """Keys of a model's rows that point at some of these rows."""
    for field in model._meta.concrete_fields:
        if isinstance(field, models.ForeignKey) and not _is_loose(field):
            target = field.related_model
            yield _having(model, field.attname, rows.get(target, ()))
    if original := _original_of(model):
        yield _having(model, original._meta.pk.attname, rows.get(original, ()))


def _is_loose(field: "models.ForeignKey[models.Model, models.Model]") -> bool:
    """Whether a row stays when what it points at goes."""
    return field.remote_field.on_delete is models.SET_NULL


def _original_of(model: type[models.Model]) -> type[models.Model] | None:
    """The model whose history this one holds; None for any other."""
    return getattr(model, "instance_type", None)


def _having(model: type[models.Model], name: str, keys: Iterable[int]) -> set[int]:
    found: set[int] = set()
    for part in _in_parts(keys):
        rows = model._base_manager.filter(**{f"{name}__in": part})
        found |= set(rows.values_list("pk", flat=True))
    return found


def _files_of(rows: Rows) -> Iterator[str]:
    """The paths of the files that the rows keep."""
    for model, keys in rows.items():
        for field in model._meta.concrete_fields:
            if isinstance(field, models.FileField):
                for part in _in_parts(keys):
                    kept = model._base_manager.filter(pk__in=part)
                    yield from filter(None, kept.values_list(field.attname, flat=True))


def _forget(rows: Rows) -> None:
    """What is no row of the example's, and tells of one: links that may be empty, and the log."""
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.concrete_fields:
            if isinstance(field, models.ForeignKey) and _is_loose(field):
                _let_go(model, field.attname, rows.get(field.related_model, ()))
    for model, keys in rows.items():
        told = LogEntry.objects.filter(
            content_type__app_label=model._meta.app_label,
            content_type__model=model._meta.model_name,
        )
        _delete(LogEntry, _having_text(told, keys))


def _forget_places(rows: Rows) -> None:
    """The versions of what was there: deleting has left some, too."""
    for letter, model in (("c", Cluster), ("i", Institution)):
        places = [f"{letter}{key}" for key in rows.get(model, ())]
        DataVersion.objects.filter(place__in=places).delete()


def _having_text(told: "models.QuerySet[LogEntry]", keys: set[int]) -> set[int]:
    named = {str(key) for key in keys}
    return {pk for pk, key in told.values_list("pk", "object_id") if key in named}


def _let_go(model: type[models.Model], name: str, keys: Iterable[int]) -> None:
    for part in _in_parts(keys):
        model._base_manager.filter(**{f"{name}__in": part}).update(**{name: None})


def _in_parts(keys: Iterable[int]) -> Iterator[list[int]]:
    wanted = sorted(keys)
    return (wanted[start : start + MOST] for start in range(0, len(wanted), MOST))


def _delete(model: type[models.Model], keys: Iterable[int]) -> None:
    """Delete rows as rows; the order does not matter before the transaction is over."""
    quote = connection.ops.quote_name
    table, column = quote(model._meta.db_table), quote(str(model._meta.pk.column))
    for part in _in_parts(keys):
        marks = ", ".join(["%s"] * len(part))
        statement = f"DELETE FROM {table} WHERE {column} IN ({marks})"  # noqa: S608
        with connection.cursor() as cursor:
            cursor.execute(statement, part)
