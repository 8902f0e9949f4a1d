"""From a list of institutions to the places: upload, preview, confirm."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from imports.engine import Committed
from imports.kinds import ImportChoices
from imports.page_doors import for_those_who
from imports.pages import ImportPages
from institutions.importing import InstitutionListFile
from institutions.importing.preview import InstitutionPreview
from institutions.way_in import may_import


class InstitutionPages(ImportPages):
    """Read in institutions."""

    title = gettext_lazy("Read in institutions")
    upload_template = "institutions/files/choose.html"
    preview_template = "institutions/files/preview.html"
    preview_class = InstitutionPreview
    upload_address = "institution_import"
    confirm_address = "institution_import_confirm"

    def kind(self, choices: ImportChoices | None = None) -> InstitutionListFile:
        return InstitutionListFile(by=self.person, choices=choices)

    def done(self, committed: Committed[Any], *, name: str) -> HttpResponse:
        self.tell_it_is_read_in(name)
        return redirect("institution_import_detail", committed.receipt.pk)


@for_those_who(may_import)
def institution_import(request: HttpRequest) -> HttpResponse:
    """The form for a file; with a file, what it would do."""
    return InstitutionPages(request).upload()


@require_POST
@for_those_who(may_import)
def institution_import_confirm(request: HttpRequest) -> HttpResponse:
    """Read in the file that was shown, if it would still do what was shown."""
    return InstitutionPages(request).confirm()
