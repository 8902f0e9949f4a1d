"""The value base out as a spreadsheet, and in again: upload, preview, confirm, receipt, undo."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from accounts.requests import SignedInRequest
from files.papers import file_name, file_response
from imports.engine import Committed
from imports.kinds import ImportChoices
from imports.page_doors import for_those_who
from imports.pages import ImportPages
from leadership.models import ValueBase
from leadership.value_base.contents import Contents
from leadership.value_base.receipts import ValueBaseReceiptPages
from leadership.value_base.spreadsheet import (
    HEADINGS,
    ValueBaseDiff,
    ValueBaseSheet,
    as_csv,
    as_workbook,
)
from leadership.value_base.spreadsheet.preview import ValueBasePreview
from leadership.way_in import may_fetch, may_import, may_see_imports

WRITERS = {
    "xlsx": (
        as_workbook,
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
    "csv": (as_csv, "text/csv; charset=utf-8"),
}


class ValueBasePages(ImportPages):
    """Read one version of the value base in."""

    title = gettext_lazy("Read in the value base")
    upload_template = "value_base/files/choose.html"
    preview_template = "value_base/files/preview.html"
    preview_class = ValueBasePreview
    upload_address = "value_base_import"
    confirm_address = "value_base_import_confirm"

    def __init__(self, request: SignedInRequest, pk: int) -> None:
        super().__init__(request, pk)
        self.base = get_object_or_404(ValueBase.objects.visible_to(request.user), pk=pk)

    def kind(self, choices: ImportChoices | None = None) -> ValueBaseSheet:
        return ValueBaseSheet(self.base, by=self.person, choices=choices)

    def done(self, committed: Committed[ValueBaseDiff], *, name: str) -> HttpResponse:
        self.tell_it_is_read_in(name)
        return redirect("value_base_import_detail", committed.receipt.pk)

    def context(self) -> dict[str, Any]:
        return {"base": self.base, "headings": HEADINGS}


@require_safe
@for_those_who(may_fetch)
def value_base_file(request: SignedInRequest, pk: int, kind: str) -> HttpResponse:
    """A version as it stands, to be worked on in Excel."""
    if kind not in WRITERS:
        raise Http404
    base = get_object_or_404(ValueBase.objects.visible_to(request.user), pk=pk)
    write, content_type = WRITERS[kind]
    name = file_name(timezone.localdate(), base.name, suffix=kind)
    return file_response(write(Contents.of(base)), name=name, kind=content_type)


@for_those_who(may_import)
def value_base_import(request: SignedInRequest, pk: int) -> HttpResponse:
    """The form for a file; with a file, what it would do."""
    return ValueBasePages(request, pk).upload()


@require_POST
@for_those_who(may_import)
def value_base_import_confirm(request: SignedInRequest, pk: int) -> HttpResponse:
    """Read in what was shown, if it would still do that."""
    return ValueBasePages(request, pk).confirm()


@require_safe
@for_those_who(may_see_imports)
def value_base_import_list(request: HttpRequest) -> HttpResponse:
    return ValueBaseReceiptPages(request).listed()


@require_safe
@for_those_who(may_see_imports)
def value_base_import_detail(request: HttpRequest, pk: int) -> HttpResponse:
    return ValueBaseReceiptPages(request).receipt(pk)


@require_POST
@for_those_who(may_import)
def value_base_import_undo(request: HttpRequest, pk: int) -> HttpResponse:
    return ValueBaseReceiptPages(request).undo(pk)
