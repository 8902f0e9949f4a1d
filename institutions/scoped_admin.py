"""The administration shows and changes what a person reaches, like every other page."""

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import models

from institutions.access import reach_of

if TYPE_CHECKING:
    from django.contrib.admin.options import BaseModelAdmin as _Admin
else:
    _Admin = object  # it stands before a ModelAdmin or an inline, whichever


class WithinReach(_Admin):
    """For a ModelAdmin or inline: rows, choices and rights follow `visible_to` and `editable_by`.

    What the person may not see is not in the list, not in a choice, and not found by its address.
    Django's own permissions still say which kinds of rows the person works with at all.
    """

    def get_queryset(self, request):
        visible = self.model._default_manager.visible_to(request.user)
        return super().get_queryset(request).filter(pk__in=visible.values("pk"))

    def has_change_permission(self, request, obj=None) -> bool:
        return super().has_change_permission(request, obj) and self._is_within(request, obj)

    def has_delete_permission(self, request, obj=None) -> bool:
        return super().has_delete_permission(request, obj) and self._is_within(request, obj)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        """Offer, and accept, only places and rows the person reads."""
        visible = _visible(db_field.remote_field.model, request.user)
        if visible is not None:
            kwargs.setdefault("queryset", visible)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        visible = _visible(db_field.remote_field.model, request.user)
        if visible is not None:
            kwargs.setdefault("queryset", visible)
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def save_related(self, request, form, formsets, change):
        """What has been saved lies within reach, too: nobody adds or moves a row out of it."""
        super().save_related(request, form, formsets, change)  # type: ignore[misc]  # stands before a ModelAdmin
        if not self._is_within(request, form.instance):
            raise PermissionDenied  # and the transaction is rolled back

    def _is_within(self, request, obj: models.Model | None) -> bool:
        if not isinstance(obj, self.model) or request.user.is_superuser:
            return True
        editable_by = getattr(self.model._default_manager, "editable_by", None)
        if editable_by is None:
            return reach_of(request.user).edits.everything
        return editable_by(request.user).contains(obj)


def _visible(model: type[models.Model], user) -> models.QuerySet | None:
    """The rows of a model that the person reads; None when all may be chosen."""
    visible_to = getattr(model._default_manager, "visible_to", None)
    return visible_to(user) if visible_to else None
