"""The value base out as a spreadsheet, and in again, in the administration."""

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.requests import signed_in
from files.papers import file_name, file_response
from files.spreadsheets import Limits, Unreadable, read
from imports.errors import FileGone, NotRecognised
from imports.forms import UploadForm
from imports.tickets import Upload
from leadership.models import ValueBase
from leadership.value_base import spreadsheet
from leadership.value_base.contents import Contents
from leadership.value_base.spreadsheet import ValueBaseDiff, carry_out, prepare

if TYPE_CHECKING:
    from django.contrib.admin import ModelAdmin

    _Admin = ModelAdmin[ValueBase]
else:
    _Admin = object  # it stands before a ModelAdmin

WRITERS = {
    "xlsx": (
        spreadsheet.as_workbook,
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
    "csv": (spreadsheet.as_csv, "text/csv; charset=utf-8"),
}


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
        base = self._base(request, pk)
        form = UploadForm(request.POST or None, request.FILES or None)
        if request.method == "POST" and form.is_valid():
            [file] = form.cleaned_data["import_file"]
            content = file.read()
            try:
                plan = _plan(base, content, file.name)
            except Unreadable as error:
                form.add_error("import_file", error.message)
            except NotRecognised as error:
                form.add_error("import_file", str(error))
            else:
                return self._preview(request, plan, content)
        page = "admin/leadership/valuebase/import.html"
        context = {"form": form, "base": base, "headings": spreadsheet.HEADINGS}
        return TemplateResponse(request, page, context, status=422 if form.errors else 200)

    def confirm_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Read in what was shown, if it would still do that."""
        base = self._base(request, pk)
        again = reverse("admin:leadership_valuebase_import", args=[pk])
        try:
            upload = Upload.of(request.POST.get("upload", ""), user=signed_in(request))
            plan = _plan(base, upload.read(), upload.name)
        except (FileGone, Unreadable, NotRecognised):
            messages.error(request, _("The file is no longer kept here. Choose it once more."))
            return redirect(again)
        if plan.errors or plan.fingerprint != upload.fingerprint:
            sentence = _(
                "The data were changed after you saw the preview. Look at the file once more."
            )
            messages.error(request, sentence)
            return redirect(again)
        written = carry_out(plan)
        upload.forget()
        self.log_change(request, written, [{"changed": {"fields": [upload.name]}}])
        if plan.makes_a_version:
            messages.success(
                request,
                _("%(file)s is a version that is being prepared. Say from which day it holds.")
                % {"file": upload.name},
            )
        else:
            messages.success(request, _("%(file)s has been read in.") % {"file": upload.name})
        return redirect("admin:leadership_valuebase_change", written.pk)

    def _preview(self, request: HttpRequest, plan: ValueBaseDiff, content: bytes) -> HttpResponse:
        upload = None
        if plan.has_work and not plan.errors:
            upload = Upload.keep(
                content, name=plan.sheet.name, user=signed_in(request), fingerprint=plan.fingerprint
            )
        page = "admin/leadership/valuebase/import_preview.html"
        context = {"plan": plan, "upload": upload, "base": plan.contents.base}
        return TemplateResponse(request, page, context)

    def _base(self, request: HttpRequest, pk: int) -> ValueBase:
        """The version that the person sees and may change: what is read in changes all of it."""
        base = get_object_or_404(self.get_queryset(request), pk=pk)
        if not (self.has_change_permission(request, base) and self.has_add_permission(request)):
            raise PermissionDenied
        return base


def _plan(base: ValueBase, content: bytes, name: str) -> ValueBaseDiff:
    return prepare(Contents.of(base), read(content, name=name, limits=Limits.from_settings()))
