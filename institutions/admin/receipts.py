"""Every list of institutions that was read in, with its receipt, and taking one back."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from imports.receipt_admin import ReceiptAdmin
from imports.undo_page import some
from institutions.admin.importing import may_import
from institutions.importing import InstitutionListFile, Undoing
from institutions.models import InstitutionImport
from institutions.receipts import InstitutionReceipt, kinds_made
from institutions.scoped_admin import WithinScope


@admin.register(InstitutionImport)
class InstitutionImportAdmin(WithinScope, ReceiptAdmin):
    """Made by reading in, never changed, only undone."""

    list_display = ["file_name", "imported_by", "on_day", "row_count", "places"]
    change_list_template = "admin/institutions/institutionimport/change_list.html"
    receipt_template = "admin/institutions/institutionimport/receipt.html"

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Who may read lists in sees the receipts, also where nobody has said so of these."""
        return super().has_view_permission(request, obj) or may_import(request)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return super().has_module_permission(request) or may_import(request)

    @admin.display(description=gettext_lazy("institutions"), ordering="new_count")
    def places(self, imported: InstitutionImport) -> str:
        return self.in_brief(imported)

    def may_import(self, request: HttpRequest) -> bool:
        return may_import(request)

    def kind(self, request: HttpRequest) -> InstitutionListFile:
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
