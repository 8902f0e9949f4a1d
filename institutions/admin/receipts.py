"""Every list of institutions that was read in, with its receipt, and taking one back."""

from django.contrib import admin
from django.utils.translation import gettext_lazy

from accounts.models import User
from imports.receipt_admin import OpenToReaders, ReceiptAdmin
from institutions.models import InstitutionImport
from institutions.pages.receipts import InstitutionReceiptPages
from institutions.scoped_admin import WithinScope
from institutions.way_in import may_import


@admin.register(InstitutionImport)
class InstitutionImportAdmin(OpenToReaders, WithinScope, ReceiptAdmin):
    """Made by reading in, never changed, only undone."""

    pages = InstitutionReceiptPages
    list_display = ["file_name", "imported_by", "on_day", "row_count", "places"]
    change_list_template = "admin/institutions/institutionimport/change_list.html"

    @staticmethod
    def may(person: User) -> bool:
        return may_import(person)

    @admin.display(description=gettext_lazy("institutions"), ordering="new_count")
    def places(self, imported: InstitutionImport) -> str:
        return self.in_brief(imported)
