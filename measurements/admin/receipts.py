"""Every import with its receipt, and taking one back."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_POST

from config.asked import whole_number
from config.asking import ask, is_sure
from imports.errors import ImportRefused
from imports.receipt_admin import ImportList
from imports.turns import in_turn
from institutions.access import scope_of
from institutions.scoped_admin import WithinScope
from measurements.admin.uploading import waiting_files
from measurements.importing import undo
from measurements.importing.locks import locks_of_import
from measurements.layouts import title_of
from measurements.models import Import
from measurements.receipts import Receipt


@admin.register(Import)
class ImportAdmin(WithinScope, ImportList):
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

    def get_urls(self) -> list[URLPattern]:
        undo_view = self.admin_site.admin_view(require_POST(self.undo_view))
        file_view = self.admin_site.admin_view(require_GET(self.file_view))
        return [
            path("<int:pk>/fortryd/", undo_view, name="measurements_import_undo"),
            path("<int:pk>/fil/", file_view, name="measurements_import_file"),
            *super().get_urls(),
        ]

    @admin.display(description=gettext_lazy("recognised as"), ordering="layout")
    def recognised_as(self, batch: Import) -> str:
        return title_of(batch.layout)

    @admin.display(description=gettext_lazy("values"), ordering="new_count")
    def values(self, batch: Import) -> str:
        return self.in_brief(batch)

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        context = {"may_import": may_import(request)} | (extra_context or {})
        return super().changelist_view(request, context)

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """The receipt."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        batches = self.get_queryset(request).select_related("imported_by")
        batch = get_object_or_404(batches, pk=whole_number(object_id))
        receipt = Receipt.of(batch, page=request.GET.get("side", "1"))
        may_undo = may_import(request)
        locks = locks_of_import(batch) if may_undo and not batch.undone_at else []
        context = {"receipt": receipt, "may_undo": may_undo, "locks": locks}
        context["waiting"] = waiting_files(request) if may_undo else []
        return TemplateResponse(request, "admin/measurements/import/receipt.html", context)

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

    def undo_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Take the import back."""
        if not may_import(request):
            raise PermissionDenied
        batch = get_object_or_404(self.get_queryset(request), pk=pk)
        if not is_sure(request) and batch.undone_at is None:
            return _ask_before_undoing(request, batch)
        try:
            with in_turn():
                undone = undo(batch, reason=request.POST.get("reason", ""))
        except ImportRefused as refusal:
            messages.error(request, str(refusal))
            return redirect("admin:measurements_import_change", pk)
        self.log_change(request, batch, [{"changed": {"fields": ["undone_at"]}}])
        messages.success(request, _("%(file)s has been undone.") % {"file": batch})
        if undone.kept:
            sentence = ngettext(
                "One value was changed by a later import and stays: %(names)s.",
                "%(count)s values were changed by a later import and stay: %(names)s.",
                len(undone.kept),
            )
            names = "; ".join(undone.kept[:5]) + ("; …" if len(undone.kept) > 5 else "")
            messages.warning(request, sentence % {"count": len(undone.kept), "names": names})
        return redirect("admin:measurements_import_change", pk)


def _ask_before_undoing(request: HttpRequest, batch: Import) -> HttpResponse:
    told = {"new": batch.new_count, "changed": batch.changed_count}
    return ask(
        request,
        title=_("Undo the import of %(file)s?") % {"file": batch.file_name},
        lost=[
            _("Values that came with it, and are taken away: %(new)s.") % told,
            _("Values that it changed, and that return to what they were: %(changed)s.") % told,
            _("Values that a later import has changed stay. The receipt tells which."),
        ],
        button=_("Undo the import"),
        back=reverse("admin:measurements_import_change", args=[batch.pk]),
    )


def may_import(request: HttpRequest) -> bool:
    """Whether the person may change data by files: an administrator with the permission to."""
    user = request.user
    return (
        user.is_active
        and user.is_staff
        and user.has_perm("measurements.add_measurement")
        and scope_of(user).edits.everything
    )
