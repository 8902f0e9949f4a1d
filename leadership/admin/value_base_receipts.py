"""Every spreadsheet of the value base that was read in, with its receipt, and taking one back."""

from django.contrib import admin
from django.utils.translation import gettext_lazy

from accounts.models import User
from imports.receipt_admin import OpenToReaders, ReceiptAdmin
from institutions.scoped_admin import WithinScope
from leadership.models import ValueBaseImport
from leadership.value_base.receipts import ValueBaseReceiptPages
from leadership.way_in import may_import


@admin.register(ValueBaseImport)
class ValueBaseImportAdmin(OpenToReaders, WithinScope, ReceiptAdmin):
    """Made by reading in, never changed, only undone."""

    pages = ValueBaseReceiptPages
    list_display = ["file_name", "base", "imported_by", "on_day", "row_count", "commitments"]
    list_select_related = ["imported_by", "base"]

    @staticmethod
    def may(person: User) -> bool:
        return may_import(person)

    @admin.display(description=gettext_lazy("commitments"), ordering="new_count")
    def commitments(self, imported: ValueBaseImport) -> str:
        return self.in_brief(imported)
