"""Measurements taken out by administrators, as files that can be read in again."""

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.views.decorators.http import require_safe

from institutions.access import scope_of
from measurements.fetching import ExportForm

if TYPE_CHECKING:
    from django.contrib.admin import ModelAdmin

    from measurements.models import Measurement

    _Admin = ModelAdmin[Measurement]
else:
    _Admin = object  # it stands before a ModelAdmin


class TakesOut(_Admin):
    """For the ModelAdmin of measurements: the page where they are taken out as a file."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(require_safe(self.export_view))
        return [path("export/", view, name="measurements_measurement_export"), *super().get_urls()]

    def export_view(self, request: HttpRequest) -> HttpResponse:
        """The form for a file; asked with its answers, the file."""
        if not may_export(request):
            raise PermissionDenied
        is_asked = "layout" in request.GET
        form = ExportForm(request.GET if is_asked else None, user=request.user)
        if is_asked and form.is_valid():
            return form.response()
        page = "admin/measurements/measurement/export.html"
        return TemplateResponse(request, page, {"form": form}, status=422 if is_asked else 200)

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        context = {"may_export": may_export(request)} | (extra_context or {})
        return super().changelist_view(request, context)


def may_export(request: HttpRequest) -> bool:
    """Whether the person may take data out: an administrator with the permission to see them.

    The figures are as they were read in, before small numbers are hidden, so nobody else may.
    """
    user = request.user
    return (
        user.is_active
        and user.is_staff
        and user.has_perm("measurements.view_measurement")
        and scope_of(user).edits.everything
    )
