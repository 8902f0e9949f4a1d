"""Measurements in the administration: looked up here, read in, typed in and taken out on pages."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern

from accounts.models import User
from config.read_only import ReadOnly
from imports.page_doors import in_administration
from institutions.scoped_admin import WithinScope
from measurements.models import Measurement
from measurements.pages import files, typing_in, under_way
from measurements.way_in import may_export, may_import

#: The pages by the end of their address and the end of its name.
PAGES = {
    "process_import/": ("process_import", files.measurement_import_confirm),
    "import/": ("import", files.measurement_import),
    "import/fejl/": ("faults", files.measurement_import_faults),
    "import/under-vejs/<int:pk>/": ("under_way", under_way.measurement_under_way),
    "import/under-vejs/<int:pk>/bekraeft/": (
        "under_way_confirm",
        under_way.measurement_under_way_confirm,
    ),
    "import/under-vejs/<int:pk>/begynd-igen/": (
        "under_way_restart",
        under_way.measurement_under_way_restart,
    ),
    "import/under-vejs/<int:pk>/stop/": (
        "under_way_stop",
        under_way.measurement_under_way_stop,
    ),
    "import/under-vejs/<int:pk>/fejl/": (
        "under_way_faults",
        under_way.measurement_under_way_faults,
    ),
    "tast-ind/<slug:code>/": ("entry", typing_in.measurement_entry),
    "export/": ("export", typing_in.measurement_export),
}


@admin.register(Measurement)
class MeasurementAdmin(ReadOnly, WithinScope, admin.ModelAdmin[Measurement]):
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
            end: (f"measurements_measurement_{name}", view) for end, (name, view) in PAGES.items()
        }
        return [*in_administration(self.admin_site, views), *super().get_urls()]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        user = request.user
        context = {
            "has_import_permission": isinstance(user, User) and may_import(user),
            "may_export": isinstance(user, User) and may_export(user),
        } | (extra_context or {})
        return super().changelist_view(request, context)
