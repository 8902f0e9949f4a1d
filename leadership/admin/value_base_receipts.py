"""Every spreadsheet of the value base that was read in, with its receipt, and taking one back."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from accounts.models import User
from imports.receipt_admin import ReceiptAdmin
from institutions.scoped_admin import WithinScope
from leadership.models import ValueBaseImport
from leadership.value_base.receipts import ValueBaseReceiptPages
from leadership.way_in import may_import


@admin.register(ValueBaseImport)
class ValueBaseImportAdmin(WithinScope, ReceiptAdmin):
    """Made by reading in, never changed, only undone."""

    pages = ValueBaseReceiptPages
    list_display = ["file_name", "base", "imported_by", "on_day", "row_count", "commitments"]
    list_select_related = ["imported_by", "base"]

    @staticmethod
    def may(person: User) -> bool:
        return may_import(person)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Who may read one in sees the receipts, also where nobody has said so of these."""
        return super().has_view_permission(request, obj) or self._may(request)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return super().has_module_permission(request) or self._may(request)

    def _may(self, request: HttpRequest) -> bool:
        return isinstance(request.user, User) and may_import(request.user)

    @admin.display(description=gettext_lazy("commitments"), ordering="new_count")
    def commitments(self, imported: ValueBaseImport) -> str:
        return self.in_brief(imported)
