"""What a form does not offer to a person, it does not take away either."""

from functools import cache
from typing import Any

from django import forms
from django.core.exceptions import FieldDoesNotExist
from django.db import models

from config.django_private import HearsOfCleanFields


class KeepsUnseen(HearsOfCleanFields):
    """For a form of a row: links to rows that it does not offer are saved as they were.

    Without it a browser sends what it was shown, and the rest is taken for removed.
    """

    def full_clean(self) -> None:
        self.unseen: dict[str, list[Any]] = {}
        if self.is_bound and self.instance.pk is not None:
            for name, field in self.fields.items():
                if isinstance(field, forms.ModelChoiceField):
                    self._look_behind(name, field)
        super().full_clean()

    def _look_behind(self, name: str, field: forms.ModelChoiceField[Any]) -> None:
        """Note which rows the link leads to that the field does not offer."""
        link = _link(self.instance, name)
        if link is None or field.queryset is None:
            return
        if isinstance(link, models.ManyToManyField):
            linked = list(getattr(self.instance, name).all())
        elif self._sent(name, field):
            return  # another is chosen in its place
        else:
            key = getattr(self.instance, link.attname)
            rows = link.related_model._base_manager
            linked = list(rows.filter(**{link.target_field.attname: key})) if key else []
        keys = [row.pk for row in linked]
        offered = (
            set(field.queryset.filter(pk__in=keys).values_list("pk", flat=True)) if keys else ()
        )
        if unseen := [row for row in linked if row.pk not in offered]:
            self.unseen[name] = unseen
            field.required = False
            shown = [row for row in linked if row.pk in offered]
            self.initial[name] = shown if isinstance(link, models.ManyToManyField) else None

    def _sent(self, name: str, field: forms.Field) -> Any:
        return field.widget.value_from_datadict(self.data, self.files, self.add_prefix(name))

    def fields_are_clean(self) -> None:
        for name, rows in self.unseen.items():
            if name not in self.cleaned_data:
                continue  # at fault itself
            if isinstance(_link(self.instance, name), models.ManyToManyField):
                keys = [row.pk for row in (*self.cleaned_data[name], *rows)]
                every = rows[0]._meta.model._default_manager.filter(pk__in=keys)
                self.cleaned_data[name] = every
            else:
                self.cleaned_data[name] = rows[0]


def _link(
    row: models.Model, name: str
) -> models.ManyToManyField[Any, Any] | models.ForeignKey[Any, Any] | None:
    try:
        field = row._meta.get_field(name)
    except FieldDoesNotExist:
        return None
    return field if isinstance(field, models.ManyToManyField | models.ForeignKey) else None


@cache
def keeping_unseen(form: type) -> type:
    """The form, keeping what it does not offer."""
    if issubclass(form, KeepsUnseen):
        return form
    members = {"__module__": form.__module__, "__doc__": form.__doc__}
    return type(form.__name__, (KeepsUnseen, form), members)
