"""From a list of institutions to the places: upload, preview, confirm."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from accounts.models import User
from imports.engine import Committed
from imports.kinds import ImportChoices
from imports.pages import ImportPages
from institutions import way_in
from institutions.importing import InstitutionListFile
from institutions.importing.preview import InstitutionPreview
from institutions.models import Institution


class InstitutionPages(ImportPages):
    """Read in institutions."""

    title = gettext_lazy("Read in institutions")
    upload_template = "admin/institutions/institution/import.html"
    preview_template = "admin/institutions/institution/import_preview.html"
    preview_class = InstitutionPreview
    upload_address = "admin:institutions_institution_import"
    confirm_address = "admin:institutions_institution_import_confirm"

    def kind(self, choices: ImportChoices | None = None) -> InstitutionListFile:
        return InstitutionListFile(by=self.person, choices=choices)

    def done(self, committed: Committed[Any], *, name: str) -> HttpResponse:
        self.tell_it_is_read_in(name)
        return redirect("admin:institutions_institutionimport_change", committed.receipt.pk)


class ImportInstitutions(admin.ModelAdmin[Institution]):
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
        return _pages(request).upload()

    def confirm_view(self, request: HttpRequest) -> HttpResponse:
        """Read in the file that was shown, if it would still do what was shown."""
        return _pages(request).confirm()


def may_import(request: HttpRequest) -> bool:
    """Whether the person may change places by files."""
    return isinstance(request.user, User) and way_in.may_import(request.user)


def _pages(request: HttpRequest) -> InstitutionPages:
    if not may_import(request):
        raise PermissionDenied
    return InstitutionPages(request)
