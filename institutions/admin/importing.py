"""The list of institutions in the administration leads to reading whole files in, on pages."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern

from accounts.models import User
from imports.page_doors import in_administration
from institutions.models import Institution
from institutions.pages import files
from institutions.way_in import may_import


class ImportInstitutions(admin.ModelAdmin[Institution]):
    """For the admin of institutions: its way in for whole files."""

    change_list_template = "admin/institutions/institution/change_list.html"

    def get_urls(self) -> list[URLPattern]:
        views = {
            "import/": ("institutions_institution_import", files.institution_import),
            "import/indlaes/": (
                "institutions_institution_import_confirm",
                files.institution_import_confirm,
            ),
        }
        return [*in_administration(self.admin_site, views), *super().get_urls()]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        may = isinstance(request.user, User) and may_import(request.user)
        return super().changelist_view(request, {"may_import": may} | (extra_context or {}))
