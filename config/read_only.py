"""Rows that the administration shows and does not change."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.contrib.admin.options import BaseModelAdmin as _Admin
else:
    _Admin = object  # it stands before one


class MadeElsewhere(_Admin):
    """Made and changed on pages of their own; here they may be deleted."""

    def has_add_permission(self, request, *args) -> bool:
        return False

    def has_change_permission(self, request, obj=None) -> bool:
        return False


class ReadOnly(MadeElsewhere):
    """Looked up here, and nothing else."""

    def has_delete_permission(self, request, obj=None) -> bool:
        return False
