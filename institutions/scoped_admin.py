"""The administration changes what a person reaches, like every other page."""

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpRequest

from institutions.access import scope_of

if TYPE_CHECKING:
    from django.contrib.admin.options import BaseModelAdmin

    _Admin = BaseModelAdmin[Any]
else:
    _Admin = object  # it stands before a ModelAdmin or an inline, whichever


class WithinScope(_Admin):
    """For a ModelAdmin or inline: who changes and deletes a row follows `editable_by`.

    What the person may not see is not in the list, not in a choice, and not found by its address:
    that holds for all of the site (`config.admin_sight`). Django's own permissions still say which
    kinds of rows the person works with at all.
    """

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return super().has_change_permission(request, obj) and self._is_within(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return super().has_delete_permission(request, obj) and self._is_within(request, obj)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """What has been saved lies within reach, too: nobody adds or moves a row out of it."""
        super().save_related(request, form, formsets, change)  # type: ignore[misc]  # stands before a ModelAdmin
        if not self._is_within(request, form.instance):
            raise PermissionDenied  # and the transaction is rolled back

    def _is_within(self, request: HttpRequest, obj: models.Model | None) -> bool:
        if not isinstance(obj, self.model) or request.user.is_superuser:
            return True
        editable_by = getattr(self.model._default_manager, "editable_by", None)
        if editable_by is None:
            return scope_of(request.user).edits.everything
        return bool(editable_by(request.user).contains(obj))
