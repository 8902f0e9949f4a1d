"""From a list of institutions to the places: upload, preview, confirm."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.requests import signed_in
from files.spreadsheets import Limits, Sheet, Unreadable, read
from imports.errors import Busy, FileGone, NotRecognised
from imports.forms import UploadForm
from imports.tickets import Upload
from institutions.access import scope_of
from institutions.importing import read_in
from institutions.importing.preview import Preview

FORM = "admin/institutions/institution/import.html"
PREVIEW = "admin/institutions/institution/import_preview.html"


class ImportInstitutions(admin.ModelAdmin):
    """For the admin of institutions: its way in for whole files."""

    change_list_template = "admin/institutions/institution/change_list.html"

    def get_urls(self) -> list[URLPattern]:
        def page(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
            return self.admin_site.admin_view(view)

        return [
            path("import/", page(self.import_view), name="institutions_institution_import"),
            path(
                "import/indlaes/",
                page(require_POST(self.confirm_view)),
                name="institutions_institution_import_confirm",
            ),
            *super().get_urls(),
        ]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        context = {"may_import": may_import(request)} | (extra_context or {})
        return super().changelist_view(request, context)

    def import_view(self, request: HttpRequest) -> HttpResponse:
        """The form for a file; with a file, what it would do."""
        _require(request)
        form = UploadForm(request.POST or None, request.FILES or None)
        if request.method == "POST" and form.is_valid():
            [file] = form.cleaned_data["import_file"]
            try:
                return self._preview(request, file.read(), file.name)
            except (Unreadable, NotRecognised) as error:
                form.add_error("import_file", error.message)
        status = 422 if form.is_bound and form.errors else 200
        return TemplateResponse(request, FORM, {"form": form}, status=status)

    def confirm_view(self, request: HttpRequest) -> HttpResponse:
        """Read in the file that was shown, if it would still do what was shown."""
        _require(request)
        try:
            upload = Upload.of(request.POST.get("upload", ""), user=signed_in(request))
            content = upload.read()
            outcome = read_in(
                _sheet(content, upload.name),
                expected=upload.fingerprint or "never shown",
                by=signed_in(request),
            )
        except Busy as busy:
            messages.error(request, str(busy))
            return self._preview(request, content, upload.name)
        except (FileGone, Unreadable, NotRecognised):
            messages.error(request, _("The file is no longer kept here. Choose it once more."))
            return redirect("admin:institutions_institution_import")
        if outcome.receipt is None:
            messages.error(
                request,
                _("The data were changed after you saw the preview. Look at the file once more."),
            )
            return self._preview(request, content, upload.name)
        upload.forget()
        messages.success(request, _("%(file)s has been read in.") % {"file": upload.name})
        return redirect("admin:institutions_institutionimport_change", outcome.receipt.pk)

    def _preview(self, request: HttpRequest, content: bytes, name: str) -> HttpResponse:
        outcome = read_in(_sheet(content, name), dry_run=True)
        upload = None
        if outcome.has_work and not outcome.errors:
            upload = Upload.keep(
                content, name=name, user=signed_in(request), fingerprint=outcome.fingerprint
            )
        context = {"preview": Preview.of(outcome, name=name), "upload": upload}
        return TemplateResponse(request, PREVIEW, context)


def may_import(request: HttpRequest) -> bool:
    """Whether the person may change places by files: an administrator with the permission to."""
    return (
        request.user.has_perms(["institutions.add_institution", "institutions.change_institution"])
        and scope_of(signed_in(request)).edits.everything
    )


def _require(request: HttpRequest) -> None:
    if not may_import(request):
        raise PermissionDenied


def _sheet(content: bytes, name: str) -> Sheet:
    return read(content, name=name, limits=Limits.from_settings())
