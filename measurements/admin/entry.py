"""The administrator's page for typing one row in, beside reading in a file."""

from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path

from accounts.requests import signed_in
from measurements.entry import EntryForm, file_name, typed_layouts

if TYPE_CHECKING:
    from django.contrib.admin import ModelAdmin

    from measurements.admin.file_pages import MeasurementPages
    from measurements.models import Measurement

    class _Admin(ModelAdmin[Measurement]):
        def pages(self, request: HttpRequest) -> MeasurementPages: ...

else:
    _Admin = object  # it stands before a ModelAdmin that reads files in


class TypesIn(_Admin):
    """For the ModelAdmin of measurements: what is typed goes the way of a file of one row."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.entry_view)
        return [
            path("tast-ind/<slug:code>/", view, name="measurements_measurement_entry"),
            *super().get_urls(),
        ]

    def entry_view(self, request: HttpRequest, code: str) -> HttpResponse:
        """The fields of a row; once they are right, the preview of what they would do."""
        pages = self.pages(request)
        layouts = typed_layouts()
        layout = layouts.get(code)
        if layout is None:
            raise Http404
        form = EntryForm(request.POST or None, layout=layout, user=signed_in(request))
        name = file_name(signed_in(request))
        if request.method == "POST" and form.is_valid():
            form.plan(name=name)
            if form.is_valid():
                return pages.preview(form.file(), name, layout=code)
        context = {
            "form": form,
            "layout": layout,
            "others": [one for one in layouts.values() if one != layout],
        }
        page = "admin/measurements/measurement/entry.html"
        status = 422 if form.errors else 200
        return TemplateResponse(request, page, context, status=status)
