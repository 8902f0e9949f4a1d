"""Every import with its receipt, and taking one back."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET

from accounts.models import User
from imports.kinds import ImportChoices
from imports.receipt_admin import ReceiptAdmin
from imports.undo_page import some
from institutions.scoped_admin import WithinScope
from measurements import way_in
from measurements.admin.uploading import waiting_files
from measurements.importing import MeasurementFile
from measurements.importing.locks import locks_of_import
from measurements.layouts import title_of
from measurements.models import Import
from measurements.receipts import MeasurementReceipt


@admin.register(Import)
class ImportAdmin(WithinScope, ReceiptAdmin):
    """Every import with its receipt. Made by reading in, never changed, only undone."""

    list_display = [
        "file_name",
        "recognised_as",
        "imported_by",
        "on_day",
        "row_count",
        "values",
    ]
    change_list_template = "admin/measurements/import/change_list.html"
    receipt_template = "admin/measurements/import/receipt.html"

    def get_urls(self) -> list[URLPattern]:
        file_view = self.admin_site.admin_view(require_GET(self.file_view))
        return [
            path("<int:pk>/fil/", file_view, name="measurements_import_file"),
            *super().get_urls(),
        ]

    @admin.display(description=gettext_lazy("recognised as"), ordering="layout")
    def recognised_as(self, batch: Import) -> str:
        return title_of(batch.layout)

    @admin.display(description=gettext_lazy("values"), ordering="new_count")
    def values(self, batch: Import) -> str:
        return self.in_brief(batch)

    def may_import(self, request: HttpRequest) -> bool:
        return may_import(request)

    def kind(self, request: HttpRequest) -> MeasurementFile:
        return MeasurementFile(choices=ImportChoices(reason=request.POST.get("reason", "")))

    def receipt_of(self, imported: Import, *, page: str) -> MeasurementReceipt:
        return MeasurementReceipt.of(imported, page=page)

    def receipt_context(self, request: HttpRequest, imported: Import) -> dict[str, Any]:
        if not may_import(request):
            return {"locks": [], "waiting": []}
        locks = [] if imported.undone_at else locks_of_import(imported)
        return {"locks": locks, "waiting": waiting_files(request)}

    def file_view(self, request: HttpRequest, pk: int) -> FileResponse:
        """The file as it was read in, for as long as it is kept."""
        if not may_import(request):
            raise PermissionDenied
        batch = get_object_or_404(self.get_queryset(request).exclude(raw_file=""), pk=pk)
        try:
            file = batch.raw_file.open("rb")
        except FileNotFoundError as error:
            raise Http404 from error
        return FileResponse(
            file,
            as_attachment=True,
            filename=batch.file_name,
            content_type="application/octet-stream",
        )

    def lost(self, imported: Import) -> Iterable[str]:
        told = {"new": imported.new_count, "changed": imported.changed_count}
        return (
            _("Values that came with it, and are taken away: %(new)s.") % told,
            _("Values that it changed, and that return to what they were: %(changed)s.") % told,
            _("Values that a later import has changed stay. The receipt tells which."),
        )

    def kept(self, names: Sequence[str]) -> str:
        return ngettext(
            "One value was changed by a later import and stays: %(names)s.",
            "%(count)s values were changed by a later import and stay: %(names)s.",
            len(names),
        ) % {"count": len(names), "names": some(names)}


def may_import(request: HttpRequest) -> bool:
    """Whether the person may change data by files."""
    return isinstance(request.user, User) and way_in.may_import(request.user)
