"""Measurements in the administration: looked up, typed in, taken out, and read in from files."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.views.decorators.http import require_GET

from config.read_only import ReadOnly
from institutions.scoped_admin import WithinScope
from measurements.admin.entry import TypesIn
from measurements.admin.exporting import TakesOut
from measurements.admin.file_pages import MeasurementPages
from measurements.admin.receipts import may_import
from measurements.admin.under_way import ReadsLargeFiles
from measurements.models import Import, Measurement


@admin.register(Measurement)
class MeasurementAdmin(
    ReadOnly, TypesIn, TakesOut, ReadsLargeFiles, WithinScope, admin.ModelAdmin[Measurement]
):
    """Measurements are read here and come in by files, so that each can be traced to its row."""

    change_list_template = "admin/measurements/measurement/change_list.html"
    list_display = ["institution", "topic", "group", "period", "raw", "is_suppressed"]
    list_filter = ["topic__version__instrument", "year", "is_suppressed"]
    list_select_related = ["institution", "topic"]
    search_fields = ["institution__name", "topic__name"]
    list_per_page = 50
    show_full_result_count = False

    def get_urls(self) -> list[URLPattern]:
        views = {
            "process_import/": ("process_import", self.commit_view),
            "import/": ("import", self.import_view),
            "import/fejl/": ("faults", require_GET(self.faults_view)),
        }
        return [
            *(
                path(end, self.admin_site.admin_view(view), name=f"measurements_measurement_{name}")
                for end, (name, view) in views.items()
            ),
            *super().get_urls(),
        ]

    def import_view(self, request: HttpRequest) -> HttpResponse:
        """The form for files; with a file, or the ticket to one, its preview."""
        return self.pages(request).upload()

    def commit_view(self, request: HttpRequest) -> HttpResponse:
        """Read in the file whose preview was confirmed, if it would still do what was shown."""
        pages = self.pages(request)
        return pages.confirm() if request.method == "POST" else redirect(pages.upload_url)

    def faults_view(self, request: HttpRequest) -> HttpResponse:
        """The file with one more column: what to correct in each row."""
        return self.pages(request).marked()

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        context = {"has_import_permission": may_import(request)} | (extra_context or {})
        return super().changelist_view(request, context)

    def pages(self, request: HttpRequest) -> MeasurementPages:
        """For administrators who may add measurements, and nobody else."""
        if not may_import(request):
            raise PermissionDenied
        return MeasurementPages(request, log=self._log)

    def _log(self, request: HttpRequest, batch: Import) -> None:
        self.log_addition(request, batch, [{"added": {}}])  # type: ignore[arg-type]  # of any row
