"""The pages of lists of institutions: their receipts, and taking one back."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe

from imports.page_doors import for_those_who
from imports.receipt_pages import ReceiptPages
from imports.undo_page import some
from institutions.importing import InstitutionListFile, Undoing
from institutions.models import InstitutionImport
from institutions.receipts import InstitutionReceipt, kinds_made
from institutions.way_in import may_import, may_see_imports


class InstitutionReceiptPages(ReceiptPages):
    receipt_template = "institutions/files/receipt.html"
    title = gettext_lazy("Imports of institutions")
    list_address = "institution_import_list"
    receipt_address = "institution_import_detail"
    undo_address = "institution_import_undo"
    upload_address = "institution_import"

    def imports(self) -> Any:
        return InstitutionImport.objects.visible_to(self.person)

    def may_import(self) -> bool:
        return may_import(self.person)

    def kind(self) -> InstitutionListFile:
        return InstitutionListFile()

    def receipt_of(self, imported: InstitutionImport, *, page: str) -> InstitutionReceipt:
        return InstitutionReceipt.of(imported, page=page)

    def obstacles(self, imported: InstitutionImport) -> Sequence[str]:
        return Undoing(imported).obstacles()

    def lost(self, imported: InstitutionImport) -> Iterable[str]:
        """What goes, what returns, and what stays, a sentence each."""
        undoing = Undoing(imported)
        for what, count in kinds_made(undoing.made):
            yield _("Came with it, and will be deleted: %(count)s %(what)s.") % {
                "count": count,
                "what": what,
            }
        corrected = [row.label for row in undoing.made if row.after != undoing.rows[row.key]]
        named = (
            (
                _("Institutions that will be deleted: %(names)s."),
                [row.label for row in undoing.made if row.kind == "institution"],
            ),
            (_("What was corrected by hand since goes with them: %(names)s."), corrected),
            (
                _("Return to what they were: %(names)s."),
                [row.label for row, _before in undoing.returning],
            ),
            (_("Come back: %(names)s."), [row.label for row in undoing.gone]),
        )
        yield from (sentence % {"names": some(names)} for sentence, names in named if names)
        if undoing.kept:
            yield self.kept([*map(str, undoing.kept)])

    def kept(self, names: Sequence[str]) -> str:
        return ngettext(
            "One value was changed by hand since and stays: %(names)s.",
            "%(count)s values were changed by hand since and stay: %(names)s.",
            len(names),
        ) % {"count": len(names), "names": some(names)}


@require_safe
@for_those_who(may_see_imports)
def institution_import_list(request: HttpRequest) -> HttpResponse:
    return InstitutionReceiptPages(request).listed()


@require_safe
@for_those_who(may_see_imports)
def institution_import_detail(request: HttpRequest, pk: int) -> HttpResponse:
    return InstitutionReceiptPages(request).receipt(pk)


@require_POST
@for_those_who(may_import)
def institution_import_undo(request: HttpRequest, pk: int) -> HttpResponse:
    return InstitutionReceiptPages(request).undo(pk)
