"""The pages where one row is typed in, and where data are taken out as a file."""

from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from accounts.requests import signed_in
from imports.page_doors import for_those_who
from measurements.entry import EntryForm, file_name, typed_layouts
from measurements.fetching import ExportForm
from measurements.pages.files import MeasurementPages
from measurements.way_in import may_export, may_import


@for_those_who(may_import)
def measurement_entry(request: HttpRequest, code: str) -> HttpResponse:
    """The fields of a row; once they are right, the preview of a file of that one row."""
    layouts = typed_layouts()
    layout = layouts.get(code)
    if layout is None:
        raise Http404
    form = EntryForm(request.POST or None, layout=layout, user=signed_in(request))
    name = file_name(signed_in(request))
    if request.method == "POST" and form.is_valid():
        form.plan(name=name)
        if form.is_valid():
            return MeasurementPages(request).preview(form.file(), name, layout=code)
    context = {
        "form": form,
        "layout": layout,
        "others": [one for one in layouts.values() if one != layout],
    }
    page = "measurements/files/entry.html"
    return TemplateResponse(request, page, context, status=422 if form.errors else 200)


@require_safe
@for_those_who(may_export)
def measurement_export(request: HttpRequest) -> HttpResponse:
    """The form for a file that can be read in again; asked with its answers, the file."""
    is_asked = "layout" in request.GET
    form = ExportForm(request.GET if is_asked else None, user=request.user)
    if is_asked and form.is_valid():
        return form.response()
    page = "measurements/files/export.html"
    return TemplateResponse(request, page, {"form": form}, status=422 if is_asked else 200)
