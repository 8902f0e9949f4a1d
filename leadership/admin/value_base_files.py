"""The value base out as a spreadsheet, and in again, in the administration."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from files.papers import file_name, file_response
from imports.engine import Committed
from imports.kinds import ImportChoices
from imports.pages import ImportPages
from leadership.models import ValueBase
from leadership.value_base.contents import Contents
from leadership.value_base.spreadsheet import (
    HEADINGS,
    ValueBaseDiff,
    ValueBaseSheet,
    as_csv,
    as_workbook,
)
from leadership.value_base.spreadsheet.preview import ValueBasePreview

if TYPE_CHECKING:
    from django.contrib.admin import ModelAdmin

    _Admin = ModelAdmin[ValueBase]
else:
    _Admin = object  # it stands before a ModelAdmin

WRITERS = {
    "xlsx": (
        as_workbook,
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
    "csv": (as_csv, "text/csv; charset=utf-8"),
}


class ValueBasePages(ImportPages):
    """Read one version of the value base in."""

    upload_template = "admin/leadership/valuebase/import.html"
    preview_template = "admin/leadership/valuebase/import_preview.html"
    preview_class = ValueBasePreview
    upload_address = "admin:leadership_valuebase_import"
    confirm_address = "admin:leadership_valuebase_import_confirm"

    def __init__(self, request: HttpRequest, base: ValueBase, *, log: Callable[..., Any]) -> None:
        super().__init__(request, base.pk)
        self.base, self.log = base, log

    def kind(self, choices: ImportChoices | None = None) -> ValueBaseSheet:
        return ValueBaseSheet(self.base, by=self.person, choices=choices)

    def done(self, committed: Committed[ValueBaseDiff], *, name: str) -> HttpResponse:
        written = committed.receipt.base
        self.log(self.request, written, [{"changed": {"fields": [name]}}])
        return redirect("admin:leadership_valuebaseimport_change", committed.receipt.pk)

    def context(self) -> dict[str, Any]:
        return {"base": self.base, "headings": HEADINGS}


class InAndOut(_Admin):
    """For the ModelAdmin of the value base: fetch a version, read one in, with a preview."""

    def get_urls(self) -> list[URLPattern]:
        views: dict[str, tuple[str, Any]] = {
            "regneark.<str:kind>": ("file", require_GET(self.file_view)),
            "indlaes/": ("import", self.import_view),
            "indlaes/bekraeft/": ("import_confirm", require_POST(self.confirm_view)),
        }
        return [
            *(
                path(
                    f"<int:pk>/{end}",
                    self.admin_site.admin_view(view),
                    name=f"leadership_valuebase_{name}",
                )
                for end, (name, view) in views.items()
            ),
            *super().get_urls(),
        ]

    def file_view(self, request: HttpRequest, pk: int, kind: str) -> HttpResponse:
        """A version as it stands, to be worked on in Excel."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        if kind not in WRITERS:
            raise Http404
        base = get_object_or_404(self.get_queryset(request), pk=pk)
        write, content_type = WRITERS[kind]
        name = file_name(timezone.localdate(), base.name, suffix=kind)
        return file_response(write(Contents.of(base)), name=name, kind=content_type)

    def import_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The form for a file; with a file, what it would do."""
        return self._pages(request, pk).upload()

    def confirm_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Read in what was shown, if it would still do that."""
        return self._pages(request, pk).confirm()

    def _pages(self, request: HttpRequest, pk: int) -> ValueBasePages:
        return ValueBasePages(request, self._base(request, pk), log=self.log_change)

    def _base(self, request: HttpRequest, pk: int) -> ValueBase:
        """The version that the person sees and may change: what is read in changes all of it."""
        base = get_object_or_404(self.get_queryset(request), pk=pk)
        if not (self.has_change_permission(request, base) and self.has_add_permission(request)):
            raise PermissionDenied
        return base
