"""Telling of rows as they are saved or deleted one at a time: by forms, the admin, a console.

Who writes many rows in one go is not heard here, and tells of it in its own words.
"""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from django.db.models import Model
from django.db.models.signals import post_delete, post_save, pre_delete, pre_save

Change = TypeVar("Change")


def tell_of_rows(
    name: str,
    *,
    models: Mapping[type[Model], Callable[[Any, bool], Change]],
    begin: Callable[[], Callable[[Change], None] | None],
) -> None:
    """Tell of every row of `models` that is saved or deleted, but not of fixtures.

    models: what is told of a row, given the row and whether it is new. begin: asked before the row
    is written, for the function to be told with afterwards: once for the row as it was and once as
    it is, where that is not the same; None where nobody is to be told.
    """
    for model, change_of in models.items():
        _follow(f"{name}:{model._meta.label}", model, change_of, begin)


def _follow(
    name: str,
    model: type[Model],
    change_of: Callable[[Any, bool], Change],
    begin: Callable[[], Callable[[Change], None] | None],
) -> None:
    kept = f"_{name}"

    def about_to(sender: type[Model], instance: Model, raw: bool = False, **kwargs: object) -> None:
        publish = None if raw else begin()
        if publish is not None:
            instance.__dict__[kept] = (publish, _before(sender, instance, change_of))

    def done(sender: type[Model], instance: Model, created: bool = False, **kwargs: object) -> None:
        publish, before = instance.__dict__.pop(kept, (None, None))
        if publish is None:
            return
        changes = dict.fromkeys([before, change_of(instance, created)])
        for change in [one for one in changes if one is not None]:
            publish(change)

    pre_save.connect(about_to, sender=model, weak=False, dispatch_uid=f"{name}:pre_save")
    post_save.connect(done, sender=model, weak=False, dispatch_uid=f"{name}:post_save")
    pre_delete.connect(about_to, sender=model, weak=False, dispatch_uid=f"{name}:pre_delete")
    post_delete.connect(done, sender=model, weak=False, dispatch_uid=f"{name}:post_delete")


def _before(
    sender: type[Model], instance: Model, change_of: Callable[[Any, bool], Change]
) -> Change | None:
    """What is told of a row as it stands in the database; None of one that is not there."""
    old = sender._base_manager.filter(pk=instance.pk).first() if instance.pk else None
    return None if old is None else change_of(old, False)
