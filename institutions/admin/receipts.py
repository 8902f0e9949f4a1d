"""Every list of institutions that was read in, with its receipt, and taking one back."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from accounts.models import User
from imports.receipt_admin import ReceiptAdmin
from institutions.models import InstitutionImport
from institutions.pages.receipts import InstitutionReceiptPages
from institutions.scoped_admin import WithinScope
from institutions.way_in import may_import


@admin.register(InstitutionImport)
class InstitutionImportAdmin(WithinScope, ReceiptAdmin):
    """Made by reading in, never changed, only undone."""

    pages = InstitutionReceiptPages
    list_display = ["file_name", "imported_by", "on_day", "row_count", "places"]
    change_list_template = "admin/institutions/institutionimport/change_list.html"

    @staticmethod
    def may(person: User) -> bool:
        return may_import(person)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Who may read lists in sees the receipts, also where nobody has said so of these."""
        return super().has_view_permission(request, obj) or self._may(request)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return super().has_module_permission(request) or self._may(request)

    def _may(self, request: HttpRequest) -> bool:
        return isinstance(request.user, User) and may_import(request.user)

    @admin.display(description=gettext_lazy("institutions"), ordering="new_count")
    def places(self, imported: InstitutionImport) -> str:
        return self.in_brief(imported)
