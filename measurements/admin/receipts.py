"""Every import with its receipt, and taking one back."""

from django.contrib import admin
from django.urls import URLPattern
from django.utils.translation import gettext_lazy

from accounts.models import User
from imports.page_doors import in_administration
from imports.receipt_admin import ReceiptAdmin
from institutions.scoped_admin import WithinScope
from measurements.layouts import title_of
from measurements.models import Import
from measurements.pages.receipts import MeasurementReceiptPages, import_file
from measurements.way_in import may_import


@admin.register(Import)
class ImportAdmin(WithinScope, ReceiptAdmin):
    """Every import with its receipt. Made by reading in, never changed, only undone."""

    pages = MeasurementReceiptPages
    list_display = [
        "file_name",
        "recognised_as",
        "imported_by",
        "on_day",
        "row_count",
        "values",
    ]
    change_list_template = "admin/measurements/import/change_list.html"

    @staticmethod
    def may(person: User) -> bool:
        return may_import(person)

    def get_urls(self) -> list[URLPattern]:
        views = {"<int:pk>/fil/": ("measurements_import_file", import_file)}
        return [*in_administration(self.admin_site, views), *super().get_urls()]

    @admin.display(description=gettext_lazy("recognised as"), ordering="layout")
    def recognised_as(self, batch: Import) -> str:
        return title_of(batch.layout)

    @admin.display(description=gettext_lazy("values"), ordering="new_count")
    def values(self, batch: Import) -> str:
        return self.in_brief(batch)
