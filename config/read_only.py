"""Rows that the administration shows and does not change."""

from typing import TYPE_CHECKING, Any

from django.db.models import Model
from django.http import HttpRequest

if TYPE_CHECKING:
    from django.contrib.admin.options import BaseModelAdmin

    _Admin = BaseModelAdmin[Any]
else:
    _Admin = object  # it stands before one


class MadeElsewhere(_Admin):
    """Made and changed on pages of their own; here they may be deleted."""

    def has_add_permission(self, request: HttpRequest, *args: Any) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


class ReadOnly(MadeElsewhere):
    """Looked up here, and nothing else."""

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False
