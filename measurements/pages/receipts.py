"""The pages of imports of measurements: their receipts, their files, and taking one back."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_POST, require_safe

from accounts.requests import signed_in
from imports.kinds import ImportChoices
from imports.page_doors import for_those_who
from imports.receipt_pages import ReceiptPages
from imports.undo_page import some
from measurements.importing import MeasurementFile
from measurements.importing.locks import locks_of_import
from measurements.layouts import title_of
from measurements.models import Import
from measurements.pages.uploading import waiting_files
from measurements.receipts import MeasurementReceipt
from measurements.way_in import may_import, may_see_imports


class MeasurementReceiptPages(ReceiptPages):
    receipt_template = "measurements/files/receipt.html"
    title = gettext_lazy("Imports of figures")
    list_address = "import_list"
    receipt_address = "import_detail"
    undo_address = "import_undo"
    upload_address = "measurement_import"

    def imports(self) -> Any:
        return Import.objects.visible_to(self.person)

    def may_import(self) -> bool:
        return may_import(self.person)

    def kind(self) -> MeasurementFile:
        return MeasurementFile(choices=ImportChoices(reason=self.request.POST.get("reason", "")))

    def receipt_of(self, imported: Import, *, page: str) -> MeasurementReceipt:
        return MeasurementReceipt.of(imported, page=page)

    def layout_of(self, imported: Import) -> str:
        return title_of(imported.layout)

    def receipt_context(self, imported: Import) -> dict[str, Any]:
        if not self.may_import():
            return {"locks": [], "waiting": []}
        locks = [] if imported.undone_at else locks_of_import(imported)
        return {"locks": locks, "waiting": waiting_files(self.request)}

    def lost(self, imported: Import) -> Iterable[str]:
        told = {"new": imported.new_count, "changed": imported.changed_count}
        return (
            _("Values that came with it, and are taken away: %(new)s.") % told,
            _("Values that it changed, and that return to what they were: %(changed)s.") % told,
            _("Values that a later import has changed stay. The receipt tells which."),
        )

    def kept(self, names: Sequence[str]) -> str:
        return ngettext(
            "One value was changed by a later import and stays: %(names)s.",
            "%(count)s values were changed by a later import and stay: %(names)s.",
            len(names),
        ) % {"count": len(names), "names": some(names)}


@require_safe
@for_those_who(may_see_imports)
def import_list(request: HttpRequest) -> HttpResponse:
    return MeasurementReceiptPages(request).listed()


@require_safe
@for_those_who(may_see_imports)
def import_detail(request: HttpRequest, pk: int) -> HttpResponse:
    return MeasurementReceiptPages(request).receipt(pk)


@require_POST
@for_those_who(may_import)
def import_undo(request: HttpRequest, pk: int) -> HttpResponse:
    return MeasurementReceiptPages(request).undo(pk)


@require_GET
@for_those_who(may_import)
def import_file(request: HttpRequest, pk: int) -> FileResponse:
    """The file as it was read in, for as long as it is kept."""
    seen = Import.objects.visible_to(signed_in(request))
    batch = get_object_or_404(seen.exclude(raw_file=""), pk=pk)
    try:
        file = batch.raw_file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    return FileResponse(
        file,
        as_attachment=True,
        filename=batch.file_name,
        content_type="application/octet-stream",
    )
